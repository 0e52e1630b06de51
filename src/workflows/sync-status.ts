import type { Logger } from 'pino';
import { openAirbyte, syncJobTypes, type Airbyte } from '../airbyte/client.ts';
import { landingOf, streamsOf } from '../airbyte/landing.ts';
import { landingsOf } from '../airbyte/find-connections.ts';
import { deletedConnection, readConnectionSync } from '../airbyte/read-sync.ts';
import type { AirbyteConnection } from '../airbyte/wire.ts';
import { inParallel } from '../connectors/in-parallel.ts';
import { AppError } from '../domain/errors.ts';
import { isOver, summarize, type ConnectionSync, type SyncJob } from '../domain/sync.ts';
import { accountsToCheck, airbyteAccess, noteAirbyteCheck } from '../store/airbyte-accounts.ts';
import type { Store } from '../store/open.ts';
import { noteSyncProblem, saveConnections, saveSync, syncedSources, type SyncedSource } from '../store/syncs.ts';

/** Clocks differ, and a job may be written after its time: changes are asked for from so long before the last check on. */
const overlapMs = 10 * 60_000;
const accountsAtOnce = 4;

export interface SyncStatusDependencies {
  readonly store: Store;
  readonly allowsInternalAddresses: boolean;
  readonly logger: Logger;
}

/** Looks at every account that was not looked at since. A failure of one account, or of one source, is its own. */
export async function checkAccounts(dependencies: SyncStatusDependencies, since: Date, signal: AbortSignal): Promise<void> {
  const accounts = await dependencies.store.asSystem((trx) => accountsToCheck(trx, since));
  await inParallel(accounts, { atOnce: accountsAtOnce, signal }, async ({ organizationId, checkedAt }) => {
    try {
      await checkAccount(dependencies, organizationId, checkedAt, signal);
    } catch (error) {
      signal.throwIfAborted();
      const problem = problemOf(dependencies.logger, error);
      await dependencies.store.inOrganization(organizationId, (trx) => noteAirbyteCheck(trx, organizationId, { problem }));
    }
  });
}

/**
 * Asks one account for its connections and for the jobs that changed since the last look: a call each, and per type of job, however many sources
 * there are. Only connections that changed, or run, are asked about one by one.
 */
async function checkAccount(
  dependencies: SyncStatusDependencies,
  organizationId: string,
  checkedAt: Date | null,
  signal: AbortSignal,
): Promise<void> {
  const { store, allowsInternalAddresses, logger } = dependencies;
  const at = new Date();
  const { access, sources } = await store.inOrganization(organizationId, async (trx) => ({
    access: await airbyteAccess(trx, organizationId, store.sealer),
    sources: await syncedSources(trx, organizationId),
  }));
  if (access === undefined) return;
  const airbyte = openAirbyte(access, { allowsInternalAddresses });
  try {
    if (sources.length > 0) {
      const connections = new Map((await airbyte.connections(signal)).map((connection) => [connection.connectionId, connection]));
      const changed = checkedAt === null ? undefined : await changedJobs(airbyte, new Date(checkedAt.getTime() - overlapMs), signal);
      for (const source of sources) {
        try {
          await checkSource({ store, airbyte, organizationId, checkedAt: at, connections, changed }, source, signal);
        } catch (error) {
          signal.throwIfAborted();
          const problem = problemOf(logger, error);
          await store.inOrganization(organizationId, (trx) => noteSyncProblem(trx, organizationId, source.id, problem));
        }
      }
    }
    await store.inOrganization(organizationId, (trx) => noteAirbyteCheck(trx, organizationId, { at }));
  } finally {
    await airbyte.close();
  }
}

interface Look {
  readonly store: Store;
  readonly airbyte: Airbyte;
  readonly organizationId: string;
  readonly checkedAt: Date;
  /** Those of the workspace, by id. */
  readonly connections: ReadonlyMap<string, AirbyteConnection>;
  /** The newest job of each connection that has some since the last look; undefined where everything is to be asked for. */
  readonly changed: ReadonlyMap<string, SyncJob> | undefined;
}

async function checkSource(look: Look, source: SyncedSource, signal: AbortSignal): Promise<void> {
  const { store, airbyte, organizationId, checkedAt, connections, changed } = look;
  const ids = source.connectionIds.length > 0 ? source.connectionIds : idsOfSource(connections, source);
  const known = new Map((source.connections ?? []).map((connection) => [connection.connectionId, connection]));
  const found: ConnectionSync[] = [];
  let isNews = source.landing === null || source.connectionIds.length === 0;
  for (const id of ids) {
    const connection = connections.get(id);
    const before = known.get(id);
    if (connection === undefined) found.push(deletedConnection(id, before));
    else if (before !== undefined && changed !== undefined && isUnchanged(before, connection, changed.get(id))) found.push(before);
    else {
      isNews = true;
      found.push(await readConnectionSync(airbyte, connection, signal));
    }
  }
  const theirs = ids.flatMap((id) => connections.get(id) ?? []);
  const landing = isNews || isMoved(source, theirs) ? await landingsOf(airbyte, theirs, signal) : undefined;
  await store.inOrganization(organizationId, async (trx) => {
    const isKept = await saveSync(trx, organizationId, source.id, { connections: found, summary: summarize(found), checkedAt });
    if (!isKept || landing === undefined || theirs.length === 0) return;
    await saveConnections(trx, organizationId, source.id, {
      landing,
      connectionIds: ids,
      destinationId: theirs[0]?.destinationId ?? null,
      selectedStreams: source.selectedStreams === null ? null : namesOfStreams(theirs),
    });
  });
}

/** The names of the streams that connections sync, each once, in order. */
export function namesOfStreams(connections: readonly AirbyteConnection[]): readonly string[] {
  return [...new Set(connections.flatMap((connection) => streamsOf(connection).map(({ name }) => name)))].toSorted();
}

/** The connections of a source that names none: those that were made after the source was. */
function idsOfSource(connections: ReadonlyMap<string, AirbyteConnection>, { airbyteSourceId }: SyncedSource): readonly string[] {
  return [...connections.values()]
    .filter(({ sourceId, status }) => sourceId === airbyteSourceId && status !== 'deprecated')
    .map(({ connectionId }) => connectionId)
    .toSorted();
}

function isUnchanged(known: ConnectionSync, connection: AirbyteConnection, newest: SyncJob | undefined): boolean {
  const isUnderWay = known.job !== null && !isOver(known.job.state);
  const isSameState = !isUnderWay && known.state === connection.status && known.stateReason === (connection.statusReason ?? null);
  if (!isSameState || newest === undefined) return isSameState;
  return known.job?.id === newest.id && known.job.state === newest.state && known.job.rows === newest.rows;
}

/** Whether the settings of connections say another place than is known, so far as they say it themselves. */
function isMoved({ landing }: SyncedSource, connections: readonly AirbyteConnection[]): boolean {
  const known = new Map((landing ?? []).map((entry) => [entry.connectionId, entry]));
  return connections.some((connection) => {
    const entry = known.get(connection.connectionId);
    return entry === undefined || JSON.stringify(landingOf(connection, entry.destination)) !== JSON.stringify(sorted(entry));
  });
}

/** jsonb has an order of keys of its own: the one of `landingOf` again. */
function sorted({ connectionId, destination, namespaceDefinition, namespaceFormat, prefix, streams }: NonNullable<SyncedSource['landing']>[number]) {
  const ordered = streams.map(({ name, namespace, table, primaryKey }) => ({ name, namespace, table, primaryKey }));
  return { connectionId, destination, namespaceDefinition, namespaceFormat, prefix, streams: ordered };
}

async function changedJobs(airbyte: Airbyte, updatedSince: Date, signal: AbortSignal): Promise<ReadonlyMap<string, SyncJob>> {
  const newest = new Map<string, SyncJob>();
  for (const type of syncJobTypes) {
    for (const job of await airbyte.jobs({ type, updatedSince }, signal)) {
      if (job.connectionId !== null && (newest.get(job.connectionId)?.id ?? -1) < job.id) newest.set(job.connectionId, job);
    }
  }
  return newest;
}

function problemOf(logger: Logger, error: unknown): string {
  if (error instanceof AppError) return error.message;
  logger.debug({ err: error }, 'asking for the status of syncs failed unexpectedly');
  return 'Asking Airbyte failed unexpectedly. LOG_LEVEL=debug shows more.';
}
