import type { Insertable, Selectable, Transaction, Updateable } from 'kysely';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { JobRow } from './jobs.ts';
import type { Reader } from './readers.ts';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;

/** A run with how its job fares. */
export interface CrosswalkRunRow
  extends Selectable<Tables['crosswalk_runs']>, Pick<JobRow, 'state' | 'progress' | 'error' | 'created_by' | 'started_at' | 'finished_at'> {}

const runs = (db: Reader, organizationId: string) =>
  db
    .selectFrom('crosswalk_runs')
    .innerJoin('jobs', (join) =>
      join.onRef('jobs.organization_id', '=', 'crosswalk_runs.organization_id').onRef('jobs.id', '=', 'crosswalk_runs.job_id'),
    )
    .selectAll('crosswalk_runs')
    .select(['jobs.state', 'jobs.progress', 'jobs.error', 'jobs.created_by', 'jobs.started_at', 'jobs.finished_at'])
    .where('crosswalk_runs.organization_id', '=', organizationId);

export async function listCrosswalkRuns(
  db: Reader,
  organizationId: string,
  crosswalkId: string,
  page: PageRequest,
): Promise<PageOf<CrosswalkRunRow>> {
  return readPage(runs(db, organizationId).where('crosswalk_id', '=', crosswalkId), 'crosswalk_runs', page);
}

export async function findCrosswalkRun(db: Reader, organizationId: string, crosswalkId: string, id: string): Promise<CrosswalkRunRow | undefined> {
  return runs(db, organizationId).where('crosswalk_id', '=', crosswalkId).where('crosswalk_runs.id', '=', id).executeTakeFirst();
}

export async function findRunOfJob(db: Reader, organizationId: string, jobId: string): Promise<CrosswalkRunRow | undefined> {
  return runs(db, organizationId).where('job_id', '=', jobId).executeTakeFirst();
}

/** The run of a crosswalk that is not over, if there is one. */
export async function findRunUnderWay(db: Reader, organizationId: string, crosswalkId: string): Promise<CrosswalkRunRow | undefined> {
  return runs(db, organizationId).where('crosswalk_id', '=', crosswalkId).where('jobs.state', 'in', ['queued', 'running']).executeTakeFirst();
}

export async function insertCrosswalkRun(trx: Trx, row: Insertable<Tables['crosswalk_runs']>): Promise<void> {
  await trx.insertInto('crosswalk_runs').values(row).execute();
}

export async function updateCrosswalkRun(trx: Trx, organizationId: string, id: string, patch: Updateable<Tables['crosswalk_runs']>): Promise<void> {
  await trx.updateTable('crosswalk_runs').set(patch).where('organization_id', '=', organizationId).where('id', '=', id).execute();
}
