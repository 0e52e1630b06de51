import type { Transaction } from 'kysely';
import { insertJob, requestCancel, type NewJob } from '../store/jobs.ts';
import type { Store } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';

/**
 * Starts and cancels scans from any process. A job is a row that commits with the caller's own writes; workers hear of it
 * through the database and make a durable workflow of it, so nothing is lost where no worker runs.
 */
export interface JobClient {
  start(trx: Transaction<Tables>, job: NewJob): Promise<{ id: string }>;
  /** A waiting job ends at once, a running one soon after; one that is over, or is not there, stays as it is. */
  cancel(organizationId: string, id: string): Promise<void>;
}

export function jobClient(store: Store): JobClient {
  return {
    start: insertJob,
    cancel: (organizationId, id) => store.inOrganization(organizationId, (trx) => requestCancel(trx, organizationId, id)),
  };
}
