import type { Connection } from 'mysql2';
import type { EntityModel, EntityPath, ForeignKeyModel, IndexModel, SourceModel } from '../../domain/entity.ts';
import type { MysqlConfig } from './config.ts';
import { select } from './connections.ts';

type SchemaRow = { name: string; comment?: string };
type TableRow = { database: string; name: string; type: string; estimate: number | string | null; comment: string };
type ColumnRow = { database: string; table: string; name: string; type: string; nullable: string; comment: string };
type IndexRow = { database: string; table: string; name: string; non_unique: number; column: string | null };
type ForeignKeyRow = { database: string; table: string; name: string; column: string; to_database: string; to_table: string; to_column: string };

/** The condition on the database: the one asked for (so that the server opens no other's tables), or all but its own. */
type Wanted = (column: string) => string;

const schemasSql = (wanted: Wanted) => `SELECT *, SCHEMA_NAME AS name FROM information_schema.SCHEMATA WHERE ${wanted('SCHEMA_NAME')}`;

const tablesSql = (wanted: Wanted) => `
  SELECT TABLE_SCHEMA AS \`database\`, TABLE_NAME AS name, TABLE_TYPE AS type, TABLE_ROWS AS estimate, TABLE_COMMENT AS comment
  FROM information_schema.TABLES
  WHERE TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW') AND ${wanted('TABLE_SCHEMA')}`;

const columnsSql = (wanted: Wanted) => `
  SELECT TABLE_SCHEMA AS \`database\`, TABLE_NAME AS \`table\`, COLUMN_NAME AS name, COLUMN_TYPE AS type, IS_NULLABLE AS nullable, COLUMN_COMMENT AS comment
  FROM information_schema.COLUMNS WHERE ${wanted('TABLE_SCHEMA')}
  ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION`;

const indexesSql = (wanted: Wanted) => `
  SELECT TABLE_SCHEMA AS \`database\`, TABLE_NAME AS \`table\`, INDEX_NAME AS name, NON_UNIQUE AS non_unique, COLUMN_NAME AS \`column\`
  FROM information_schema.STATISTICS WHERE INDEX_TYPE IN ('BTREE', 'HASH') AND ${wanted('TABLE_SCHEMA')}
  ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`;

const foreignKeysSql = (wanted: Wanted) => `
  SELECT TABLE_SCHEMA AS \`database\`, TABLE_NAME AS \`table\`, CONSTRAINT_NAME AS name, COLUMN_NAME AS \`column\`,
         REFERENCED_TABLE_SCHEMA AS to_database, REFERENCED_TABLE_NAME AS to_table, REFERENCED_COLUMN_NAME AS to_column
  FROM information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_NAME IS NOT NULL AND ${wanted('TABLE_SCHEMA')}
  ORDER BY TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION`;

/** Reads information_schema in five queries, whatever the number of tables. A MySQL database is both database and schema of a path. */
export async function introspect(connection: Connection, config: MysqlConfig): Promise<SourceModel> {
  const { database } = config;
  const wanted: Wanted = (column) =>
    database === undefined ? `${column} NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')` : `${column} = ?`;
  const query = <Row>(sql: (wanted: Wanted) => string) =>
    select<Row>(connection, { sql: sql(wanted), values: database === undefined ? [] : [database] });
  const schemas = (await query<SchemaRow & { SCHEMA_COMMENT?: string }>(schemasSql)).toSorted((a, b) => compare([a.name], [b.name]));
  const tables = (await query<TableRow>(tablesSql)).toSorted((a, b) => compare([a.database, a.name], [b.database, b.name]));
  const columns = grouped(await query<ColumnRow>(columnsSql), (row) => [row.database, row.table]);
  const indexes = grouped(await query<IndexRow>(indexesSql), (row) => [row.database, row.table]);
  const foreignKeys = grouped(await query<ForeignKeyRow>(foreignKeysSql), (row) => [row.database, row.table]);

  const entities = tables.map((table): EntityModel => {
    const key = JSON.stringify([table.database, table.name]);
    const own = toIndexes(indexes.get(key) ?? []);
    const isView = table.type === 'VIEW';
    return {
      path: pathOf(table.database, table.name),
      kind: isView ? 'view' : 'table',
      ...(isView ? {} : described(table.comment)),
      ...(isView || table.estimate === null ? {} : { rowEstimate: Number(table.estimate) }),
      attributes: (columns.get(key) ?? []).map((row, index) => ({
        name: row.name,
        dataType: row.type,
        isNullable: row.nullable === 'YES',
        ordinal: index + 1,
        ...described(row.comment),
      })),
      keys: own
        .filter((index) => index.isUnique)
        .map(({ name, columns }) => ({ kind: name === 'PRIMARY' ? ('primary' as const) : ('unique' as const), name, columns }))
        .toSorted((a, b) => Number(b.kind === 'primary') - Number(a.kind === 'primary')),
      indexes: own,
      foreignKeys: toForeignKeys(foreignKeys.get(key) ?? []),
      notes: [],
    };
  });
  return {
    databases: schemas.map(({ name, SCHEMA_COMMENT }) => ({ name, ...described(SCHEMA_COMMENT ?? '') })),
    schemas: schemas.map(({ name }) => ({ database: name, name })),
    entities,
    notes: [],
  };
}

function pathOf(database: string, name: string): EntityPath {
  return { database, schema: database, name };
}

function described(description: string): { description?: string } {
  return description === '' ? {} : { description };
}

/** Indexes over columns only: an expression has no column name. */
function toIndexes(rows: readonly IndexRow[]): IndexModel[] {
  const groups = grouped(rows, (row) => [row.name]);
  return [...groups.values()]
    .filter((members) => members.every((row) => row.column !== null))
    .map((members) => ({
      name: members[0]?.name ?? '',
      columns: members.map((row) => row.column ?? ''),
      isUnique: Number(members[0]?.non_unique) === 0,
    }))
    .toSorted((a, b) => compare([a.name], [b.name]));
}

function toForeignKeys(rows: readonly ForeignKeyRow[]): ForeignKeyModel[] {
  return [...grouped(rows, (row) => [row.name]).values()]
    .map((members) => ({
      name: members[0]?.name ?? '',
      columns: members.map((row) => row.column),
      target: pathOf(members[0]?.to_database ?? '', members[0]?.to_table ?? ''),
      targetColumns: members.map((row) => row.to_column),
    }))
    .toSorted((a, b) => compare([a.name], [b.name]));
}

function grouped<Row>(rows: readonly Row[], key: (row: Row) => string[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const text = JSON.stringify(key(row));
    const group = groups.get(text);
    if (group) group.push(row);
    else groups.set(text, [row]);
  }
  return groups;
}

function compare(a: readonly string[], b: readonly string[]): number {
  for (const [i, text] of a.entries()) {
    const other = b[i] ?? '';
    if (text !== other) return text < other ? -1 : 1;
  }
  return 0;
}
