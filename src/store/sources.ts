import { sql, type Insertable, type Selectable, type Transaction, type Updateable } from 'kysely';
import { newId } from '../domain/ids.ts';
import { suggestLabel } from '../domain/instance-label.ts';
import type { ConnectionLanding } from '../domain/landing.ts';
import type { ConnectionStatus, SourceType } from '../domain/source.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Reader } from './readers.ts';
import type { Sealer } from './seal.ts';
import { openSecrets, sealSecrets, withSecrets, type Secrets } from './source-secrets.ts';
import type { Tables } from './tables.ts';

export type SourceRow = Selectable<Tables['integration_sources']>;
export type NewSource = Insertable<Tables['integration_sources']>;
export type SourcePatch = Updateable<Tables['integration_sources']>;
type Trx = Transaction<Tables>;

export interface SourceFilter {
  readonly sourceType?: SourceType | undefined;
  readonly connectorType?: string | undefined;
  readonly isActive?: boolean | undefined;
  readonly connectionStatus?: ConnectionStatus | undefined;
  /** Part of the name, in any case. */
  readonly text?: string | undefined;
  readonly id?: string | undefined;
}

export async function listSources(db: Reader, organizationId: string, filter: SourceFilter, page: PageRequest): Promise<PageOf<SourceRow>> {
  let query = db.selectFrom('integration_sources').selectAll().where('organization_id', '=', organizationId);
  if (filter.sourceType !== undefined) query = query.where('source_type', '=', filter.sourceType);
  if (filter.connectorType !== undefined) query = query.where('connector_type', '=', filter.connectorType);
  if (filter.isActive !== undefined) query = query.where('is_active', '=', filter.isActive);
  if (filter.connectionStatus !== undefined) query = query.where('connection_status', '=', filter.connectionStatus);
  if (filter.text !== undefined) query = query.where(sql<boolean>`strpos(lower(name), lower(${filter.text})) > 0`);
  if (filter.id !== undefined) query = query.where('id', '=', filter.id);
  return readPage(query, 'integration_sources', page);
}

export async function findSource(db: Reader, organizationId: string, id: string): Promise<SourceRow | undefined> {
  return selectSource(db, organizationId, id).executeTakeFirst();
}

export async function findSources(db: Reader, organizationId: string, ids: readonly string[]): Promise<SourceRow[]> {
  return db
    .selectFrom('integration_sources')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', sql<string>`ANY (${[...ids]}::uuid[])`)
    .execute();
}

/** One source, and nobody else changes the row before the transaction ends. */
export async function lockSource(trx: Trx, organizationId: string, id: string): Promise<SourceRow | undefined> {
  return selectSource(trx, organizationId, id).forUpdate().executeTakeFirst();
}

/** The same, and nobody deletes it before the transaction ends: for what is about to refer to it. */
export async function holdSource(trx: Trx, organizationId: string, id: string): Promise<SourceRow | undefined> {
  return selectSource(trx, organizationId, id).forKeyShare().executeTakeFirst();
}

function selectSource(db: Reader, organizationId: string, id: string) {
  return db.selectFrom('integration_sources').selectAll().where('organization_id', '=', organizationId).where('id', '=', id);
}

export async function insertSource(trx: Trx, row: NewSource): Promise<SourceRow> {
  return trx.insertInto('integration_sources').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function updateSource(trx: Trx, organizationId: string, id: string, patch: SourcePatch): Promise<SourceRow> {
  return trx
    .updateTable('integration_sources')
    .set(patch)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Deletes a source with its catalog, its edges and their evidence; decisions and audit events stay. */
export async function deleteSource(trx: Trx, organizationId: string, id: string): Promise<void> {
  await trx.deleteFrom('integration_sources').where('organization_id', '=', organizationId).where('id', '=', id).execute();
}

/** Names of the sources whose `system_source_id` is this one. */
export async function namesOfDependents(trx: Trx, organizationId: string, id: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('integration_sources')
    .select('name')
    .where('organization_id', '=', organizationId)
    .where('system_source_id', '=', id)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.name);
}

/** Makes writers of one connector's sources wait for each other, so that labels and locations stay unique. */
export async function lockConnector(trx: Trx, organizationId: string, connectorType: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`cognate-sources:${organizationId}:${connectorType}`}, 0))`.execute(trx);
}

/** The labels (null where there is none) of the active sources of a connector, but for the one named. */
export async function labelsOfActive(trx: Trx, organizationId: string, connectorType: string, exceptId: string): Promise<(string | null)[]> {
  const rows = await trx
    .selectFrom('integration_sources')
    .select('instance_label')
    .where('organization_id', '=', organizationId)
    .where('connector_type', '=', connectorType)
    .where('is_active', '=', true)
    .where('id', '<>', exceptId)
    .execute();
  return rows.map((row) => row.instance_label);
}

/** The source that a scan of this place belongs to. */
export async function findSourceByLocation(
  trx: Trx,
  organizationId: string,
  connectorType: string,
  location: string,
): Promise<SourceRow | undefined> {
  return trx
    .selectFrom('integration_sources')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('connector_type', '=', connectorType)
    .where('location', '=', location)
    .forUpdate()
    .executeTakeFirst();
}

export interface LocatedSource {
  readonly organizationId: string;
  readonly connectorType: string;
  readonly sourceType: SourceType;
  readonly location: string;
  /** Name of a new source; a known one is renamed only if `rename` says so. */
  readonly name: string;
  readonly rename?: boolean;
  readonly configuration: Record<string, unknown>;
  readonly secrets: Secrets;
  readonly capabilities: readonly string[];
  readonly at: Date;
}

/** The source at a place: found, with its configuration renewed, or registered. A further active source of one connector gets a label of its name. */
export async function upsertSourceByLocation(trx: Trx, source: LocatedSource, sealer: Sealer): Promise<SourceRow> {
  const { organizationId, connectorType, at } = source;
  await lockConnector(trx, organizationId, connectorType);
  const known = await findSourceByLocation(trx, organizationId, connectorType, source.location);
  const id = known?.id ?? newId(at.getTime());
  const settings = {
    configuration: JSON.stringify(source.configuration),
    sealed_secrets: await sealSecrets(trx, organizationId, id, source.secrets, sealer),
    capabilities: [...source.capabilities],
    updated_at: at,
  };
  if (known !== undefined) return updateSource(trx, organizationId, id, { ...settings, ...(source.rename === true ? { name: source.name } : {}) });
  const labels = await labelsOfActive(trx, organizationId, connectorType, id);
  return insertSource(trx, {
    ...settings,
    organization_id: organizationId,
    id,
    name: source.name,
    source_type: source.sourceType,
    connector_type: connectorType,
    location: source.location,
    instance_label: labels.length === 0 ? null : suggestLabel(source.name, new Set(labels.filter((label) => label !== null))),
    created_at: at,
  });
}

export interface SourceConnection {
  readonly id: string;
  readonly sourceType: SourceType;
  readonly connectorType: string;
  /** With its secrets: for the connector only, never to be logged, stored or returned. */
  readonly config: Record<string, unknown>;
  readonly name: string;
}

/** Where the records of a synced source lie, and how they came there. */
export interface SyncedThrough {
  readonly system: SourceConnection;
  /** Null: all. */
  readonly selectedStreams: readonly string[] | null;
  /** Null where the sync service was not asked. */
  readonly landing: readonly ConnectionLanding[] | null;
}

/** What it takes to open a source, and for a synced one its system source; undefined where the organization has none of that id. */
export async function sourceConnection(
  db: Reader,
  organizationId: string,
  sourceId: string,
  sealer: Sealer,
): Promise<(SourceConnection & { readonly sync: SyncedThrough | null }) | undefined> {
  const row = await findSource(db, organizationId, sourceId);
  if (row === undefined) return undefined;
  const isRouted = row.is_sync && row.system_source_id !== null;
  const system = isRouted ? await findSource(db, organizationId, row.system_source_id ?? '') : undefined;
  return {
    ...(await connectionOf(db, row, sealer)),
    sync:
      system === undefined ? null : { system: await connectionOf(db, system, sealer), selectedStreams: row.selected_streams, landing: row.landing },
  };
}

async function connectionOf(db: Reader, row: SourceRow, sealer: Sealer): Promise<SourceConnection> {
  const secrets = await openSecrets(db, row, sealer);
  return {
    id: row.id,
    sourceType: row.source_type,
    connectorType: row.connector_type,
    config: withSecrets(row.configuration, secrets),
    name: row.name,
  };
}
