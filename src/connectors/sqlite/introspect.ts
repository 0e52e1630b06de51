import path from 'node:path';
import type { EntityModel, EntityPath, ForeignKeyModel, IndexModel, KeyModel, SourceModel } from '../../domain/entity.ts';
import { SourceError } from '../../domain/errors.ts';
import type { JsonValue, SqliteFile } from './database.ts';

type TableRow = [name: string, type: string, withoutRowid: number];
type ColumnRow = [table: string, position: number, name: string, type: string, notNull: number, pk: number, hidden: number];
type IndexRow = [table: string, index: string, unique: number, origin: string, partial: number, position: number, column: string | null];
type ForeignKeyRow = [table: string, id: number, position: number, target: string, from: string, to: string | null];

const tablesSql = `SELECT name, type, wr FROM pragma_table_list
  WHERE schema = 'main' AND type IN ('table', 'view', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`;
const columnsSql = (types: string, name?: string) => `SELECT m.name, x.cid, x.name, x.type, x."notnull", x.pk, x.hidden
  FROM pragma_table_list m JOIN pragma_table_xinfo(m.name, 'main') x
  WHERE m.schema = 'main' AND m.type IN (${types}) AND x.hidden <> 1${name === undefined ? '' : ` AND m.name = '${name.replaceAll("'", "''")}'`}`;
const indexesSql = `SELECT m.name, l.name, l."unique", l.origin, l.partial, i.seqno, i.name
  FROM sqlite_schema m JOIN pragma_index_list(m.name, 'main') l JOIN pragma_index_xinfo(l.name, 'main') i
  WHERE m.type = 'table' AND i.key = 1`;
const foreignKeysSql = `SELECT m.name, f.id, f.seq, f."table", f."from", f."to"
  FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name, 'main') f WHERE m.type = 'table'`;

/** The database is named as the file without its extension; the schema is `main`. Reads the catalog in five statements, one more per view that is broken. */
export async function introspect(file: SqliteFile, databaseFile: string, signal: AbortSignal): Promise<SourceModel> {
  const database = path.basename(databaseFile).replace(/\.(sqlite3?|db3?)$/i, '');
  const all = async <Row extends JsonValue[]>(sql: string, columns: number): Promise<Row[]> => {
    const rows: Row[] = [];
    for await (const batch of file.rows(sql, columns, { signal, stage: 'list' })) rows.push(...(batch as Row[]));
    return rows;
  };
  const tables = (await all<TableRow>(tablesSql, 3)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const columns = await all<ColumnRow>(columnsSql("'table'"), 7);
  const notes: string[] = [];
  const broken = new Set<string>();
  try {
    columns.push(...(await all<ColumnRow>(columnsSql("'view', 'virtual'"), 7)));
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    for (const [name] of tables.filter(([, type]) => type !== 'table')) {
      try {
        columns.push(...(await all<ColumnRow>(columnsSql("'view', 'virtual'", name), 7)));
      } catch (viewError) {
        if (!(viewError instanceof SourceError)) throw viewError;
        broken.add(name);
        notes.push(`The view or virtual table ${name} was left out: SQLite cannot read its definition.`);
      }
    }
  }
  const facts: Facts = {
    database,
    columns: grouped(columns),
    indexes: grouped(await all<IndexRow>(indexesSql, 7)),
    foreignKeys: grouped(await all<ForeignKeyRow>(foreignKeysSql, 6)),
    names: new Map(tables.map(([name]) => [foldCase(name), name])),
  };
  return {
    databases: [{ name: database }],
    schemas: [{ database, name: 'main' }],
    entities: tables.filter(([name]) => !broken.has(name)).map((table) => entityOf(table, facts)),
    notes,
  };
}

interface Facts {
  readonly database: string;
  readonly columns: ReadonlyMap<string, ColumnRow[]>;
  readonly indexes: ReadonlyMap<string, IndexRow[]>;
  readonly foreignKeys: ReadonlyMap<string, ForeignKeyRow[]>;
  /** Names by their folded case. */
  readonly names: ReadonlyMap<string, string>;
}

function entityOf([name, type, withoutRowid]: TableRow, facts: Facts): EntityModel {
  const columns = (facts.columns.get(name) ?? []).toSorted((a, b) => a[1] - b[1]);
  const indexes = indexesOf(facts.indexes.get(name) ?? []);
  const primary = primaryKey(columns);
  const rowid =
    type === 'table' && withoutRowid === 0 && primary.length === 1 && !indexes.some(({ origin }) => origin === 'pk') ? primary[0] : undefined;
  const notNull = (row: ColumnRow) => row[4] === 1 || row[2] === rowid || (withoutRowid === 1 && row[5] > 0);
  const { foreignKeys, notes } = foreignKeysOf(name, facts);
  return {
    path: { database: facts.database, schema: 'main', name },
    kind: type === 'table' ? 'table' : 'view',
    attributes: columns.map((row, i) => ({ name: row[2], dataType: row[3] || 'ANY', isNullable: !notNull(row), ordinal: i + 1 })),
    keys: [
      ...(primary.length > 0 ? [{ kind: 'primary', columns: primary } satisfies KeyModel] : []),
      ...indexes.filter(({ origin }) => origin === 'u').map(({ columns }): KeyModel => ({ kind: 'unique', columns })),
    ],
    indexes: indexes.map(({ name, columns, isUnique }): IndexModel => ({ name, columns, isUnique })),
    foreignKeys,
    notes,
  };
}

function primaryKey(columns: readonly ColumnRow[]): string[] {
  return columns
    .filter((row) => row[5] > 0)
    .toSorted((a, b) => a[5] - b[5])
    .map((row) => row[2]);
}

/** Whole-table indexes over plain columns. */
function indexesOf(rows: readonly IndexRow[]): (IndexModel & { readonly origin: string })[] {
  const byName = new Map<string, IndexRow[]>();
  for (const row of rows) byName.set(row[1], [...(byName.get(row[1]) ?? []), row]);
  return [...byName]
    .filter(([, members]) => members.every((row) => row[4] === 0 && row[6] !== null))
    .map(([name, members]) => ({
      name,
      columns: members.toSorted((a, b) => a[5] - b[5]).map((row) => row[6] ?? ''),
      isUnique: members[0]?.[2] === 1,
      origin: members[0]?.[3] ?? 'c',
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** SQLite checks targets only when it enforces them: they may differ in case, be left to the primary key, or be missing. */
function foreignKeysOf(table: string, facts: Facts): { foreignKeys: ForeignKeyModel[]; notes: string[] } {
  const byId = new Map<number, ForeignKeyRow[]>();
  for (const row of facts.foreignKeys.get(table) ?? []) byId.set(row[1], [...(byId.get(row[1]) ?? []), row]);
  const foreignKeys: ForeignKeyModel[] = [];
  const notes: string[] = [];
  for (const [, rows] of [...byId].toSorted(([a], [b]) => b - a)) {
    const members = rows.toSorted((a, b) => a[2] - b[2]);
    const wanted = members[0]?.[3] ?? '';
    const target = facts.names.get(foldCase(wanted));
    const found = target === undefined ? undefined : targetColumns(members, facts.columns.get(target) ?? []);
    const columns = members.map((row) => exactName(row[4], facts.columns.get(table) ?? []) ?? row[4]);
    if (target === undefined || found === undefined) {
      notes.push(`A foreign key (${columns.join(', ')}) refers to ${wanted}, which has no such key: left out.`);
      continue;
    }
    const path: EntityPath = { database: facts.database, schema: 'main', name: target };
    foreignKeys.push({ columns, target: path, targetColumns: found });
  }
  return { foreignKeys, notes };
}

function targetColumns(members: readonly ForeignKeyRow[], columns: readonly ColumnRow[]): string[] | undefined {
  if (members.every((row) => row[5] === null)) {
    const primary = primaryKey(columns);
    return primary.length === members.length ? primary : undefined;
  }
  const names = members.map((row) => exactName(row[5] ?? '', columns)).filter((name) => name !== undefined);
  return names.length === members.length ? names : undefined;
}

function exactName(name: string, columns: readonly ColumnRow[]): string | undefined {
  return columns.find((row) => foldCase(row[2]) === foldCase(name))?.[2];
}

/** SQLite folds the case of ASCII letters only. */
function foldCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function grouped<Row extends [string, ...JsonValue[]]>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row[0]);
    if (group === undefined) groups.set(row[0], [row]);
    else group.push(row);
  }
  return groups;
}
