import type { IntegrationSourceCreate, IntegrationSourceUpdate, OverviewFilter } from '../contract/integration-source.ts';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import { pageOfJobs } from '../store/job-pages.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import { openSecrets, sealSecrets, withSecrets } from '../store/source-secrets.ts';
import * as store from '../store/sources.ts';
import type { NewSource, SourcePatch, SourceRow } from '../store/sources.ts';
import { installedConnector } from './connection-test.ts';
import { connectorOf, installedConnectors, type ConfiguredConnector } from './connectors.ts';
import { audit, current, found, inTenant, reading, type Context, type Services, type Trx } from './context.ts';
import { describe, sentFields, toDate } from './patch.ts';
import { parseConfiguration, splitConfiguration } from './configuration.ts';
import { openLink, type LinkBody, type SourceLink } from './source-link.ts';

export type { SourceRow };

const what = 'Integration source';

export async function listSources(services: Services, ctx: Context, filter: OverviewFilter, page: PageRequest): Promise<PageOf<SourceRow>> {
  return reading(services, ctx, 'sources.read', (db) =>
    store.listSources(
      db,
      ctx.organizationId,
      {
        sourceType: filter.source_type ?? undefined,
        connectorType: filter.connector_type ?? undefined,
        isActive: filter.is_active ?? undefined,
        connectionStatus: filter.connection_status ?? undefined,
        text: filter.query ?? undefined,
        id: filter.id ?? undefined,
      },
      page,
    ),
  );
}

export async function getSource(services: Services, ctx: Context, id: string): Promise<SourceRow> {
  return reading(services, ctx, 'sources.read', async (db) => found(await store.findSource(db, ctx.organizationId, id), what));
}

/** Where the organization has an account of Airbyte, it is asked for the rest of what the body says of a sync. */
export async function createSource(services: Services, ctx: Context, body: IntegrationSourceCreate): Promise<SourceRow> {
  return linking(services, ctx, undefined, body, (link) => insertSource(services, ctx, body, link));
}

async function insertSource(services: Services, ctx: Context, body: IntegrationSourceCreate, link: SourceLink | undefined): Promise<SourceRow> {
  return inTenant(services, ctx, 'sources.manage', async (trx) => {
    if (typeof body.organization_id === 'string' && body.organization_id !== ctx.organizationId)
      throw new AppError('not_found', 'Organization not found');
    const connector = connectorFor(body);
    const isReadBySync = body.is_sync === true && isEmpty(body.configuration);
    const config = isReadBySync ? {} : parseConfiguration(connector, body.configuration ?? {});
    const at = new Date();
    const id = newId(at.getTime());
    await store.lockConnector(trx, ctx.organizationId, connector.type);
    await checkSystemSource(trx, ctx, id, body.system_source_id);
    const label = body.instance_label ?? null;
    if (body.is_active !== false) await checkLabel(trx, ctx, { id, connectorType: connector.type, label });
    const row = await store.insertSource(trx, {
      ...settingsOf(body),
      ...(await configurationOf(trx, services, ctx, { id, connector, config })),
      organization_id: ctx.organizationId,
      id,
      name: body.name,
      source_type: connector.sourceType,
      connector_type: connector.type,
      capabilities: body.capabilities ?? [...connector.capabilities],
      is_system: body.is_system ?? false,
      is_sync: body.is_sync ?? false,
      ...link?.columns,
      description: body.description ?? null,
      description_source: body.description_source ?? (typeof body.description === 'string' ? 'manual_edit' : null),
      description_generated_at: toDate(body.description_generated_at) ?? (typeof body.description === 'string' ? at : null),
      created_at: at,
      updated_at: at,
    });
    audit(trx, ctx, { action: 'source.created', kind: 'integration_source', id, at, details: { connector_type: connector.type } });
    return linked(trx, ctx, row, link);
  });
}

/** The same of a sync that the body changes; changed `selected_streams` are written to the connections. */
export async function updateSource(services: Services, ctx: Context, id: string, body: IntegrationSourceUpdate): Promise<SourceRow> {
  const before = touchesSync(body) ? await getSource(services, ctx, id) : undefined;
  return linking(services, ctx, before, before === undefined ? {} : body, (link) => changeSource(services, ctx, id, body, link));
}

async function changeSource(
  services: Services,
  ctx: Context,
  id: string,
  body: IntegrationSourceUpdate,
  link: SourceLink | undefined,
): Promise<SourceRow> {
  return inTenant(services, ctx, 'sources.manage', async (trx) => {
    if (touchesOthers(body)) {
      const { connector_type: connectorType } = found(await store.findSource(trx, ctx.organizationId, id), what);
      await store.lockConnector(trx, ctx.organizationId, connectorType);
    }
    const row = current(ctx, await store.lockSource(trx, ctx.organizationId, id), what);
    link?.check(row);
    const at = new Date();
    const named = sentFields(body, { required: ['name', 'capabilities'] }) as SourcePatch;
    const patch: SourcePatch = { ...settingsOf(body), ...named, ...describe(row, body, at), ...link?.columns };
    await checkSystemSource(trx, ctx, id, body.system_source_id);
    await checkLabelChange(trx, ctx, row, patch);
    if (body.configuration !== undefined && body.configuration !== null) {
      const known = withSecrets(row.configuration, await openSecrets(trx, row, services.store.sealer));
      if (!(row.is_sync && isEmpty(body.configuration) && isEmpty(known))) {
        const connector = connectorOf(row.connector_type, row.source_type) ?? installedConnector(row.connector_type);
        const config = parseConfiguration(connector, body.configuration, known);
        Object.assign(patch, await configurationOf(trx, services, ctx, { id, connector, config }));
      }
    }
    if (Object.keys(patch).length === 0) return row;
    audit(trx, ctx, { action: 'source.updated', kind: 'integration_source', id, at, details: { fields: Object.keys(patch).toSorted() } });
    return linked(trx, ctx, await store.updateSource(trx, ctx.organizationId, id, { ...patch, updated_at: at }), link);
  });
}

/** Does the work with what Airbyte says of the body; what was written there is taken back where the work fails. */
async function linking(
  services: Services,
  ctx: Context,
  before: SourceRow | undefined,
  body: LinkBody,
  work: (link: SourceLink | undefined) => Promise<SourceRow>,
): Promise<SourceRow> {
  const link = await openLink(services, ctx, before, body);
  try {
    return await work(link);
  } catch (error) {
    await link?.undo();
    throw error;
  } finally {
    await link?.close();
  }
}

/** The last of the work: a row with what Airbyte says of its syncs. */
async function linked(trx: Trx, ctx: Context, row: SourceRow, link: SourceLink | undefined): Promise<SourceRow> {
  if (link === undefined) return row;
  await link.write(trx, row.id);
  return found(await store.findSource(trx, ctx.organizationId, row.id), what);
}

/** Whether an update may change the source's sync. */
function touchesSync(body: IntegrationSourceUpdate): boolean {
  return [body.airbyte_source_id, body.airbyte_connection_id, body.airbyte_connection_ids, body.airbyte_destination_id, body.selected_streams].some(
    (value) => value !== undefined,
  );
}

/** Whether an update must be weighed against the other sources of the connector: labels and places are unique among them. */
function touchesOthers(body: IntegrationSourceUpdate): boolean {
  return [body.instance_label, body.is_active, body.configuration].some((value) => value !== undefined);
}

/** Deletes a source with all that was learnt about it, and returns it as it was. */
export async function deleteSource(services: Services, ctx: Context, id: string): Promise<SourceRow> {
  return inTenant(services, ctx, 'sources.manage', async (trx) => {
    const row = current(ctx, await store.lockSource(trx, ctx.organizationId, id), what);
    const dependents = await store.namesOfDependents(trx, ctx.organizationId, id);
    if (dependents.length > 0) {
      throw new AppError(
        'conflict',
        `Other sources are introspected through this one (${dependents.join(', ')}): change their system_source_id first.`,
      );
    }
    for (const state of ['queued', 'running'] as const) {
      const { rows: jobs } = await pageOfJobs(trx, ctx.organizationId, { sourceId: id, state }, { limit: 1 });
      if (jobs[0] !== undefined) throw new AppError('conflict', `The job ${jobs[0].id} works on this source: cancel it first, or wait for its end.`);
    }
    await store.deleteSource(trx, ctx.organizationId, id);
    audit(trx, ctx, { action: 'source.deleted', kind: 'integration_source', id, at: new Date(), details: { name: row.name } });
    return row;
  });
}

/** Of a synced source the credentials may be the sync service's alone: what it landed is then all there is to read. */
function isEmpty(configuration: Readonly<Record<string, unknown>> | null | undefined): boolean {
  return Object.keys(configuration ?? {}).length === 0;
}

function connectorFor(body: IntegrationSourceCreate): ConfiguredConnector {
  const connector = connectorOf(body.connector_type, body.source_type);
  if (connector === undefined) {
    const types = installedConnectors.map(({ type }) => type).join(', ');
    throw invalid('connector_type', `There is no such connector. There are: ${types}; and any for a source_type of saas, which is not scanned.`);
  }
  if (typeof body.source_type === 'string' && body.source_type !== connector.sourceType) {
    throw invalid('source_type', `The connector ${connector.type} is for sources of type ${connector.sourceType}.`);
  }
  return connector;
}

/** The fields that creation and update treat alike. */
function settingsOf(body: SettingsBody): SourceSettings {
  const {
    last_connection_test: testedAt,
    last_sync_at: syncedAt,
    ...rest
  } = sentFields(body, { nullable: nullableSettings, required: requiredSettings });
  return {
    ...(rest as SourceSettings),
    ...(testedAt === undefined ? {} : { last_connection_test: toDate(testedAt) }),
    ...(syncedAt === undefined ? {} : { last_sync_at: toDate(syncedAt) }),
  };
}

type SourceSettings = Pick<NewSource, keyof SettingsBody>;
type SettingsBody = Pick<IntegrationSourceUpdate, (typeof nullableSettings)[number] | (typeof requiredSettings)[number]>;

const nullableSettings = [
  'last_connection_test',
  'legacy_data_source_id',
  'system_source_id',
  'instance_label',
  'airbyte_source_id',
  'airbyte_connection_id',
  'airbyte_connection_ids',
  'airbyte_destination_id',
  'last_sync_at',
  'last_sync_status',
  'last_sync_row_count',
  'selected_streams',
] as const;
const requiredSettings = ['is_active', 'connection_status'] as const;

/** Both parts of a configuration as columns. Of several sources at one place the first is the one that scans of the place find. */
async function configurationOf(
  trx: Trx,
  services: Services,
  ctx: Context,
  source: { readonly id: string; readonly connector: ConfiguredConnector; readonly config: Record<string, unknown> },
): Promise<{ configuration: string; sealed_secrets: Buffer | null; location: string | null }> {
  const { configuration, secrets } = splitConfiguration(source.connector, source.config);
  const location = isEmpty(source.config) ? null : (source.connector.location?.(source.config) ?? null);
  const atPlace = location === null ? undefined : await store.findSourceByLocation(trx, ctx.organizationId, source.connector.type, location);
  return {
    configuration: JSON.stringify(configuration),
    sealed_secrets: await sealSecrets(trx, ctx.organizationId, source.id, secrets, services.store.sealer),
    location: atPlace === undefined || atPlace.id === source.id ? location : null,
  };
}

async function checkSystemSource(trx: Trx, ctx: Context, id: string, systemSourceId: string | null | undefined): Promise<void> {
  if (typeof systemSourceId !== 'string') return;
  if (systemSourceId === id) throw invalid('system_source_id', 'A source cannot be its own system source.');
  found(await store.holdSource(trx, ctx.organizationId, systemSourceId), 'System source');
}

async function checkLabelChange(trx: Trx, ctx: Context, row: SourceRow, patch: SourcePatch): Promise<void> {
  const label = patch.instance_label === undefined ? row.instance_label : patch.instance_label;
  const isActive = patch.is_active ?? row.is_active;
  const touched = label !== row.instance_label || (isActive && !row.is_active);
  if (isActive && touched) await checkLabel(trx, ctx, { id: row.id, connectorType: row.connector_type, label });
}

/** Once an organization has two active sources of one connector, labels tell them apart. */
async function checkLabel(
  trx: Trx,
  ctx: Context,
  source: { readonly id: string; readonly connectorType: string; readonly label: string | null },
): Promise<void> {
  const labels = await store.labelsOfActive(trx, ctx.organizationId, source.connectorType, source.id);
  if (labels.length === 0) return;
  if (source.label === null) {
    throw invalid('instance_label', `Required: the organization has another active source of the connector ${source.connectorType}.`, 'missing');
  }
  if (labels.includes(source.label)) {
    throw new AppError('conflict', `Another active source of the connector ${source.connectorType} has the instance_label ${source.label}.`);
  }
}

function invalid(field: string, msg: string, type = 'value_error'): AppError {
  return new AppError('invalid', msg, { problems: [{ loc: ['body', field], msg, type }] });
}
