import type { Client } from 'pg';
import type { AttributeModel, EntityModel, EntityPath, ForeignKeyModel, IndexModel, KeyModel, SourceModel } from '../../domain/entity.ts';
import type { PostgresqlConfig } from './config.ts';

type ServerRow = { database: string; description: string | null; version: number };
type SchemaRow = { name: string; description: string | null; usable: boolean };
type RelationRow = { id: string; schema: string; name: string; kind: string; description: string | null; estimate: number; readable: boolean };
type ColumnRow = { id: string; name: string; type: string; nullable: boolean; description: string | null };
type ConstraintRow = { id: string; kind: string; name: string; columns: string[]; to_schema: string; to_table: string; to_columns: string[] };
type IndexRow = { id: string; name: string; is_unique: boolean; columns: string[] };

const serverSql = `
  SELECT pg_catalog.current_database()::text AS database,
         pg_catalog.shobj_description(d.oid, 'pg_database') AS description,
         pg_catalog.current_setting('server_version_num')::int AS version
  FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()`;

const schemasSql = `
  SELECT n.nspname::text AS name, pg_catalog.obj_description(n.oid, 'pg_namespace') AS description,
         pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS usable
  FROM pg_catalog.pg_namespace n
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND ($1::text[] IS NULL OR n.nspname = ANY ($1)) AND ($2::text[] IS NULL OR n.nspname <> ALL ($2))
  ORDER BY n.nspname::text COLLATE "C"`;

/** Tables, partitioned parents without their partitions, views, materialized views and foreign tables; nothing that an extension owns. */
const relationsSql = `
  WITH RECURSIVE part (root, id) AS (
    SELECT c.oid, c.oid FROM pg_catalog.pg_class c WHERE c.relkind = 'p' AND NOT c.relispartition
    UNION ALL
    SELECT part.root, i.inhrelid FROM part JOIN pg_catalog.pg_inherits i ON i.inhparent = part.id
  ), leaf AS (
    SELECT part.root, pg_catalog.sum(c.reltuples) FILTER (WHERE c.reltuples > 0) AS estimate
    FROM part JOIN pg_catalog.pg_class c ON c.oid = part.id AND c.relkind <> 'p'
    GROUP BY part.root
  )
  SELECT c.oid::text AS id, n.nspname::text AS schema, c.relname::text AS name, c.relkind::text AS kind, d.description,
         CASE WHEN c.relkind = 'p' THEN coalesce(leaf.estimate, -1) WHEN c.reltuples = 0 AND c.relpages = 0 THEN -1 ELSE c.reltuples END::float8 AS estimate,
         pg_catalog.has_any_column_privilege(c.oid, 'SELECT') AS readable
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN leaf ON leaf.root = c.oid
  LEFT JOIN pg_catalog.pg_description d ON d.classoid = 'pg_catalog.pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND n.nspname = ANY ($1)
    AND NOT EXISTS (
      SELECT FROM pg_catalog.pg_depend x
      WHERE x.classid = 'pg_catalog.pg_class'::regclass AND x.objid = c.oid AND x.objsubid = 0 AND x.deptype = 'e')
  ORDER BY n.nspname::text COLLATE "C", c.relname::text COLLATE "C"`;

const columnsSql = `
  SELECT a.attrelid::text AS id, a.attname::text AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
         NOT (a.attnotnull OR (t.typtype = 'd' AND t.typnotnull)) AS nullable, d.description
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_description d ON d.classoid = 'pg_catalog.pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
  WHERE a.attrelid = ANY ($1::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
    AND pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT')
  ORDER BY a.attrelid, a.attnum`;

/** Keys over b-trees (which leaves out temporal ones), and foreign keys, except those that the server keeps for partitions. */
const constraintsSql = `
  SELECT c.conrelid::text AS id, c.contype::text AS kind, c.conname::text AS name,
         (SELECT array_agg(a.attname::text ORDER BY k.position)
          FROM unnest(c.conkey) WITH ORDINALITY k (number, position)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number) AS columns,
         n.nspname::text AS to_schema, t.relname::text AS to_table,
         (SELECT array_agg(a.attname::text ORDER BY k.position)
          FROM unnest(c.confkey) WITH ORDINALITY k (number, position)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.number) AS to_columns
  FROM pg_catalog.pg_constraint c
  JOIN pg_catalog.pg_class i ON i.oid = c.conindid
  JOIN pg_catalog.pg_am am ON am.oid = i.relam AND am.amname = 'btree'
  LEFT JOIN pg_catalog.pg_class t ON t.oid = c.confrelid
  LEFT JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
  WHERE c.conrelid = ANY ($1::oid[]) AND (c.contype IN ('p', 'u') OR (c.contype = 'f' AND NOT t.relispartition))
  ORDER BY c.conrelid, c.contype = 'p' DESC, c.conname::text COLLATE "C"`;

/** Whole-table indexes over plain columns. `keys` is the expression for the number of key columns: INCLUDE is not part of the key. */
const indexesSql = (keys: string) => `
  SELECT i.indrelid::text AS id, c.relname::text AS name, i.indisunique AS is_unique,
         (SELECT array_agg(a.attname::text ORDER BY k.position)
          FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (number, position)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
          WHERE k.position <= ${keys}) AS columns
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
  WHERE i.indrelid = ANY ($1::oid[]) AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL AND NOT i.indisexclusion
  ORDER BY i.indrelid, c.relname::text COLLATE "C"`;

/** Reads the catalog in six queries, whatever the number of tables. Needs no right but SELECT on what it lists. */
export async function introspect(client: Client, config: PostgresqlConfig): Promise<SourceModel> {
  const server = (await client.query<ServerRow>(serverSql)).rows[0];
  const database = server?.database ?? config.database;
  const schemas = (await client.query<SchemaRow>(schemasSql, [config.schemas ?? null, config.exclude_schemas ?? null])).rows;
  const usable = schemas.filter((schema) => schema.usable);
  const relations = (await client.query<RelationRow>(relationsSql, [usable.map((schema) => schema.name)])).rows;
  const readable = relations.filter((relation) => relation.readable);
  const ids = [readable.map((relation) => relation.id)];
  const keys = (server?.version ?? 0) >= 110_000 ? 'i.indnkeyatts' : 'i.indnatts';
  const columns = byRelation((await client.query<ColumnRow>(columnsSql, ids)).rows);
  const constraints = byRelation((await client.query<ConstraintRow>(constraintsSql, ids)).rows);
  const indexes = byRelation((await client.query<IndexRow>(indexesSql(keys), ids)).rows);

  const entities = readable.map((relation): EntityModel => {
    const attributes = (columns.get(relation.id) ?? []).map(toAttribute);
    const visible = new Set(attributes.map(({ name }) => name));
    const own = (constraints.get(relation.id) ?? []).filter((row) => row.columns.every((column) => visible.has(column)));
    return {
      path: { database, schema: relation.schema, name: relation.name },
      kind: relation.kind === 'v' || relation.kind === 'm' ? 'view' : 'table',
      ...described(relation.description),
      ...(relation.estimate >= 0 && relation.kind !== 'v' ? { rowEstimate: Math.round(relation.estimate) } : {}),
      attributes,
      keys: own.filter(({ kind }) => kind !== 'f').map(toKey),
      indexes: (indexes.get(relation.id) ?? []).filter((row) => row.columns.every((column) => visible.has(column))).map(toIndex),
      foreignKeys: own.filter(({ kind }) => kind === 'f').map((row) => toForeignKey(row, database)),
      notes: notesOf(relation),
    };
  });
  return {
    databases: [{ name: database, ...described(server?.description ?? null) }],
    schemas: usable.map((schema) => ({ database, name: schema.name, ...described(schema.description) })),
    entities,
    notes: [
      ...(config.schemas ?? []).filter((name) => !schemas.some((schema) => schema.name === name)).map((name) => `There is no schema ${name}.`),
      ...skipped(
        schemas.filter((schema) => !schema.usable).map((schema) => schema.name),
        'schemas',
        'USAGE',
      ),
      ...skipped(
        relations.filter((relation) => !relation.readable).map(({ schema, name }) => `${schema}.${name}`),
        'tables',
        'SELECT',
      ),
    ],
  };
}

function byRelation<Row extends { id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.id);
    if (group) group.push(row);
    else groups.set(row.id, [row]);
  }
  return groups;
}

function toAttribute(row: ColumnRow, index: number): AttributeModel {
  return { name: row.name, dataType: row.type, isNullable: row.nullable, ordinal: index + 1, ...described(row.description) };
}

function toKey(row: ConstraintRow): KeyModel {
  return { kind: row.kind === 'p' ? 'primary' : 'unique', name: row.name, columns: row.columns };
}

function toIndex(row: IndexRow): IndexModel {
  return { name: row.name, columns: row.columns, isUnique: row.is_unique };
}

function toForeignKey(row: ConstraintRow, database: string): ForeignKeyModel {
  const target: EntityPath = { database, schema: row.to_schema, name: row.to_table };
  return { name: row.name, columns: row.columns, target, targetColumns: row.to_columns };
}

function described(description: string | null): { description?: string } {
  return description === null || description === '' ? {} : { description };
}

function notesOf(relation: RelationRow): string[] {
  if (relation.kind === 'p') return ['Partitioned: its partitions are read through it.'];
  if (relation.kind === 'm') return ['Materialized view: as of its last refresh.'];
  return relation.kind === 'f' ? ['Foreign table: its rows come from another server.'] : [];
}

function skipped(names: readonly string[], what: string, right: string): string[] {
  if (names.length === 0) return [];
  const listed = names.length > 10 ? `${names.slice(0, 10).join(', ')} and ${names.length - 10} more` : names.join(', ');
  return [`Left out for want of ${right}: ${names.length} ${what} (${listed}).`];
}
