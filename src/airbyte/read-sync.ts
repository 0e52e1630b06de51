import {
  describeConnection,
  mayBeAboutCredentials,
  isAboutCredentials,
  type ConnectionSync,
  type SyncFailure,
  type SyncJob,
} from '../domain/sync.ts';
import { syncJobTypes, type Airbyte } from './client.ts';
import type { AirbyteConnection } from './wire.ts';

/** So many jobs tell how a connection fares, unless all of them were cancelled. */
const recentJobs = 10;

/** Asks how one connection fares. One that is not active is not asked about: nothing runs there. */
export async function readConnectionSync(airbyte: Airbyte, connection: AirbyteConnection, signal: AbortSignal): Promise<ConnectionSync> {
  const { connectionId, status: state, statusReason } = connection;
  const isPolled = state !== 'deprecated';
  const { jobs, lastSuccessAt } = isPolled ? await historyOf(airbyte, connectionId, signal) : { jobs: [], lastSuccessAt: null };
  const counted = jobs.find((job) => job.state !== 'cancelled');
  const failure = state === 'active' && counted?.state === 'failed' ? ((await airbyte.failure(connectionId, signal)) ?? null) : null;
  return describeConnection({
    connectionId,
    name: connection.name ?? connectionId,
    state,
    stateReason: statusReason ?? null,
    jobs,
    lastSuccessAt,
    failure,
    isCheckFailed: await isRefused(airbyte, connection, failure, signal),
  });
}

/** What there is to say of a connection that Airbyte does not list any more. */
export function deletedConnection(connectionId: string, known: ConnectionSync | undefined): ConnectionSync {
  const told = describeConnection({
    connectionId,
    name: known?.name ?? connectionId,
    state: 'deprecated',
    stateReason: null,
    jobs: [],
    lastSuccessAt: null,
    failure: null,
    isCheckFailed: null,
  });
  return known === undefined ? told : { ...told, job: known.job, lastSuccessAt: known.lastSuccessAt, rows: known.rows };
}

async function historyOf(
  airbyte: Airbyte,
  connectionId: string,
  signal: AbortSignal,
): Promise<{ jobs: readonly SyncJob[]; lastSuccessAt: string | null }> {
  const found: SyncJob[] = [];
  for (const type of syncJobTypes) {
    const recent = await airbyte.jobs({ connectionId, type, limit: recentJobs }, signal);
    found.push(...recent);
    if (recent.length < recentJobs) continue;
    const isMissing = { succeeded: !recent.some(({ state }) => state === 'succeeded'), failed: recent.every(({ state }) => state === 'cancelled') };
    for (const state of ['succeeded', 'failed'] as const) {
      if (isMissing[state]) found.push(...(await airbyte.jobs({ connectionId, type, state, limit: 1 }, signal)));
    }
  }
  const jobs = found
    .map(({ id, state, type, createdAt, endedAt, rows, bytes }) => ({ id, state, type, createdAt, endedAt, rows, bytes }))
    .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || b.id - a.id);
  const successes = jobs.flatMap(({ state, endedAt, createdAt }) => (state === 'succeeded' ? (endedAt ?? createdAt) : []));
  return { jobs, lastSuccessAt: successes.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null };
}

/** Asked only where it decides: a check makes Airbyte connect to the source. */
async function isRefused(
  airbyte: Airbyte,
  { sourceId }: AirbyteConnection,
  failure: SyncFailure | null,
  signal: AbortSignal,
): Promise<boolean | null> {
  if (failure === null || !mayBeAboutCredentials(failure) || isAboutCredentials(failure)) return null;
  const canConnect = await airbyte.canConnect(sourceId, signal);
  return canConnect === undefined ? null : !canConnect;
}
