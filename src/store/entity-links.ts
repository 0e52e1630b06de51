import { sql, type Insertable, type Selectable, type Transaction } from 'kysely';
import type { EdgeStatus, LinkType } from '../domain/edge.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Reader } from './readers.ts';
import type { Tables } from './tables.ts';

export type EntityLinkRow = Selectable<Tables['entity_links']>;
type Trx = Transaction<Tables>;

export interface EntityLinkFilter {
  readonly sourceId?: string | undefined;
  readonly targetId?: string | undefined;
  readonly status?: EdgeStatus | undefined;
  readonly linkType?: LinkType | undefined;
}

const links = (db: Reader, organizationId: string) => db.selectFrom('entity_links').selectAll().where('organization_id', '=', organizationId);

export async function listEntityLinks(
  db: Reader,
  organizationId: string,
  filter: EntityLinkFilter,
  page: PageRequest,
): Promise<PageOf<EntityLinkRow>> {
  let query = links(db, organizationId);
  if (filter.sourceId !== undefined) query = query.where('source_integration_source_id', '=', filter.sourceId);
  if (filter.targetId !== undefined) query = query.where('target_integration_source_id', '=', filter.targetId);
  if (filter.status !== undefined) query = query.where('status', '=', filter.status);
  if (filter.linkType !== undefined) query = query.where('link_type', '=', filter.linkType);
  return readPage(query, 'entity_links', page);
}

export async function findEntityLink(db: Reader, organizationId: string, id: string): Promise<EntityLinkRow | undefined> {
  return links(db, organizationId).where('id', '=', id).executeTakeFirst();
}

export async function lockEntityLink(trx: Trx, organizationId: string, id: string): Promise<EntityLinkRow | undefined> {
  return links(trx, organizationId).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Undefined where the two attributes are linked, either way round. */
export async function insertEntityLink(trx: Trx, row: Insertable<Tables['entity_links']>): Promise<EntityLinkRow | undefined> {
  return trx
    .insertInto('entity_links')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** The link between two attributes, either way round. */
export async function findLinkBetween(db: Reader, organizationId: string, one: string, other: string): Promise<EntityLinkRow | undefined> {
  const source = sql`coalesce(source_column_id, source_field_id)`;
  const target = sql`coalesce(target_column_id, target_field_id)`;
  return links(db, organizationId)
    .where(sql<boolean>`least(${source}, ${target}) = least(${one}::uuid, ${other}::uuid)`)
    .where(sql<boolean>`greatest(${source}, ${target}) = greatest(${one}::uuid, ${other}::uuid)`)
    .executeTakeFirst();
}

export async function setLinkType(trx: Trx, organizationId: string, id: string, linkType: LinkType, at: Date): Promise<void> {
  await trx
    .updateTable('entity_links')
    .set({ link_type: linkType, updated_at: at })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** One end of a link: an attribute and what it belongs to. */
export interface LinkEnd {
  readonly sourceId: string;
  readonly kind: 'column' | 'field';
  /** The table or the object. */
  readonly entityId: string;
  readonly attributeId: string;
}

/**
 * The column or field that a link shall end at, which stays until the transaction ends: its source is held first, as who deletes
 * a source locks that first too.
 */
export async function holdLinkEnd(trx: Trx, organizationId: string, end: Pick<LinkEnd, 'kind' | 'attributeId'>): Promise<LinkEnd | undefined> {
  const { kind, attributeId } = end;
  const { entities, attributes, entity } =
    kind === 'column'
      ? { entities: 'source_tables', attributes: 'source_columns', entity: 'table_id' }
      : { entities: 'saas_objects', attributes: 'saas_fields', entity: 'saas_object_id' };
  const from = sql`
    FROM ${sql.table(entities)} AS entity
    JOIN ${sql.table(attributes)} AS attribute
      ON attribute.organization_id = entity.organization_id AND ${sql.ref(`attribute.${entity}`)} = entity.id
    WHERE entity.organization_id = ${organizationId}::uuid AND attribute.id = ${attributeId}::uuid`;
  await sql`
    SELECT FROM integration_sources
    WHERE organization_id = ${organizationId}::uuid AND id = (SELECT entity.integration_source_id ${from}) FOR KEY SHARE`.execute(trx);
  const { rows } = await sql<{ sourceId: string; entityId: string }>`
    SELECT entity.integration_source_id AS "sourceId", entity.id AS "entityId" ${from} FOR KEY SHARE OF entity, attribute`.execute(trx);
  return rows[0] === undefined ? undefined : { ...rows[0], kind, attributeId };
}
