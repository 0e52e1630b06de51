import { Document, isScalar, Lexer, LineCounter, parseDocument, visit, type Scalar } from 'yaml';
import { AppError, type InputProblem } from '../domain/errors.ts';

/** An alias stands for what it names: a few of them, nested, make terabytes. */
const mostAliases = 100;
/** A megabyte of written text has some 200,000; more of them is nothing that a person wrote, and takes seconds to read. */
const mostTokens = 250_000;
const mostProblems = 10;
const longestMessage = 200;

/**
 * Reads YAML 1.2 (core schema, one document) as JSON has it. Throws AppError 'invalid' that names lines and columns: also for tags, keys
 * that come twice or are no text, and numbers that JSON cannot hold.
 */
export function readYaml(text: string): unknown {
  refuseHeaps(text);
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      schema: 'core',
      version: '1.2',
      resolveKnownTags: false,
      stringKeys: true,
      // The library compares every key with every other.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
      lineCounter: lines,
    });
    const faults: readonly Fault[] = [...document.errors, ...document.warnings].map(({ message, pos: [offset] }) => ({ message, offset }));
    refuse(faults.length > 0 ? faults : faultsOf(document), lines);
    const value: unknown = document.toJS({ maxAliasCount: mostAliases });
    // Also what holds itself.
    JSON.stringify(value);
    return value;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw invalid([error instanceof RangeError ? 'nested too deeply' : 'an alias that names nothing, or itself, or too much'], error);
  }
}

/** Writes YAML that reads back as the same: texts that look like something else are quoted, also for readers of YAML 1.1. */
export function writeYaml(value: unknown): string {
  const document = new Document(value, { schema: 'core', version: '1.2', compat: 'yaml-1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_place, scalar) {
      if (typeof scalar.value === 'string' && unseen.test(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** Characters that YAML takes for line ends or marks, which the library leaves unquoted. */
const unseen = /[\u007f-\u009f\u2028\u2029\ufeff]/;

interface Fault {
  readonly message: string;
  readonly offset: number;
}

function refuseHeaps(text: string): void {
  let tokens = 0;
  let aliases = 0;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (token.startsWith('*')) aliases += 1;
    if (tokens > mostTokens) throw invalid([`more than ${mostTokens} parts`]);
    if (aliases > mostAliases) throw invalid([`more than ${mostAliases} aliases`]);
  }
}

/** What YAML allows and JSON does not. */
function faultsOf(document: Document): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Map(_place, { items }) {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value)) faults.push({ message: `the key ${JSON.stringify(key.value)} comes twice`, offset: startOf(key) });
        if (key.value === '__proto__') faults.push({ message: 'the key "__proto__" is not allowed', offset: startOf(key) });
        keys.add(key.value);
      }
    },
    Scalar(_place, scalar) {
      if (typeof scalar.value !== 'number' || isExact(scalar.value, scalar.source ?? '')) return;
      faults.push({ message: `JSON has no number ${scalar.source ?? ''}: quote it`, offset: startOf(scalar) });
    },
  });
  return faults;
}

const startOf = ({ range }: Scalar): number => range?.[0] ?? 0;

/** Whether JSON's numbers hold what was written: fractions are rounded everywhere, integers must not be. */
function isExact(value: number, source: string): boolean {
  if (!Number.isFinite(value)) return false;
  const digits = source.replace(/^[-+]/, '');
  if (!/^(\d+|0[ox][\da-fA-F]+)$/.test(digits) || Number.isSafeInteger(value)) return true;
  const size = Math.abs(value);
  return String(size) === digits || BigInt(size) === BigInt(digits);
}

function refuse(faults: readonly Fault[], lines: LineCounter): void {
  if (faults.length === 0) return;
  throw invalid(
    faults.slice(0, mostProblems).map(({ message, offset }) => {
      const { line, col } = lines.linePos(offset);
      return `line ${line}, column ${col}: ${/call stack/.test(message) ? 'nested too deeply' : message.slice(0, longestMessage)}`;
    }),
  );
}

function invalid(messages: readonly string[], cause?: unknown): AppError {
  const problems = messages.map((message): InputProblem => ({
    loc: ['body', 'yaml'],
    msg: `Not YAML 1.2 that can be kept: ${message}`,
    type: 'yaml_invalid',
  }));
  return new AppError('invalid', 'The YAML is not valid.', { problems, cause });
}
