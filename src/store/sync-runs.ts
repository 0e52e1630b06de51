import type { Selectable, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;
export type SyncRunRow = Selectable<Tables['sync_runs']>;

/** The runs of a sync job, by connection. */
export async function syncRunsOf(trx: Trx, organizationId: string, jobId: string): Promise<SyncRunRow[]> {
  return trx
    .selectFrom('sync_runs')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('job_id', '=', jobId)
    .orderBy('connection_id')
    .execute();
}

/** Notes that a run is about to be started. One that was noted before stays as it is. */
export async function noteSyncRun(trx: Trx, run: Pick<SyncRunRow, 'organization_id' | 'job_id' | 'connection_id' | 'newest_before'>): Promise<void> {
  await trx
    .insertInto('sync_runs')
    .values({ ...run, airbyte_job_id: null })
    .onConflict((conflict) => conflict.columns(['organization_id', 'job_id', 'connection_id']).doNothing())
    .execute();
}

/** Notes the Airbyte job that a run follows. */
export async function noteAirbyteJob(trx: Trx, organizationId: string, jobId: string, connectionId: string, airbyteJobId: number): Promise<void> {
  await trx
    .updateTable('sync_runs')
    .set({ airbyte_job_id: airbyteJobId })
    .where('organization_id', '=', organizationId)
    .where('job_id', '=', jobId)
    .where('connection_id', '=', connectionId)
    .execute();
}
