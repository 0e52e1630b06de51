import { ansiDialect, quoteIdent, quoteLiteral } from './ansi.ts';
import type { Dialect } from './dialect.ts';

/** PostgreSQL. `normalize` says that the server can bring text into NFC: version 13 or later, and a UTF8 database. */
export function postgresqlDialect(options: { normalize: boolean }): Dialect {
  return ansiDialect('postgresql', {
    // E'' stays the same whatever standard_conforming_strings says.
    literal: (value) => (value.includes('\\') ? `E${quoteLiteral(value.replaceAll('\\', '\\\\'))}` : quoteLiteral(value)),
    table: (path) => `${quoteIdent(path.schema)}.${quoteIdent(path.name)}`,
    text: (expression) => {
      const text = `RTRIM(CAST(${expression} AS TEXT))`;
      return `${options.normalize ? `NORMALIZE(${text}, NFC)` : text} COLLATE "C"`;
    },
  });
}
