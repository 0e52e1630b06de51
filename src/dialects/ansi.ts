import { AppError } from '../domain/errors.ts';
import type { Dialect } from './dialect.ts';

/** `name` between `quote` characters, quotes inside doubled. Throws `invalid` for NUL, which no engine takes in an identifier. */
export function quoteIdent(name: string, quote = '"'): string {
  if (name.includes('\0')) throw new AppError('invalid', 'A name holds a NUL character, which SQL cannot write.');
  return quote + name.replaceAll(quote, quote + quote) + quote;
}

/** A character literal of standard SQL: single quotes doubled, nothing else escaped. Throws `invalid` for NUL. */
export function quoteLiteral(value: string): string {
  if (value.includes('\0')) throw new AppError('invalid', 'A value holds a NUL character, which SQL cannot write.');
  return `'${value.replaceAll("'", "''")}'`;
}

/**
 * A dialect that speaks standard SQL except for what `overrides` says. The defaults call the overridden functions,
 * so that an engine with other quotes needs to say so once.
 */
export function ansiDialect(name: string, overrides: Partial<Omit<Dialect, 'name'>> = {}): Dialect {
  const ident = overrides.ident ?? quoteIdent;
  const literal = overrides.literal ?? quoteLiteral;
  return {
    name,
    ident,
    literal: quoteLiteral,
    table: (path) => `${ident(path.schema)}.${ident(path.name)}`,
    text: (expression) => `RTRIM(CAST(${expression} AS VARCHAR))`,
    limit: (rows) => `LIMIT ${wholeNumber(rows)}`,
    jsonText: (expression, path) => `JSON_VALUE(${expression}, ${literal(jsonPath(path))})`,
    jsonElements: (table, expression) => ({
      from: `${table} CROSS JOIN JSON_TABLE(${expression}, '$[*]' COLUMNS (element VARCHAR(4000) PATH '$')) AS json_elements`,
      element: 'json_elements.element',
    }),
    ...overrides,
  };
}

/** A path of SQL/JSON to a member of nested objects: `$."a"."b"`. */
export function jsonPath(path: readonly string[]): string {
  return `$${path.map((name) => `.${JSON.stringify(name)}`).join('')}`;
}

function wholeNumber(rows: number): string {
  if (!Number.isSafeInteger(rows) || rows < 0) throw new AppError('invalid', `A limit must be a whole number, not ${rows}.`);
  return String(rows);
}
