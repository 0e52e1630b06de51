import { sql } from 'kysely';
import type { Store } from '../../src/store/open.ts';
import type { Seeded } from './seed.ts';

/** Ids that belong together, by the names that paths and queries have for them. */
export type Place = Readonly<Record<string, string>>;

/** Where requests may go: down into databases, into SaaS sources, and into what the organization itself has. */
export interface Places {
  readonly database: readonly Place[];
  readonly saas: readonly Place[];
  readonly organization: readonly Place[];
}

const count = 150;

/** Places all over the catalog, those in the biggest sources first. */
export async function findPlaces(store: Store, { organizationId, userId }: Seeded): Promise<Places> {
  return store.inOrganization(organizationId, async (trx) => {
    const rows = async (query: ReturnType<typeof sql<Place>>): Promise<Place[]> => {
      const result = await query.execute(trx);
      return result.rows.map((row) => ({ organization_id: organizationId, ...row }));
    };
    const database = sql<Place>`
      SELECT edge.integration_source_id AS source_id, edge.integration_source_id, database_id, schema_id, table_id, from_column_id AS column_id,
             edge.id AS relationship_id, edge.id AS edge_id, edge.job_id
      FROM (SELECT *, count(*) OVER (PARTITION BY integration_source_id) AS size FROM relationships WHERE organization_id = ${organizationId}
            ORDER BY md5(id::text) LIMIT ${count}) AS edge
      JOIN source_columns AS col ON col.organization_id = edge.organization_id AND col.id = edge.from_column_id
      JOIN source_tables AS tab ON tab.organization_id = edge.organization_id AND tab.id = col.table_id
      JOIN source_schemas AS schema ON schema.organization_id = edge.organization_id AND schema.id = tab.schema_id
      ORDER BY edge.size DESC, edge.id`;
    const saas = sql<Place>`
      SELECT edge.integration_source_id AS source_id, edge.integration_source_id, from_object_id AS object_id, from_object_id, to_object_id,
             field.id AS field_id, edge.id AS association_id, edge.id AS edge_id
      FROM (SELECT *, count(*) OVER (PARTITION BY integration_source_id) AS size FROM saas_associations WHERE organization_id = ${organizationId}
            ORDER BY md5(id::text) LIMIT ${count}) AS edge
      JOIN LATERAL (SELECT id FROM saas_fields WHERE organization_id = edge.organization_id AND saas_object_id = from_object_id LIMIT 1) AS field ON true
      ORDER BY edge.size DESC, edge.id`;
    const organization = sql<Place>`
      SELECT link.id AS entity_link_id, 'entity_link' AS kind, link.id AS edge_id, entity.id AS entity_id, source_integration_source_id, target_integration_source_id,
             source_integration_source_id AS source, source_integration_source_id || ',' || target_integration_source_id AS source_pair, member.id AS member_id,
             coalesce(identifier.user_id, ${userId}) AS user_id, identifier.id AS identifier_id, identifier.integration_source_id, (1 + link.place % 200)::text AS version,
             token.id AS token_id, event.id AS event_id, crosswalk.id AS crosswalk_id, crosswalk.run_id, pair.id AS pair_id, record.cluster_id
      FROM (SELECT *, row_number() OVER (ORDER BY md5(id::text)) AS place FROM entity_links WHERE organization_id = ${organizationId} LIMIT ${count}) AS link
      LEFT JOIN source_tables AS entity ON entity.organization_id = link.organization_id AND entity.id = source_table_id AND entity.is_active
      LEFT JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM members WHERE organization_id = ${organizationId}) AS member USING (place)
      LEFT JOIN (SELECT *, row_number() OVER (ORDER BY id) AS place FROM user_identifiers WHERE organization_id = ${organizationId}) AS identifier USING (place)
      LEFT JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM tokens WHERE organization_id = ${organizationId}) AS token USING (place)
      LEFT JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM audit_events WHERE organization_id = ${organizationId} LIMIT ${count}) AS event USING (place)
      LEFT JOIN (SELECT *, row_number() OVER (ORDER BY id) AS place FROM crosswalks WHERE organization_id = ${organizationId}) AS crosswalk USING (place)
      LEFT JOIN LATERAL (SELECT id, left_key FROM crosswalk_pairs
                         WHERE organization_id = ${organizationId} AND crosswalk_id = crosswalk.id AND is_taken ORDER BY id LIMIT 1) AS pair ON true
      LEFT JOIN LATERAL (SELECT cluster_id FROM crosswalk_records
                         WHERE organization_id = ${organizationId} AND crosswalk_id = crosswalk.id AND side = 'left' AND key = pair.left_key) AS record ON true`;
    return { database: await rows(database), saas: await rows(saas), organization: await rows(organization) };
  });
}
