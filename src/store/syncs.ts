import { sql, type Selectable, type Transaction } from 'kysely';
import type { ConnectionLanding } from '../domain/landing.ts';
import type { ConnectionSync, SourceSync } from '../domain/sync.ts';
import type { Reader } from './readers.ts';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;
export type SourceSyncRow = Selectable<Tables['source_syncs']>;

/** What is known of the syncs of a source. */
export async function findSync(db: Reader, organizationId: string, sourceId: string): Promise<SourceSyncRow | undefined> {
  return db
    .selectFrom('source_syncs')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('integration_source_id', '=', sourceId)
    .executeTakeFirst();
}

/** A source whose syncs are watched. */
export interface SyncedSource {
  readonly id: string;
  readonly airbyteSourceId: string | null;
  readonly connectionIds: readonly string[];
  readonly landing: readonly ConnectionLanding[] | null;
  readonly selectedStreams: readonly string[] | null;
  /** As last known; undefined where it was never asked for. */
  readonly connections: readonly ConnectionSync[] | undefined;
}

/** The active sources of an organization that name a source or connections of Airbyte, or the one of that id. */
export async function syncedSources(db: Reader, organizationId: string, sourceId?: string): Promise<SyncedSource[]> {
  let query = db
    .selectFrom('integration_sources as source')
    .leftJoin('source_syncs as sync', (join) =>
      join.onRef('sync.organization_id', '=', 'source.organization_id').onRef('sync.integration_source_id', '=', 'source.id'),
    )
    .select(['source.id', 'airbyte_source_id', 'airbyte_connection_id', 'airbyte_connection_ids', 'landing', 'selected_streams', 'connections'])
    .where('source.organization_id', '=', organizationId)
    .where('source.is_active', '=', true)
    .where((where) =>
      where.or([
        where('airbyte_source_id', 'is not', null),
        where('airbyte_connection_id', 'is not', null),
        where('airbyte_connection_ids', 'is not', null),
      ]),
    )
    .orderBy('source.created_at')
    .orderBy('source.id');
  if (sourceId !== undefined) query = query.where('source.id', '=', sourceId);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    airbyteSourceId: row.airbyte_source_id,
    connectionIds: connectionIdsOf(row),
    landing: row.landing,
    selectedStreams: row.selected_streams,
    connections: row.connections ?? undefined,
  }));
}

/** The connections that a source names, the first one first. */
export function connectionIdsOf(row: {
  readonly airbyte_connection_id: string | null;
  readonly airbyte_connection_ids: readonly string[] | null;
}): readonly string[] {
  return [...new Set([row.airbyte_connection_id, ...(row.airbyte_connection_ids ?? [])].filter((id) => id !== null))];
}

export interface SyncFindings {
  readonly connections: readonly ConnectionSync[];
  readonly summary: SourceSync;
  /** When Airbyte was asked. */
  readonly checkedAt: Date;
}

/** Keeps what Airbyte said of a source, unless a newer answer is there: false then. What stays the same is not written. */
export async function saveSync(
  trx: Trx,
  organizationId: string,
  sourceId: string,
  { connections, summary, checkedAt }: SyncFindings,
): Promise<boolean> {
  // Whoever else writes what is known of this source waits here.
  const source = await trx
    .selectFrom('integration_sources')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', sourceId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (source === undefined) return false;
  const kept = { connections: JSON.stringify(connections), checked_at: checkedAt, problem: null };
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('source_syncs')
    .values({ ...kept, organization_id: organizationId, integration_source_id: sourceId })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'integration_source_id']).doUpdateSet(kept).where('source_syncs.checked_at', '<=', checkedAt),
    )
    .executeTakeFirst();
  if ((numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  await writeSummary(trx, organizationId, sourceId, summary);
  return true;
}

async function writeSummary(trx: Trx, organizationId: string, sourceId: string, { status, at, rows }: SourceSync): Promise<void> {
  const fields = {
    ...(status === undefined ? {} : { last_sync_status: status }),
    ...(at === undefined ? {} : { last_sync_at: at === null ? null : new Date(at) }),
    ...(rows === undefined ? {} : { last_sync_row_count: rows }),
  };
  const changes = Object.entries(fields).map(([name, value]) => sql<boolean>`${sql.ref(name)} IS DISTINCT FROM ${value}`);
  if (changes.length === 0) return;
  await trx
    .updateTable('integration_sources')
    .set({ ...fields, updated_at: sql`now()` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', sourceId)
    .where((where) => where.or(changes))
    .execute();
}

/** Notes why Airbyte could not be asked of a source; what is known of it stays. */
export async function noteSyncProblem(trx: Trx, organizationId: string, sourceId: string, problem: string): Promise<void> {
  await trx
    .insertInto('source_syncs')
    .values({ organization_id: organizationId, integration_source_id: sourceId, checked_at: new Date(0), problem })
    .onConflict((conflict) => conflict.columns(['organization_id', 'integration_source_id']).doUpdateSet({ problem }))
    .execute();
}

/** Forgets what is known of the syncs of a source. */
export async function forgetSync(trx: Trx, organizationId: string, sourceId: string): Promise<void> {
  await trx.deleteFrom('source_syncs').where('organization_id', '=', organizationId).where('integration_source_id', '=', sourceId).execute();
}

interface FoundConnections {
  readonly landing: readonly ConnectionLanding[];
  readonly connectionIds: readonly string[];
  readonly destinationId: string | null;
  readonly selectedStreams: readonly string[] | null;
}

/** Keeps how a source's syncs land now, and what Airbyte's settings say in place of what the source said of them. */
export async function saveConnections(trx: Trx, organizationId: string, sourceId: string, found: FoundConnections): Promise<void> {
  await trx
    .updateTable('integration_sources')
    .set({
      is_sync: true,
      landing: JSON.stringify(found.landing),
      airbyte_connection_id: sql`coalesce(airbyte_connection_id, ${found.connectionIds[0] ?? null})`,
      airbyte_connection_ids: [...found.connectionIds],
      airbyte_destination_id: found.destinationId,
      selected_streams: found.selectedStreams === null ? null : [...found.selectedStreams],
      updated_at: sql`now()`,
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', sourceId)
    .execute();
}
