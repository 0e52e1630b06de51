import { ansiDialect, quoteIdent, quoteLiteral } from './ansi.ts';
import type { Dialect } from './dialect.ts';

/** MySQL and MariaDB, with backslash escapes as in their default sql_mode. */
export const mysqlDialect: Dialect = ansiDialect('mysql', {
  ident: (name) => quoteIdent(name, '`'),
  literal: (value) => quoteLiteral(value.replaceAll('\\', '\\\\')),
  text: (expression) => `RTRIM(CONVERT(${expression} USING utf8mb4)) COLLATE utf8mb4_bin`,
});
