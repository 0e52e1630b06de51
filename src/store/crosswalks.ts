import { sql, type Insertable, type RawBuilder, type Selectable, type Transaction, type Updateable } from 'kysely';
import type { CrosswalkFigures } from '../domain/crosswalk.ts';
import type { EdgeStatus } from '../domain/edge.ts';
import type { EntityPath } from '../domain/entity.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Reader } from './readers.ts';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;

/** A link that a crosswalk rests on. */
interface CrosswalkLink {
  readonly id: string;
  readonly status: EdgeStatus;
}

/** A crosswalk with the names of its ends. */
export interface CrosswalkRow extends Selectable<Tables['crosswalks']> {
  readonly left_source: string;
  readonly left_entity: string;
  readonly right_source: string;
  readonly right_entity: string;
  /** In the order of their ids. */
  readonly links: readonly CrosswalkLink[];
  /** Of the run whose results it has. */
  readonly figures: CrosswalkFigures | null;
}

export type LinkRow = Selectable<Tables['entity_links']>;

/** Links, whose status stays what it is until the transaction ends. */
export async function holdLinks(trx: Trx, organizationId: string, ids: readonly string[]): Promise<LinkRow[]> {
  return trx
    .selectFrom('entity_links')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', sql<string>`ANY (${[...ids]}::uuid[])`)
    .orderBy('id')
    .forShare()
    .execute();
}

export interface CrosswalkFilter {
  readonly sourceId?: string | undefined;
  readonly linkId?: string | undefined;
}

const entityName = (side: 'left' | 'right') => sql<string>`
  coalesce((SELECT name FROM source_tables AS entity WHERE entity.organization_id = crosswalks.organization_id AND entity.id = ${sql.ref(`crosswalks.${side}_table_id`)}),
           (SELECT object_name FROM saas_objects AS entity WHERE entity.organization_id = crosswalks.organization_id AND entity.id = ${sql.ref(`crosswalks.${side}_saas_object_id`)}), '')`;

const sourceName = (side: 'left' | 'right') => sql<string>`
  (SELECT name FROM integration_sources AS source WHERE source.organization_id = crosswalks.organization_id AND source.id = ${sql.ref(`crosswalks.${side}_source_id`)})`;

const links = sql<readonly CrosswalkLink[]>`
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', link.id, 'status', link.status) ORDER BY link.id), '[]')
   FROM crosswalk_links AS named JOIN entity_links AS link ON link.organization_id = named.organization_id AND link.id = named.entity_link_id
   WHERE named.organization_id = crosswalks.organization_id AND named.crosswalk_id = crosswalks.id)`;

/** Without what is large. */
const figures = sql<CrosswalkFigures | null>`
  (SELECT run.figures - 'thresholds' - 'patterns' - 'fields' FROM crosswalk_runs AS run
   WHERE run.organization_id = crosswalks.organization_id AND run.id = crosswalks.run_id)`;

const crosswalks = (db: Reader, organizationId: string) =>
  db
    .selectFrom('crosswalks')
    .selectAll('crosswalks')
    .select([
      sourceName('left').as('left_source'),
      entityName('left').as('left_entity'),
      sourceName('right').as('right_source'),
      entityName('right').as('right_entity'),
      links.as('links'),
      figures.as('figures'),
    ])
    .where('crosswalks.organization_id', '=', organizationId);

export async function listCrosswalks(db: Reader, organizationId: string, filter: CrosswalkFilter, page: PageRequest): Promise<PageOf<CrosswalkRow>> {
  let query = crosswalks(db, organizationId);
  const { sourceId, linkId } = filter;
  if (sourceId !== undefined)
    query = query.where((where) => where.or([where('left_source_id', '=', sourceId), where('right_source_id', '=', sourceId)]));
  if (linkId !== undefined) {
    const resting = db
      .selectFrom('crosswalk_links')
      .select('crosswalk_id')
      .where('organization_id', '=', organizationId)
      .where('entity_link_id', '=', linkId);
    query = query.where('crosswalks.id', 'in', resting);
  }
  return readPage(query, 'crosswalks', page);
}

export async function findCrosswalk(db: Reader, organizationId: string, id: string): Promise<CrosswalkRow | undefined> {
  return crosswalks(db, organizationId).where('crosswalks.id', '=', id).executeTakeFirst();
}

/** Whoever else writes to this crosswalk, or to its records and pairs, waits until the transaction ends. */
export async function lockCrosswalk(trx: Trx, organizationId: string, id: string): Promise<CrosswalkRow | undefined> {
  await trx.selectFrom('crosswalks').select('id').where('organization_id', '=', organizationId).where('id', '=', id).forUpdate().execute();
  return findCrosswalk(trx, organizationId, id);
}

/** The crosswalk of two entities, whichever way round. */
export async function findCrosswalkBetween(db: Reader, organizationId: string, one: string, other: string): Promise<CrosswalkRow | undefined> {
  const [left, right] = (['left', 'right'] as const).map(
    (side) => sql`coalesce(${sql.ref(`crosswalks.${side}_table_id`)}, ${sql.ref(`crosswalks.${side}_saas_object_id`)})`,
  );
  return crosswalks(db, organizationId)
    .where(sql<boolean>`least(${left}, ${right}) = least(${one}::uuid, ${other}::uuid)`)
    .where(sql<boolean>`greatest(${left}, ${right}) = greatest(${one}::uuid, ${other}::uuid)`)
    .executeTakeFirst();
}

/** False where the two entities have a crosswalk. */
export async function insertCrosswalk(trx: Trx, row: Insertable<Tables['crosswalks']>): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await trx
    .insertInto('crosswalks')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

export async function updateCrosswalk(trx: Trx, organizationId: string, id: string, patch: Updateable<Tables['crosswalks']>): Promise<void> {
  await trx.updateTable('crosswalks').set(patch).where('organization_id', '=', organizationId).where('id', '=', id).execute();
}

export async function deleteCrosswalk(trx: Trx, organizationId: string, id: string): Promise<void> {
  await trx.deleteFrom('crosswalks').where('organization_id', '=', organizationId).where('id', '=', id).execute();
}

/** Adds links to those that a crosswalk rests on. */
export async function addCrosswalkLinks(trx: Trx, organizationId: string, id: string, linkIds: readonly string[]): Promise<void> {
  await trx
    .insertInto('crosswalk_links')
    .values(linkIds.map((linkId) => ({ organization_id: organizationId, crosswalk_id: id, entity_link_id: linkId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What an end of a crosswalk is. */
export interface CrosswalkEnd {
  readonly sourceId: string;
  /** Of a table; null of a SaaS object. */
  readonly path: EntityPath | null;
  /** API identifier of a SaaS object; null of a table. */
  readonly object: string | null;
}

/** An end of an entity link. */
export interface LinkEnd extends CrosswalkEnd {
  /** Name of its column, or API identifier of its field. */
  readonly attribute: string;
  /** Name of its source. */
  readonly source: string;
  /** All of its records can be read: it is a table, or a sync landed them. */
  readonly isWhole: boolean;
}

/** Path of a table; null where there is none. */
const pathOf = (organization: RawBuilder<unknown>, table: RawBuilder<unknown>) => sql`(
  SELECT jsonb_build_object('database', db.name, 'schema', sch.name, 'name', tab.name)
  FROM source_tables AS tab
  JOIN source_schemas AS sch ON sch.organization_id = tab.organization_id AND sch.id = tab.schema_id
  JOIN source_databases AS db ON db.organization_id = tab.organization_id AND db.id = sch.database_id
  WHERE tab.organization_id = ${organization} AND tab.id = ${table})`;

/** API identifier of a SaaS object; null where there is none. */
const objectOf = (organization: RawBuilder<unknown>, object: RawBuilder<unknown>) =>
  sql`(SELECT api_identifier FROM saas_objects WHERE organization_id = ${organization} AND id = ${object})`;

/** Both ends of an entity link; undefined where there is none of that id. */
export async function linkEndsOf(
  db: Reader,
  organizationId: string,
  id: string,
): Promise<Readonly<Record<'source' | 'target', LinkEnd>> | undefined> {
  const end = (side: 'source' | 'target') => sql`jsonb_build_object(
    'sourceId', link.${sql.ref(`${side}_integration_source_id`)},
    'source', ${sql.ref(side)}.name,
    'isWhole', link.${sql.ref(`${side}_table_id`)} IS NOT NULL OR (${sql.ref(side)}.is_sync AND ${sql.ref(side)}.system_source_id IS NOT NULL),
    'path', ${pathOf(sql`link.organization_id`, sql`link.${sql.ref(`${side}_table_id`)}`)},
    'object', ${objectOf(sql`link.organization_id`, sql`link.${sql.ref(`${side}_saas_object_id`)}`)},
    'attribute', coalesce(
      (SELECT name FROM source_columns WHERE organization_id = link.organization_id AND id = link.${sql.ref(`${side}_column_id`)}),
      (SELECT api_identifier FROM saas_fields WHERE organization_id = link.organization_id AND id = link.${sql.ref(`${side}_field_id`)})))`;
  const { rows } = await sql<Record<'source' | 'target', LinkEnd>>`
    SELECT ${end('source')} AS source, ${end('target')} AS target
    FROM entity_links AS link
    JOIN integration_sources AS source ON source.organization_id = link.organization_id AND source.id = link.source_integration_source_id
    JOIN integration_sources AS target ON target.organization_id = link.organization_id AND target.id = link.target_integration_source_id
    WHERE link.organization_id = ${organizationId}::uuid AND link.id = ${id}::uuid`.execute(db);
  return rows[0];
}

export async function endsOf(
  db: Reader,
  { organization_id: organizationId, ...row }: CrosswalkRow,
): Promise<Readonly<Record<'left' | 'right', CrosswalkEnd>>> {
  const endOf = async (side: 'left' | 'right'): Promise<CrosswalkEnd> => {
    const { rows } = await sql<{ path: EntityPath | null; object: string | null }>`
      SELECT ${pathOf(sql`${organizationId}::uuid`, sql`${row[`${side}_table_id`]}::uuid`)} AS path,
             ${objectOf(sql`${organizationId}::uuid`, sql`${row[`${side}_saas_object_id`]}::uuid`)} AS object`.execute(db);
    return { sourceId: row[`${side}_source_id`], path: rows[0]?.path ?? null, object: rows[0]?.object ?? null };
  };
  return { left: await endOf('left'), right: await endOf('right') };
}

/** A link between the two entities of a crosswalk, by the names of its attributes (of SaaS fields their API identifiers). */
export interface LinkedAttributes {
  readonly id: string;
  readonly status: EdgeStatus;
  /** Whether the crosswalk rests on it. */
  readonly isNamed: boolean;
  readonly left: string;
  readonly right: string;
  readonly evidence: unknown;
}

/** Every link between the two entities, in the order of their ids. */
export async function linksBetween(db: Reader, row: CrosswalkRow): Promise<LinkedAttributes[]> {
  const [left, right] = [row.left_table_id ?? row.left_saas_object_id, row.right_table_id ?? row.right_saas_object_id];
  const { rows } = await sql<LinkedAttributes>`
    SELECT edge.id, edge.status, edge."isNamed", edge.evidence,
           CASE WHEN edge.source_entity = ${left}::uuid THEN edge.source_name ELSE edge.target_name END AS left,
           CASE WHEN edge.source_entity = ${left}::uuid THEN edge.target_name ELSE edge.source_name END AS right
    FROM (
      SELECT link.id, link.status, link.evidence::jsonb AS evidence,
             EXISTS (SELECT FROM crosswalk_links AS named WHERE named.organization_id = link.organization_id
                     AND named.crosswalk_id = ${row.id}::uuid AND named.entity_link_id = link.id) AS "isNamed",
             coalesce(link.source_table_id, link.source_saas_object_id) AS source_entity,
             coalesce(source_column.name, source_field.api_identifier) AS source_name,
             coalesce(target_column.name, target_field.api_identifier) AS target_name
      FROM entity_links AS link
      LEFT JOIN source_columns AS source_column ON source_column.organization_id = link.organization_id AND source_column.id = link.source_column_id
      LEFT JOIN saas_fields AS source_field ON source_field.organization_id = link.organization_id AND source_field.id = link.source_field_id
      LEFT JOIN source_columns AS target_column ON target_column.organization_id = link.organization_id AND target_column.id = link.target_column_id
      LEFT JOIN saas_fields AS target_field ON target_field.organization_id = link.organization_id AND target_field.id = link.target_field_id
      WHERE link.organization_id = ${row.organization_id}::uuid
        AND (coalesce(link.source_table_id, link.source_saas_object_id), coalesce(link.target_table_id, link.target_saas_object_id))
            IN ((${left}::uuid, ${right}::uuid), (${right}::uuid, ${left}::uuid))
    ) AS edge
    ORDER BY edge.id`.execute(db);
  return rows;
}

/** What the catalog says of the values of an attribute. */
export interface AttributeSensitivity {
  readonly isSensitive: boolean;
  readonly semanticType: string | null;
}

/** By the names of the attributes of an end (of SaaS fields their API identifiers). */
export async function sensitivityOf(db: Reader, row: CrosswalkRow, side: 'left' | 'right'): Promise<ReadonlyMap<string, AttributeSensitivity>> {
  const { rows } = await sql<AttributeSensitivity & { name: string }>`
    SELECT name, is_sensitive AS "isSensitive", semantic_type AS "semanticType" FROM source_columns
    WHERE organization_id = ${row.organization_id}::uuid AND table_id = ${row[`${side}_table_id`]}::uuid
    UNION ALL
    SELECT api_identifier, is_sensitive, semantic_type FROM saas_fields
    WHERE organization_id = ${row.organization_id}::uuid AND saas_object_id = ${row[`${side}_saas_object_id`]}::uuid`.execute(db);
  return new Map(rows.map(({ name, ...sensitivity }) => [name, sensitivity]));
}
