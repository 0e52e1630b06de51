import { pathKey } from '../../domain/entity.ts';
import type { EntityModel, EntityPath, ForeignKeyModel, IndexModel, KeyModel, SourceModel } from '../../domain/entity.ts';
import { duckdbDialect } from '../../dialects/duckdb.ts';
import { AppError } from '../../domain/errors.ts';
import type { DuckDB } from '../../duckdb/engine.ts';

type DatabaseRow = { name: string; comment: string | null };
type EntityRow = { schema: string; name: string; kind: 'table' | 'view'; comment: string | null; estimate: number | null };
type ColumnRow = { schema: string; table: string; name: string; type: string; nullable: boolean; comment: string | null };
type ConstraintRow = {
  schema: string;
  table: string;
  kind: string;
  name: string | null;
  columns: string[];
  target: string | null;
  target_columns: string[];
};
type IndexRow = { schema: string; table: string; name: string; is_unique: boolean; expressions: string };

const databaseSql = 'SELECT database_name AS name, comment FROM duckdb_databases() WHERE database_name = current_database()';
const schemasSql = 'SELECT schema_name AS name, comment FROM duckdb_schemas() WHERE database_name = current_database() ORDER BY name';
const entitiesSql = `
  SELECT schema_name AS schema, table_name AS name, 'table' AS kind, comment, estimated_size AS estimate
  FROM duckdb_tables() WHERE database_name = current_database() AND NOT internal
  UNION ALL
  SELECT schema_name, view_name, 'view', comment, NULL FROM duckdb_views() WHERE database_name = current_database() AND NOT internal
  ORDER BY schema, name`;
const columnsSql = `
  SELECT schema_name AS schema, table_name AS "table", column_name AS name, data_type AS type, is_nullable AS nullable, comment
  FROM duckdb_columns() WHERE database_name = current_database() AND NOT internal ORDER BY schema, "table", column_index`;
const constraintsSql = `
  SELECT schema_name AS schema, table_name AS "table", constraint_type AS kind, constraint_name AS name,
         constraint_column_names AS columns, referenced_table AS target, referenced_column_names AS target_columns
  FROM duckdb_constraints()
  WHERE database_name = current_database() AND constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')
  ORDER BY schema, "table", constraint_type <> 'PRIMARY KEY', constraint_index`;
const indexesSql = `
  SELECT schema_name AS schema, table_name AS "table", index_name AS name, is_unique, expressions
  FROM duckdb_indexes() WHERE database_name = current_database() ORDER BY schema, "table", name`;

/** Reads the catalog in six statements, and binds each view once to learn whether it still works. */
export async function introspect(engine: DuckDB, signal: AbortSignal): Promise<SourceModel> {
  const database = (await engine.rows<DatabaseRow>(databaseSql, signal))[0] ?? { name: 'main', comment: null };
  const schemas = await engine.rows<DatabaseRow>(schemasSql, signal);
  const rows = await engine.rows<EntityRow>(entitiesSql, signal);
  const columns = grouped(await engine.rows<ColumnRow>(columnsSql, signal));
  const constraints = grouped(await engine.rows<ConstraintRow>(constraintsSql, signal));
  const indexes = grouped(await engine.rows<IndexRow>(indexesSql, signal));
  const notes: string[] = [];
  const entities: EntityModel[] = [];
  for (const row of rows) {
    const path: EntityPath = { database: database.name, schema: row.schema, name: row.name };
    if (row.kind === 'view' && !(await works(engine, path, signal))) {
      notes.push(`The view ${row.schema}.${row.name} was left out: what it reads from has changed.`);
      continue;
    }
    const key = keyOf({ schema: row.schema, table: row.name });
    const own = constraints.get(key) ?? [];
    const attributes = columns.get(key) ?? [];
    entities.push({
      path,
      kind: row.kind,
      ...described(row.comment),
      ...(row.estimate === null ? {} : { rowEstimate: row.estimate }),
      attributes: attributes.map((column, i) => ({
        name: column.name,
        dataType: column.type,
        isNullable: column.nullable,
        ordinal: i + 1,
        ...described(column.comment),
      })),
      keys: own.filter(({ kind }) => kind !== 'FOREIGN KEY').map(toKey),
      indexes: (indexes.get(key) ?? []).flatMap((index) => toIndex(index, attributes)),
      foreignKeys: own.filter(({ kind }) => kind === 'FOREIGN KEY').flatMap((constraint) => toForeignKey(constraint, database.name, rows)),
      notes: [],
    });
  }
  return {
    databases: [{ name: database.name, ...described(database.comment) }],
    schemas: schemas.map(({ name, comment }) => ({ database: database.name, name, ...described(comment) })),
    entities: entities.toSorted((a, b) => (pathKey(a.path) < pathKey(b.path) ? -1 : 1)),
    notes,
  };
}

async function works(engine: DuckDB, path: EntityPath, signal: AbortSignal): Promise<boolean> {
  try {
    await engine.rows(`SELECT * FROM ${duckdbDialect.table(path)} LIMIT 0`, signal);
    return true;
  } catch (error) {
    if (error instanceof AppError) throw error;
    return false;
  }
}

function toKey({ kind, name, columns }: ConstraintRow): KeyModel {
  return { kind: kind === 'PRIMARY KEY' ? 'primary' : 'unique', ...(name === null ? {} : { name }), columns };
}

/** DuckDB names the target without its schema: it is in the same schema, else in the only one that has such a table. */
function toForeignKey(row: ConstraintRow, database: string, entities: readonly EntityRow[]): ForeignKeyModel[] {
  const named = entities.filter(({ kind, name }) => kind === 'table' && name === row.target);
  const target = named.find(({ schema }) => schema === row.schema) ?? (named.length === 1 ? named[0] : undefined);
  if (target === undefined) return [];
  const path = { database, schema: target.schema, name: target.name };
  return [{ ...(row.name === null ? {} : { name: row.name }), columns: row.columns, target: path, targetColumns: row.target_columns }];
}

/** Indexes over plain columns; `expressions` is a text such as `[a, '"b c"', '(lower(d))']`. */
function toIndex(row: IndexRow, attributes: readonly ColumnRow[]): IndexModel[] {
  const written = new Map(
    attributes.flatMap(({ name }) => [
      [name, name],
      [`'${duckdbDialect.ident(name)}'`, name],
      [`'${name}'`, name],
    ]),
  );
  const parts = row.expressions.slice(1, -1).split(', ');
  const columns = parts.map((part) => written.get(part)).filter((name) => name !== undefined);
  return columns.length === parts.length ? [{ name: row.name, columns, isUnique: row.is_unique }] : [];
}

function described(comment: string | null): { description: string } | Record<string, never> {
  return comment === null || comment === '' ? {} : { description: comment };
}

function keyOf(row: { readonly schema: string; readonly table: string }): string {
  return JSON.stringify([row.schema, row.table]);
}

function grouped<Row extends { readonly schema: string; readonly table: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
