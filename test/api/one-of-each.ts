import { newId } from '../../src/domain/ids.ts';
import { createToken } from '../../src/services/tokens.ts';
import { saveFingerprints } from '../../src/store/link-fingerprints.ts';
import { catalogFixture } from './catalog-fixture.ts';
import type { TestApi } from './support.ts';

export interface OneOfEach {
  /** By the name that paths have for it: `source_id`, `relationship_id`, … */
  readonly ids: Readonly<Record<string, string>>;
  readonly saasSourceId: string;
}

/** Makes one of every resource in an organization. */
export async function oneOfEach(api: TestApi, { organizationId, token }: { organizationId: string; token: string }): Promise<OneOfEach> {
  const catalog = await catalogFixture(api, { organizationId, token });
  const at = { organization_id: organizationId };
  const ids = {
    organization_id: organizationId,
    source_id: catalog.sourceId,
    integration_source_id: catalog.sourceId,
    database_id: catalog.databaseId,
    schema_id: catalog.schemaId,
    table_id: catalog.tables.customers,
    entity_id: catalog.tables.customers,
    to_entity_id: catalog.tables.orders,
    column_id: catalog.columns['customers.id'] ?? '',
    relationship_id: catalog.inferred,
    kind: 'relationship',
    edge_id: catalog.inferred,
    job_id: catalog.jobId,
    object_id: newId(),
    field_id: newId(),
    association_id: newId(),
    entity_link_id: newId(),
    user_id: newId(),
    member_id: newId(),
    identifier_id: newId(),
    batch_id: newId(),
    crosswalk_id: newId(),
    run_id: newId(),
    pair_id: newId(),
    cluster_id: newId(),
    version: '1',
  };
  const [saas, company, approved] = [newId(), newId(), newId()];
  const tokenId = await api.store.asSystem(async (trx) => {
    await trx
      .insertInto('users')
      .values({ id: ids.user_id, email: `${ids.user_id}@example.org`, name: 'Ada' })
      .execute();
    await trx
      .insertInto('members')
      .values({ ...at, id: ids.member_id, user_id: ids.user_id, role: 'ANALYST' })
      .execute();
    return (await createToken(trx, { organizationId, userId: ids.user_id, name: 'one', role: 'ANALYST', at: new Date() })).row.id;
  });
  await api.store.inOrganization(organizationId, async (trx) => {
    const [dataKey, entity] = [await api.store.dataKey(trx, organizationId), 0];
    await saveFingerprints(trx, {
      organizationId,
      sourceId: catalog.sourceId,
      dataKey,
      entities: [{ entity, bytes: new Uint8Array(1) }],
      postings: [{ entity, hash: 1n }],
    });
    await trx
      .insertInto('integration_sources')
      .values({ ...at, id: saas, name: 'CRM', source_type: 'saas', connector_type: 'hubspot' })
      .execute();
    for (const [id, name] of [
      [ids.object_id, 'Contact'],
      [company, 'Company'],
    ] as const) {
      await trx
        .insertInto('saas_objects')
        .values({ ...at, id, integration_source_id: saas, object_name: name, api_identifier: name.toLowerCase() })
        .execute();
    }
    await trx
      .insertInto('saas_fields')
      .values({ ...at, id: ids.field_id, saas_object_id: ids.object_id, field_name: 'Id', api_identifier: 'id' })
      .execute();
    await trx
      .insertInto('saas_associations')
      .values({
        ...at,
        id: ids.association_id,
        integration_source_id: saas,
        from_object_id: ids.object_id,
        to_object_id: company,
        association_type_id: '1',
        association_label: 'Contact to Company',
      })
      .execute();
    await trx
      .insertInto('entity_links')
      .values({
        ...at,
        id: ids.entity_link_id,
        source_integration_source_id: catalog.sourceId,
        source_table_id: catalog.tables.customers,
        source_column_id: ids.column_id,
        target_integration_source_id: saas,
        target_saas_object_id: ids.object_id,
        target_field_id: ids.field_id,
      })
      .execute();
    await trx
      .insertInto('user_identifiers')
      .values({
        ...at,
        id: ids.identifier_id,
        user_id: ids.user_id,
        integration_source_id: saas,
        identifier_key: 'owner_id',
        identifier_value: '7',
        discovery_method: 'manual',
      })
      .execute();
    await trx
      .insertInto('ontology_versions')
      .values({ ...at, version: 1, ontology: '{"business_entities":[]}' })
      .execute();
    await trx
      .insertInto('decisions')
      .values({
        ...at,
        id: newId(),
        edge_kind: 'relationship',
        edge_id: catalog.inferred,
        actor_id: ids.user_id,
        from_status: 'SUGGESTED',
        to_status: 'SUGGESTED',
        batch_id: ids.batch_id,
      })
      .execute();
    await trx
      .insertInto('airbyte_accounts')
      .values({ ...at, api_url: 'https://airbyte.invalid/v1', workspace_id: 'w', client_id: 'c', sealed_client_secret: Buffer.of(1) })
      .execute();
    await trx
      .insertInto('source_syncs')
      .values({ ...at, integration_source_id: saas, checked_at: new Date() })
      .execute();
    await trx
      .insertInto('sync_runs')
      .values({ ...at, job_id: catalog.jobId, connection_id: 'c', newest_before: 0, airbyte_job_id: 1 })
      .execute();
    const crosswalk = { ...at, crosswalk_id: ids.crosswalk_id };
    const now = { created_at: new Date(), updated_at: new Date() };
    await trx
      .insertInto('crosswalks')
      .values({
        ...at,
        id: ids.crosswalk_id,
        left_source_id: catalog.sourceId,
        left_table_id: catalog.tables.customers,
        right_source_id: saas,
        right_saas_object_id: ids.object_id,
      })
      .execute();
    await trx
      .insertInto('entity_links')
      .values({
        ...at,
        id: approved,
        source_integration_source_id: catalog.sourceId,
        source_table_id: catalog.tables.customers,
        source_column_id: catalog.columns['customers.name'] ?? '',
        target_integration_source_id: saas,
        target_saas_object_id: ids.object_id,
        target_field_id: ids.field_id,
        status: 'APPROVED',
      })
      .execute();
    await trx
      .insertInto('crosswalk_links')
      .values({ ...crosswalk, entity_link_id: approved })
      .execute();
    await trx
      .insertInto('crosswalk_runs')
      .values({ ...crosswalk, id: ids.run_id, job_id: catalog.jobId, settings: '{"retrain":false}' })
      .execute();
    await trx
      .insertInto('crosswalk_records')
      .values({
        ...crosswalk,
        ...now,
        side: 'left',
        key: '1',
        id: newId(),
        fingerprint: Buffer.of(1),
        state: 'unmatched',
        cluster_id: ids.cluster_id,
      })
      .execute();
    await trx
      .insertInto('crosswalk_pairs')
      .values({ ...crosswalk, ...now, id: ids.pair_id, left_key: '1', right_key: '2', is_taken: false, is_conflicting: false })
      .execute();
    await trx
      .insertInto('crosswalk_decisions')
      .values({ ...crosswalk, id: newId(), left_key: '1', right_key: '2', verdict: 'same', batch_id: ids.batch_id, source: 'api' })
      .execute();
  });
  await api.call('GET', `/api/organization/${organizationId}/audit-events/verification`, undefined, token);
  return { ids: { ...ids, token_id: tokenId }, saasSourceId: saas };
}
