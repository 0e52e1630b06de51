import type { syncStatuses } from './source.ts';

type SyncStatus = (typeof syncStatuses)[number];

export const connectionStates = ['active', 'inactive', 'deprecated', 'locked'] as const;
type ConnectionState = (typeof connectionStates)[number];

export const syncJobStates = ['pending', 'queued', 'running', 'incomplete', 'failed', 'succeeded', 'cancelled'] as const;
export type SyncJobState = (typeof syncJobStates)[number];

/** A job of the sync service: one run of one connection. */
export interface SyncJob {
  readonly id: number;
  readonly state: SyncJobState;
  /** `sync` or `refresh`. */
  readonly type: string;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
  /** Null until it is over. */
  readonly endedAt: string | null;
  /** Records that it has committed so far; null where the service does not say. */
  readonly rows: number | null;
  readonly bytes: number | null;
}

/** Why a job failed, where the service tells. */
export interface SyncFailure {
  /** `config_error`, `system_error`, `transient_error`, … */
  readonly type: string;
  /** `source`, `destination`, … */
  readonly origin: string;
  /** For people; without secrets. */
  readonly message: string;
}

/** What is known of one connection. */
export interface ConnectionSync {
  readonly connectionId: string;
  readonly name: string;
  readonly state: ConnectionState;
  readonly stateReason: string | null;
  /** Null where nothing is known that says one of the words: the source keeps the word it has. */
  readonly status: SyncStatus | null;
  /** The newest job, whatever became of it. */
  readonly job: SyncJob | null;
  readonly lastSuccessAt: string | null;
  /** Of the newest job that was not cancelled. */
  readonly rows: number | null;
  /** Why it failed or does not run; null where all is well. */
  readonly reason: string | null;
  /** What to do about it. */
  readonly hint: string | null;
}

/** What a source's own fields say of its syncs; undefined leaves a field as it is. */
export interface SourceSync {
  readonly status: SyncStatus | undefined;
  readonly at: string | null | undefined;
  readonly rows: number | null | undefined;
}

const statusOfJob: Readonly<Record<Exclude<SyncJobState, 'cancelled'>, SyncStatus>> = {
  pending: 'running',
  queued: 'running',
  running: 'running',
  // An attempt failed, the job goes on.
  incomplete: 'running',
  succeeded: 'success',
  failed: 'failed',
};

/** Whether a job is over. */
export function isOver(state: SyncJobState): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

export interface ConnectionFacts {
  readonly connectionId: string;
  readonly name: string;
  readonly state: ConnectionState;
  readonly stateReason: string | null;
  /** Newest first; reaches back to the newest that was not cancelled, where there is one. */
  readonly jobs: readonly SyncJob[];
  readonly lastSuccessAt: string | null;
  /** Of the newest job, where it failed and the service tells. */
  readonly failure: SyncFailure | null;
  /** Whether the service, asked to check the source, could not connect to it; null where it was not asked. */
  readonly isCheckFailed: boolean | null;
}

/** The words for one connection. */
export function describeConnection(facts: ConnectionFacts): ConnectionSync {
  const { connectionId, name, state, stateReason, jobs, lastSuccessAt } = facts;
  const [job = null] = jobs;
  // A cancelled job says nothing of the data: the one before it counts.
  const counted = jobs.find((candidate) => candidate.state !== 'cancelled');
  const common = { connectionId, name, state, stateReason, job, lastSuccessAt, rows: rowsOf(jobs, counted) };
  if (state !== 'active') return { ...common, status: null, ...idle(state, stateReason) };
  if (job === null) return { ...common, status: 'configuring', reason: 'It has not run yet.', hint: 'Start a sync, or wait for its schedule.' };
  if (counted === undefined || counted.state === 'cancelled') return { ...common, status: 'configuring', ...cancelled(job) };
  const status = statusOfJob[counted.state];
  if (status === 'failed') return { ...common, ...failed(facts, job, counted) };
  if (job.state === 'cancelled') return { ...common, status, ...cancelled(job) };
  if (job.state === 'incomplete') {
    return { ...common, status, reason: `An attempt of job ${job.id} failed; Airbyte tries again.`, hint: 'Wait for its end.' };
  }
  return { ...common, status, reason: null, hint: null };
}

/** While a job runs that says no count, the count of the one before stands. */
function rowsOf(jobs: readonly SyncJob[], counted: SyncJob | undefined): number | null {
  if (counted === undefined) return null;
  if (counted.rows !== null || isOver(counted.state)) return counted.rows;
  return jobs.find(({ state }) => state === 'succeeded' || state === 'failed')?.rows ?? null;
}

const cancelled = (job: SyncJob) => ({ reason: `Job ${job.id} was cancelled.`, hint: 'Start another sync, or wait for the schedule.' });

const idleReasons = {
  inactive: 'The connection is switched off.',
  locked: 'The connection is locked.',
  deprecated: 'The connection was deleted.',
} as const;
const idleHints = {
  inactive: 'Switch it on in Airbyte.',
  locked: 'Airbyte says why; often the account has a matter to settle.',
  deprecated: 'Name another airbyte_connection_id, or the airbyte_source_id, so that its connections are found again.',
} as const;

function idle(state: Exclude<ConnectionState, 'active'>, stateReason: string | null): { reason: string; hint: string } {
  return { reason: stateReason === null ? idleReasons[state] : `${idleReasons[state]} Airbyte says: ${stateReason}`, hint: idleHints[state] };
}

/** A failure of authentication in the words of connectors. */
const refusedWords = /\b401\b|unauthori[sz]ed|invalid_(grant|client|token)|expired|revoked|re-?authenticat|authenticat|credential/i;

/** Whether the failure is one that only new credentials heal. `config_error` of the source alone is also a wrong host or a missing right. */
export function isAboutCredentials({ type, origin, message }: SyncFailure): boolean {
  return mayBeAboutCredentials({ type, origin }) && refusedWords.test(message);
}

/** Whether it is worth asking the service to check the source. */
export function mayBeAboutCredentials({ type, origin }: Pick<SyncFailure, 'type' | 'origin'>): boolean {
  return type === 'config_error' && origin === 'source';
}

const reconnectHint = 'POST …/reconnect leads to the consent page, or enter new credentials in Airbyte; then start a sync.';

function failed({ failure, isCheckFailed }: ConnectionFacts, job: SyncJob, counted: SyncJob): Pick<ConnectionSync, 'status' | 'reason' | 'hint'> {
  const after = job === counted ? '' : ` Job ${job.id} after it was cancelled.`;
  if (failure === null) {
    return {
      status: 'failed',
      reason: `Job ${counted.id} failed; Airbyte's public API does not say why.${after}`,
      hint: `Look at the job in Airbyte. Where its access ended: ${reconnectHint}`,
    };
  }
  const reason = `Job ${counted.id} failed (${failure.type} of the ${failure.origin}): ${failure.message}${after}`;
  if (isAboutCredentials(failure) || (mayBeAboutCredentials(failure) && isCheckFailed === true)) {
    return { status: 'auth_required', reason, hint: reconnectHint };
  }
  return {
    status: 'failed',
    reason,
    hint: failure.type === 'config_error' ? 'Correct the settings in Airbyte, then start a sync.' : 'Start a sync.',
  };
}

const worstFirst: readonly SyncStatus[] = ['auth_required', 'failed', 'running', 'configuring', 'success'];

/**
 * What a source says of its connections: the worst status of the active ones, the oldest of their latest successes, and the sum of their
 * rows. Where none is active nothing is said.
 */
export function summarize(connections: readonly ConnectionSync[]): SourceSync {
  if (connections.length === 0) return { status: 'configuring', at: null, rows: null };
  const active = connections.filter(({ state }) => state === 'active');
  if (active.length === 0) return { status: undefined, at: undefined, rows: undefined };
  const successes = active.flatMap(({ lastSuccessAt }) => lastSuccessAt ?? []).toSorted((a, b) => Date.parse(a) - Date.parse(b));
  const counts = active.flatMap(({ rows }) => rows ?? []);
  return {
    status: worstFirst.find((status) => active.some((connection) => connection.status === status)),
    at: successes[0] ?? null,
    rows: counts.length === 0 ? null : counts.reduce((sum, rows) => sum + rows, 0),
  };
}
