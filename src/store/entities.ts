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
 * looked for, then those with words that do, then those that have it anywhere, then the rest; the shorter name first, then by name and id. Without
 * words they are all in the order of their names.
 */
export async function searchEntities(db: Reader, organizationId: string, search: EntitySearch): Promise<string[]> {
  const { words, limit } = search;
  const { rows } = await sql<{ id: string }>`
    ${words.length === 0 ? inOrderOfNames(organizationId, search) : bestFirst(organizationId, search, words.join(' '))}
    LIMIT ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** An index has the order of the names of all entities. Those of some sources are few: they are sorted. */
function inOrderOfNames(organizationId: string, search: EntitySearch): RawBuilder<unknown> {
  const order = sql`ORDER BY search_name, name, id`;
  const page = search.sourceIds === undefined ? sql`${order} LIMIT ${search.limit}` : sql`OFFSET 0`;
  const all = entitiesOf(organizationId, search, { table: sql`true`, object: sql`true` }, page);
  return sql`SELECT id FROM (${all}) AS entity ${order}`;
}

/**
 * An index has the names that begin with the text. Only where they do not fill the page, the words are looked for in the different names, of which there
 * are fewer than entities. All entities are walked through where a word may be in the name of a schema or source instead, and those of some sources.
 */
function bestFirst(organizationId: string, search: EntitySearch, text: string): RawBuilder<unknown> {
  const { words, limit } = search;
  const begins = sql`search_name BETWEEN ${text} AND ${`${text}${lastCharacter}`}`;
  const isOpen = sql`(SELECT count(*) FROM begin) < ${limit}`;
  const byName = sql`${isOpen} AND NOT (SELECT is_taken FROM walk) AND search_name = ANY(ARRAY(SELECT name FROM known)) AND NOT ${begins}`;
  const walked = (elsewhere: (word: string) => RawBuilder<unknown>) => sql`
    ${isOpen} AND (SELECT is_taken FROM walk)
    AND CASE WHEN ${each(words, (word) => sql`(${has(sql`search_name`, word)} OR ${elsewhere(word)})`)} THEN NOT ${begins} ELSE false END`;
  const rest = {
    table: walked((word) => sql`(${isOneOf(sql`schema_id`, named(sql`source_schemas`, organizationId, word))} OR ${ofSource(organizationId, word)})`),
    object: walked((word) => ofSource(organizationId, word)),
  };
  const around = words.flatMap((word) => [sql`source_schemas`, sql`integration_sources`].map((table) => named(table, organizationId, word)));
  const order = sql`ORDER BY rank, length(name), search_name, name, id`;
  return sql`
    WITH begin AS MATERIALIZED (
      SELECT *, CASE WHEN search_name = ${text} THEN 0 ELSE 1 END AS rank
      FROM (${entitiesOf(organizationId, search, { table: begins, object: begins })}) AS entity ${order} LIMIT ${limit}
    ), known AS MATERIALIZED (
      SELECT name FROM entity_names WHERE organization_id = ${organizationId}::uuid AND ${each(words, (word) => has(sql`name`, word))}
    ), walk AS MATERIALIZED (
      SELECT ${search.sourceIds === undefined ? sql.join(around.map(exists), sql` OR `) : sql`true`} AS is_taken
    )
    SELECT id
    FROM (
      SELECT * FROM begin
      UNION ALL
      SELECT *, CASE WHEN NOT ${each(words, (word) => has(sql`search_name`, word))} THEN 4 WHEN ${each(words, beginsWord)} THEN 2 ELSE 3 END
      FROM (
        ${entitiesOf(organizationId, search, { table: byName, object: byName })}
        UNION ALL
        ${entitiesOf(organizationId, search, rest)}
      ) AS entity
    ) AS entity ${order}`;
}

/** Greater than every other: texts that begin with another lie between that one and that one followed by it. */
const lastCharacter = '\u{10FFFF}';

/** Names and ids of the tables and of the SaaS objects that fulfil their condition, a page of each. */
function entitiesOf(
  organizationId: string,
  { sourceIds }: EntitySearch,
  condition: { readonly table: RawBuilder<unknown>; readonly object: RawBuilder<unknown> },
  page = sql``,
): RawBuilder<unknown> {
  const ours = sql`organization_id = ${organizationId}::uuid AND is_active
    ${sourceIds === undefined ? sql`` : sql`AND integration_source_id = ANY(${[...sourceIds]}::uuid[])`}`;
  return sql`
    (SELECT id, name, search_name FROM source_tables WHERE ${ours} AND is_present AND ${condition.table} ${page})
    UNION ALL
    (SELECT id, object_name AS name, search_name FROM saas_objects WHERE ${ours} AND ${condition.object} ${page})`;
}

const each = (words: readonly string[], condition: (word: string) => RawBuilder<unknown>) => sql`(${sql.join(words.map(condition), sql` AND `)})`;

const has = (name: RawBuilder<unknown>, word: string) => sql`strpos(${name}, ${word}) > 0`;

/** Ids of schemas or sources that have the word in their names. */
const named = (table: RawBuilder<unknown>, organizationId: string, word: string) =>
  sql`SELECT id FROM ${table} WHERE organization_id = ${organizationId}::uuid AND ${has(sql`lower(name)`, word)}`;

const ofSource = (organizationId: string, word: string) => isOneOf(sql`integration_source_id`, named(sql`integration_sources`, organizationId, word));

/** Where there are none, as for most words, no row is looked up among them. */
const isOneOf = (id: RawBuilder<unknown>, ids: RawBuilder<unknown>) => sql`(${exists(ids)} AND ${id} IN (${ids}))`;

const exists = (rows: RawBuilder<unknown>) => sql`EXISTS (${rows})`;

/** A word of the name begins with it: `order_id` and `OrderId` have two words. Few names have capitals within, which take longer to look at. */
function beginsWord(word: string): RawBuilder<unknown> {
  const split = sql.raw(String.raw`' ' || lower(regexp_replace(name, '([[:lower:][:digit:]])([[:upper:]])', '\1 \2', 'g'))`);
  return sql`(${has(sql`' ' || translate(search_name, '_-./:$', '      ')`, ` ${word}`)} OR name <> search_name AND ${has(split, ` ${word}`)})`;
}
