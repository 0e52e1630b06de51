import { quoteLiteral } from '../../dialects/ansi.ts';
import { SourceError } from '../../domain/errors.ts';
import { readStart } from './unpacked-start.ts';
import { typeOfText, typesTogether } from './value-type.ts';

const CHECKED_BYTES = 1 << 26;
const TYPED_RECORDS = 1000;

/** The columns of a file of JSON lines: the keys of its objects in the order in which they first appear. */
export interface JsonShape {
  readonly columns: readonly string[];
  readonly types: readonly string[];
  /** Exact where the whole file was read, else an estimate. */
  readonly rows: number;
  readonly notes: readonly string[];
}

/** Reads the start of a file of JSON lines. Throws SourceError `read`, naming file and line, where a line is no JSON object. */
export function jsonShape(file: string, size: number): JsonShape {
  const start = readStart(file, CHECKED_BYTES);
  const keys = new Map<string, Set<string>>();
  let rows = 0;
  let line = 0;
  for (const text of linesOf(start.bytes, start.complete)) {
    line += 1;
    if (text.trim() === '') continue;
    rows += 1;
    for (const [key, value] of Object.entries(objectOf(file, line, text))) {
      const types = keys.get(key) ?? new Set<string>();
      if (value !== null && rows <= TYPED_RECORDS) types.add(typeOfValue(value));
      keys.set(key, types);
    }
  }
  if (rows === 0) throw new SourceError('read', `${file} holds no record`, 'Leave it out, or export it again.');
  const columns = [...keys.keys()].filter((key, i, all) => key !== '' && all.findIndex((other) => other.toLowerCase() === key.toLowerCase()) === i);
  const notes: string[] = [];
  const lost = keys.size - columns.length;
  if (lost > 0) notes.push(`${lost} keys were left out: they are empty or differ from another only in upper and lower case.`);
  if (!start.complete) notes.push(`Keys were taken from the first ${Math.round(start.consumed / 1e6)} MB.`);
  return {
    columns,
    types: columns.map((key) => typesTogether(keys.get(key) ?? new Set())),
    rows: start.complete ? rows : Math.round((rows * size) / start.consumed),
    notes,
  };
}

/** The reading function of a file of JSON lines: strings as they are, numbers and booleans by their digits and words, objects and lists as JSON. */
export function readJsonSql(file: string, shape: JsonShape): string {
  const columns = shape.columns.map((name) => `${quoteLiteral(name)}: 'VARCHAR'`).join(', ');
  return `read_json(${quoteLiteral(file)}, format='newline_delimited', columns={${columns}})`;
}

function* linesOf(bytes: Buffer, complete: boolean): Generator<string> {
  let from = 0;
  for (let to = bytes.indexOf(0x0a); to !== -1; to = bytes.indexOf(0x0a, from)) {
    yield bytes.toString('utf8', from, to);
    from = to + 1;
  }
  if (complete && from < bytes.length) yield bytes.toString('utf8', from);
}

function objectOf(file: string, line: number, text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    throw new SourceError('read', `${file}, line ${line}: not sound JSON`, 'Write one JSON object per line.');
  }
  throw new SourceError('read', `${file}, line ${line}: not a JSON object`, 'Write one JSON object per line.');
}

function typeOfValue(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'decimal';
  if (typeof value === 'string') return typeOfText(value);
  return typeof value === 'boolean' ? 'boolean' : 'json';
}
