import { sql, type Selectable, type Transaction } from 'kysely';
import type { EdgeKind } from '../domain/edge.ts';
import { newId } from '../domain/ids.ts';
import type { ErrorCode } from '../domain/errors.ts';
import type { JobKind, JobProgress, JobState, ScanOptions, ScanTimings } from '../domain/job.ts';
import type { ScanChanges } from '../domain/scan-changes.ts';
import type { Reader } from './readers.ts';
import type { Tables } from './tables.ts';

/** Woken by every change that a worker should look at: a new job, a finished one, a request to cancel. */
export const jobsChannel = 'cognate_jobs';

export type JobRow = Selectable<Tables['jobs']>;
type Trx = Transaction<Tables>;

const unfinished: readonly JobState[] = ['queued', 'running'];

export interface NewJob {
  /** A scan unless told. */
  readonly kind?: JobKind;
  readonly organizationId: string;
  readonly sourceIds: readonly string[];
  /** Sources that the same transaction registered for this job: where it does not succeed, they are forgotten. */
  readonly registeredSourceIds?: readonly string[];
  /** Of a scan. */
  readonly options?: ScanOptions;
  /** Of a verification. */
  readonly edge?: { readonly kind: EdgeKind; readonly id: string };
  readonly createdBy: string | null;
}

/**
 * Adds a queued job and wakes the workers at commit. Creations of one organization commit in the order of `created_at`,
 * so that whoever sees a job sees every older one: the rule "one scan at a time per source" rests on it.
 */
export async function insertJob(trx: Trx, job: NewJob): Promise<{ id: string }> {
  const id = newId();
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`cognate-jobs:${job.organizationId}`}, 0))`.execute(trx);
  await trx
    .insertInto('jobs')
    .values({
      organization_id: job.organizationId,
      id,
      kind: job.kind ?? 'scan',
      source_ids: sql`${[...job.sourceIds]}::uuid[]`,
      registered_source_ids: sql`${[...(job.registeredSourceIds ?? [])]}::uuid[]`,
      options: JSON.stringify(job.options ?? {}),
      edge_kind: job.edge?.kind ?? null,
      edge_id: job.edge?.id ?? null,
      created_by: job.createdBy,
      created_at: sql`clock_timestamp()`,
      updated_at: sql`clock_timestamp()`,
    })
    .execute();
  await notify(trx, id);
  return { id };
}

/** Queued jobs that may start now: no older unfinished job shares a source with them. A verification asks one question: it waits for none, and none for it. Oldest first. */
export async function admissibleJobs(trx: Trx): Promise<{ organizationId: string; id: string; kind: JobKind }[]> {
  const { rows } = await sql<{ organization_id: string; id: string; kind: JobKind }>`
    SELECT job.organization_id, job.id, job.kind
    FROM jobs AS job
    WHERE job.state = 'queued'
      AND (job.kind = 'verify' OR NOT EXISTS (
        SELECT FROM jobs AS older
        WHERE older.kind <> 'verify' AND older.organization_id = job.organization_id
          AND older.state IN ('queued', 'running')
          AND older.source_ids && job.source_ids
          AND (older.created_at, older.id) < (job.created_at, job.id)
      ))
    ORDER BY job.created_at, job.id
    LIMIT 100`.execute(trx);
  return rows.map((row) => ({ organizationId: row.organization_id, id: row.id, kind: row.kind }));
}

/** Marks a job as running and returns it; again for a running one (a resumed scan); undefined where it was cancelled or is over. */
export async function claimJob(trx: Trx, organizationId: string, id: string): Promise<JobRow | undefined> {
  return trx
    .updateTable('jobs')
    .set({ state: 'running', started_at: sql`coalesce(started_at, now())`, updated_at: sql`now()` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('state', 'in', unfinished)
    .where('cancel_requested_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

/** Keeps the last progress of a running job; a finished one is left alone. */
export async function writeProgress(trx: Trx, organizationId: string, id: string, progress: JobProgress): Promise<void> {
  await trx
    .updateTable('jobs')
    .set({ progress: JSON.stringify(progress), updated_at: sql`now()` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();
}

export interface JobOutcome {
  readonly state: 'succeeded' | 'failed' | 'cancelled';
  readonly error?: { readonly message: string; readonly code: ErrorCode };
  readonly timings?: ScanTimings;
  readonly changes?: ScanChanges;
}

/**
 * Ends an unfinished job; one that is over keeps its first outcome. A scan that somebody asked to cancel cannot succeed any more:
 * false, and the caller rolls back what it wrote.
 */
export async function finishJob(trx: Trx, organizationId: string, id: string, outcome: JobOutcome): Promise<boolean> {
  let query = trx
    .updateTable('jobs')
    .set({
      state: outcome.state,
      error: outcome.error?.message ?? null,
      error_code: outcome.error?.code ?? null,
      timings: outcome.timings === undefined ? null : JSON.stringify(outcome.timings),
      changes: outcome.changes === undefined ? null : JSON.stringify(outcome.changes),
      ...(outcome.state === 'succeeded' ? { progress: sql`jsonb_set(progress, '{done}', progress -> 'total')` } : {}),
      finished_at: sql`now()`,
      updated_at: sql`now()`,
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('state', 'in', unfinished);
  if (outcome.state === 'succeeded') query = query.where('cancel_requested_at', 'is', null);
  const { numUpdatedRows } = await query.executeTakeFirst();
  await forgetRegistered(trx, organizationId, id);
  await notify(trx, id);
  return numUpdatedRows > 0n;
}

/** Asks for the end of a job: one that waits ends at once, a running one as soon as its worker hears of it. */
export async function requestCancel(trx: Trx, organizationId: string, id: string): Promise<void> {
  await trx
    .updateTable('jobs')
    .set({
      cancel_requested_at: sql`coalesce(cancel_requested_at, now())`,
      state: sql`CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END`,
      finished_at: sql`CASE WHEN state = 'queued' THEN now() ELSE finished_at END`,
      updated_at: sql`now()`,
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('state', 'in', unfinished)
    .execute();
  await forgetRegistered(trx, organizationId, id);
  await notify(trx, id);
}

/** Takes back the sources that were registered for a job that failed or was cancelled, unless another scan reads or has read them. */
async function forgetRegistered(trx: Trx, organizationId: string, id: string): Promise<void> {
  await sql`
    DELETE FROM integration_sources AS source
    USING jobs AS job
    WHERE job.organization_id = ${organizationId} AND job.id = ${id} AND job.state IN ('failed', 'cancelled')
      AND source.organization_id = job.organization_id AND source.id = ANY (job.registered_source_ids)
      AND NOT EXISTS (
        SELECT FROM jobs AS other
        WHERE other.organization_id = job.organization_id AND other.id <> job.id
          AND other.state IN ('queued', 'running', 'succeeded') AND source.id = ANY (other.source_ids)
      )`.execute(trx);
}

/** Jobs that run and should stop. */
export async function jobsToCancel(trx: Trx): Promise<string[]> {
  const rows = await trx.selectFrom('jobs').select('id').where('state', '=', 'running').where('cancel_requested_at', 'is not', null).execute();
  return rows.map((row) => row.id);
}

/** Every unfinished job, of all organizations: for the workers' own housekeeping. */
export async function unfinishedJobs(trx: Trx): Promise<{ organizationId: string; id: string; kind: JobKind; state: JobState }[]> {
  const rows = await trx
    .selectFrom('jobs')
    .select(['organization_id', 'id', 'kind', 'state'])
    .where('state', 'in', unfinished)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ organizationId: row.organization_id, id: row.id, kind: row.kind, state: row.state }));
}

/** The state of those of `ids` that exist, of all organizations. */
export async function jobStatesOf(trx: Trx, ids: readonly string[]): Promise<Map<string, JobState>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('jobs')
    .select(['id', 'state'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.state]));
}

/** One job; undefined where the organization has none of that id. */
export async function findJob(db: Reader, organizationId: string, id: string): Promise<JobRow | undefined> {
  return db.selectFrom('jobs').selectAll().where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirst();
}

async function notify(trx: Trx, id: string): Promise<void> {
  await sql`SELECT pg_notify(${jobsChannel}, ${id})`.execute(trx);
}
