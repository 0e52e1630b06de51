import { ansiDialect } from './ansi.ts';

/** SQLite: any column may hold values of any type, so texts are made by the type of each value. */
export const sqliteDialect = ansiDialect('sqlite', {
  text: (x) =>
    `CASE typeof(${x}) WHEN 'real' THEN CASE WHEN ${x} = CAST(${x} AS INTEGER) THEN CAST(CAST(${x} AS INTEGER) AS TEXT) ELSE CAST(${x} AS TEXT) END ` +
    `WHEN 'blob' THEN '\\x' || lower(hex(${x})) ELSE rtrim(CAST(${x} AS TEXT), ' ') END`,
});
