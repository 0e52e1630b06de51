import type { Dialect } from '../../src/dialects/dialect.ts';

export type FixtureType = 'integer' | 'bigint' | 'decimal' | 'real' | 'boolean' | 'date' | 'timestamp' | 'time' | 'code' | 'text' | 'binary';

interface FixtureColumn {
  readonly name: string;
  /** `code` is a short text that may be part of a key. */
  readonly type: FixtureType;
  readonly required?: boolean;
  readonly comment?: string;
}

export interface FixtureTable {
  readonly name: string;
  readonly comment?: string;
  readonly columns: readonly FixtureColumn[];
  readonly primaryKey?: readonly string[];
  readonly unique?: readonly string[];
  readonly foreignKeys?: readonly { readonly columns: readonly string[]; readonly target: string; readonly targetColumns: readonly string[] }[];
  /** Value texts as the contract writes them. */
  readonly rows: readonly (readonly (string | null)[])[];
}

export interface Fixture {
  /** Parents before children. */
  readonly tables: readonly FixtureTable[];
  readonly views: readonly { readonly name: string; readonly table: string; readonly columns: readonly string[] }[];
}

/** Texts that quoting, escaping, splitting and encoding get wrong. */
export const awkwardTexts: readonly string[] = [
  '',
  ' ',
  ' leading',
  "it's",
  '"quoted"',
  '`ticked`',
  '[bracketed]',
  'semi;colon, comma|pipe\ttab',
  'line\nfeed',
  'carriage\r\nreturn',
  'back\\slash \\n \\N \\x41 \\',
  'NULL',
  'null',
  '-- comment',
  '/* comment */',
  "'; DROP TABLE keyless; --",
  '$1 $$ :name ? @x %s {{ }}',
  'caf\u00e9',
  'cafe\u0301',
  '\u{1f600} \u4f60\u597d \u05e9\u05dc\u05d5\u05dd \u0130',
  '007',
  '1e5',
  '\u00a0no-break',
  'x'.repeat(5000),
];

/** Names that quoting gets wrong. Each engine may take all of them. */
export const awkwardNames: readonly string[] = [
  'select',
  'MixedCase',
  'with space',
  `qu"o'te`,
  'back`tick',
  'semi;colon',
  'größe',
  'a.b',
  'new\nline',
  '%s $1 ?',
  'x)--',
];

/** What the contract suite lets each engine create in its own words, and expects to find again. */
export const fixture: Fixture = {
  tables: [
    {
      name: 'departments',
      comment: 'Where people work.',
      columns: [
        { name: 'country', type: 'code', required: true, comment: 'ISO 3166 code' },
        { name: 'number', type: 'integer', required: true },
        { name: 'title', type: 'text' },
      ],
      primaryKey: ['country', 'number'],
      rows: [
        ['DE', '1', 'Einkauf'],
        ['DE', '2', 'Verkauf'],
        ['FR', '1', 'Achats'],
        ['FR', '10', null],
      ],
    },
    {
      name: 'employees',
      comment: "People, and whom they report to: it's a tree.",
      columns: [
        { name: 'id', type: 'integer', required: true },
        { name: 'email', type: 'code' },
        { name: 'manager_id', type: 'integer', comment: 'Null for the head.' },
        { name: 'country', type: 'code' },
        { name: 'department', type: 'integer' },
      ],
      primaryKey: ['id'],
      unique: ['email'],
      foreignKeys: [
        { columns: ['manager_id'], target: 'employees', targetColumns: ['id'] },
        { columns: ['country', 'department'], target: 'departments', targetColumns: ['country', 'number'] },
      ],
      rows: [
        ['1', 'a@example.org', null, 'DE', '1'],
        ['2', 'b@example.org', '1', 'FR', '10'],
        ['3', null, '1', 'FR', null],
        ['4', null, '2', null, null],
      ],
    },
    {
      name: 'all values',
      columns: [
        { name: 'id', type: 'integer', required: true },
        { name: 'big', type: 'bigint' },
        { name: 'amount', type: 'decimal' },
        { name: 'ratio', type: 'real' },
        { name: 'flag', type: 'boolean' },
        { name: 'day', type: 'date' },
        { name: 'at', type: 'timestamp' },
        { name: 'clock', type: 'time' },
        { name: 'code', type: 'code' },
        { name: 'raw', type: 'binary' },
      ],
      primaryKey: ['id'],
      rows: [
        ['1', '9223372036854775807', '99999999.99', '0.1', 'true', '2024-02-29', '2024-02-29 23:59:59.123456', '23:59:59', 'A', '\\x00ff'],
        ['2', '-9223372036854775808', '-0.01', '-1.5', 'false', '1582-10-15', '1999-12-31 00:00:00.000001', '00:00:00', '007', '\\x'],
        [
          '3',
          '9007199254740993',
          '1234.56',
          '1000000000000000000000',
          'true',
          '9999-12-31',
          '2038-01-19 03:14:08.999999',
          '12:00:01',
          'ß',
          '\\x5c78',
        ],
        ['4', '0', '0.25', '0.0000001', 'false', '2000-01-01', '2000-01-01 01:02:03.25', '01:02:03', '', '\\xc3'],
        ['5', null, null, null, null, null, null, null, null, null],
      ],
    },
    {
      name: 'texts',
      columns: [
        { name: 'id', type: 'integer', required: true },
        { name: 'body', type: 'text' },
      ],
      primaryKey: ['id'],
      rows: [...awkwardTexts, null].map((text, i) => [String(i + 1), text]),
    },
    {
      name: `od"d n'ame; größe`,
      columns: [{ name: 'number', type: 'integer', required: true }, ...awkwardNames.map((name): FixtureColumn => ({ name, type: 'code' }))],
      primaryKey: ['number'],
      rows: [
        ['1', ...awkwardNames.map((_, i) => `value ${i}`)],
        ['2', ...awkwardNames.map(() => null)],
      ],
    },
    {
      name: 'empty',
      columns: [
        { name: 'id', type: 'integer', required: true },
        { name: 'note', type: 'text' },
      ],
      primaryKey: ['id'],
      rows: [],
    },
    { name: 'keyless', columns: [{ name: 'x', type: 'integer' }], rows: [['1'], [null], ['1'], ['2'], [null]] },
    {
      name: 'many',
      columns: [
        { name: 'id', type: 'integer', required: true },
        { name: 'name', type: 'text' },
      ],
      primaryKey: ['id'],
      rows: Array.from({ length: 20_000 }, (_, i) => [String(i + 1), `name ${i % 97}`]),
    },
  ],
  views: [{ name: 'people', table: 'employees', columns: ['id', 'email'] }],
};

/** The types and literals of one engine. */
export interface EngineWords {
  readonly dialect: Dialect;
  readonly types: Readonly<Record<FixtureType, string>>;
  /** A value that is not null. */
  literal(type: FixtureType, text: string): string;
  /** How the engine names a table where it is created; by default its bare name. */
  readonly table?: (name: string) => string;
}

const INSERT_ROWS = 500;

/** CREATE TABLE, INSERT (row by row where rows refer to one another) and CREATE VIEW statements for the fixture; comments are each engine's own. */
export function fixtureStatements({ tables, views }: Fixture, words: EngineWords): string[] {
  const { dialect } = words;
  const list = (names: readonly string[]) => names.map((name) => dialect.ident(name)).join(', ');
  const named = words.table ?? ((name: string) => dialect.ident(name));
  const statements: string[] = [];
  for (const table of tables) {
    const parts = table.columns.map(
      (column) => `${dialect.ident(column.name)} ${words.types[column.type]}${column.required === true ? ' NOT NULL' : ''}`,
    );
    if (table.primaryKey !== undefined) parts.push(`PRIMARY KEY (${list(table.primaryKey)})`);
    if (table.unique !== undefined) parts.push(`UNIQUE (${list(table.unique)})`);
    for (const key of table.foreignKeys ?? []) {
      parts.push(`FOREIGN KEY (${list(key.columns)}) REFERENCES ${named(key.target)} (${list(key.targetColumns)})`);
    }
    statements.push(`CREATE TABLE ${named(table.name)} (${parts.join(', ')})`);
    const step = table.foreignKeys?.some((key) => key.target === table.name) === true ? 1 : INSERT_ROWS;
    for (let at = 0; at < table.rows.length; at += step) {
      const rows = table.rows.slice(at, at + step).map((row) => `(${row.map((text, i) => literal(words, table.columns[i], text)).join(', ')})`);
      statements.push(`INSERT INTO ${named(table.name)} VALUES ${rows.join(', ')}`);
    }
  }
  for (const view of views) statements.push(`CREATE VIEW ${named(view.name)} AS SELECT ${list(view.columns)} FROM ${named(view.table)}`);
  return statements;
}

function literal(words: EngineWords, column: FixtureColumn | undefined, text: string | null): string {
  return text === null || column === undefined ? 'NULL' : words.literal(column.type, text);
}
