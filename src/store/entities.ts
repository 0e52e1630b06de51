import { sql, type RawBuilder } from 'kysely';
import type { CandidateKey } from '../domain/profile.ts';
import type { Reader } from './open.ts';

type EntityType = 'table' | 'saas_object';

/** A table or a SaaS object, as lists and maps show it. */
export interface EntityRow {
  readonly type: EntityType;
  readonly id: string;
  readonly name: string;
  readonly source_id: string;
  readonly source_name: string;
  readonly source_type: 'database' | 'saas';
  readonly connector_type: string;
  /** Of a table. */
  readonly database_name: string | null;
  readonly schema_name: string | null;
  readonly row_count: number | null;
  readonly candidate_keys: readonly CandidateKey[];
}

/** What is usable and still there, of the entities with these ids. In no order. */
export async function readEntities(db: Reader, organizationId: string, ids: readonly string[]): Promise<EntityRow[]> {
  const wanted = sql`SELECT id FROM unnest(${[...ids]}::uuid[]) AS id`;
  const { rows } = await sql<EntityRow>`
    SELECT 'table' AS type, entity.id, entity.name, entity.integration_source_id AS source_id, source.name AS source_name, source.source_type,
           source.connector_type, source_databases.name AS database_name, source_schemas.name AS schema_name, entity.row_count, entity.candidate_keys
    FROM (${wanted}) AS wanted
    JOIN source_tables AS entity ON entity.organization_id = ${organizationId}::uuid AND entity.id = wanted.id
    JOIN source_schemas ON source_schemas.organization_id = entity.organization_id AND source_schemas.id = entity.schema_id
    JOIN source_databases ON source_databases.organization_id = entity.organization_id AND source_databases.id = source_schemas.database_id
    ${sourceOfEntity} WHERE entity.is_active AND entity.is_present
    UNION ALL
    SELECT 'saas_object', entity.id, entity.object_name, entity.integration_source_id, source.name, source.source_type,
           source.connector_type, NULL, NULL, entity.record_count, entity.candidate_keys
    FROM (${wanted}) AS wanted
    JOIN saas_objects AS entity ON entity.organization_id = ${organizationId}::uuid AND entity.id = wanted.id
    ${sourceOfEntity} WHERE entity.is_active`.execute(db);
  return rows;
}

const sourceOfEntity = sql`
  JOIN integration_sources AS source ON source.organization_id = entity.organization_id AND source.id = entity.integration_source_id`;

export interface EntitySearch {
  /** Words, in lower case; none for all entities. */
  readonly words: readonly string[];
  /** Any of these sources; undefined for all. */
  readonly sourceIds?: readonly string[] | undefined;
  readonly limit: number;
}

/**
 * Ids of entities in whose name, or in that of their schema or source, each word is. The name itself comes first, then names that begin with what is
 * looked for, then those with words that do, then those that have it anywhere, then the rest; the shorter name first, then by name and id.
 */
export async function searchEntities(db: Reader, organizationId: string, search: EntitySearch): Promise<string[]> {
  const { words, sourceIds, limit } = search;
  const text = words.join(' ');
  const of = (name: RawBuilder<unknown>, more: RawBuilder<unknown>) => sql`
    entity.organization_id = ${organizationId}::uuid AND entity.is_active AND ${more}
    ${sourceIds === undefined ? sql`` : sql`AND entity.integration_source_id = ANY(${[...sourceIds]}::uuid[])`}
    AND ${sql.join([sql`true`, ...words.map((word) => sql`(lower(${name}) LIKE ${within(word)} OR ${around(organizationId, word)})`)], sql` AND `)}`;
  const { rows } = await sql<{ id: string }>`
    SELECT id
    FROM (
      SELECT entity.id, entity.name, lower(entity.name) AS lowered FROM (
        SELECT id, name, schema_id, integration_source_id, organization_id, is_active, is_present FROM source_tables
      ) AS entity WHERE ${of(sql`entity.name`, sql`entity.is_present`)}
      UNION ALL
      SELECT entity.id, entity.object_name, lower(entity.object_name) FROM (
        SELECT id, object_name, NULL::uuid AS schema_id, integration_source_id, organization_id, is_active FROM saas_objects
      ) AS entity WHERE ${of(sql`entity.object_name`, sql`true`)}
    ) AS found
    ORDER BY ${rankOf(words, text)}, length(name), lowered, name, id
    LIMIT ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** The word is in the name of the schema or source. */
const around = (organizationId: string, word: string): RawBuilder<unknown> => sql`
  entity.schema_id = ANY(ARRAY(SELECT id FROM source_schemas WHERE organization_id = ${organizationId}::uuid AND lower(name) LIKE ${within(word)}))
  OR entity.integration_source_id = ANY(ARRAY(
    SELECT id FROM integration_sources WHERE organization_id = ${organizationId}::uuid AND lower(name) LIKE ${within(word)}))`;

function rankOf(words: readonly string[], text: string): RawBuilder<unknown> {
  if (words.length === 0) return sql`NULL::integer`;
  const each = (condition: (word: string) => RawBuilder<unknown>) => sql.join(words.map(condition), sql` AND `);
  return sql`
    CASE WHEN lowered = ${text} THEN 0
         WHEN lowered LIKE ${`${escaped(text)}%`} THEN 1
         WHEN ${each((word) => sql`lowered LIKE ${within(word)}`)} THEN
           CASE WHEN ${each((word) => beginsWord(word))} THEN 2 ELSE 3 END
         ELSE 4 END`;
}

/** A word of the name begins with it: `order_id` and `OrderId` have two words. Few names have capitals within, which take longer to look at. */
function beginsWord(word: string): RawBuilder<unknown> {
  const begins = `% ${escaped(word)}%`;
  const split = sql.raw(String.raw`' ' || lower(regexp_replace(name, '([[:lower:][:digit:]])([[:upper:]])', '\1 \2', 'g'))`);
  return sql`(' ' || translate(lowered, '_-./:$', '      ') LIKE ${begins} OR name <> lowered AND ${split} LIKE ${begins})`;
}

/** `%`, `_` and `\` mean themselves. */
const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);
const within = (text: string): string => `%${escaped(text)}%`;
