import { sql, type Transaction } from 'kysely';
import type { JobState } from '../domain/job.ts';
import type { JobRow } from './jobs.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Tables } from './tables.ts';

/** One page of an organization's jobs. */
export async function pageOfJobs(
  trx: Transaction<Tables>,
  organizationId: string,
  filter: { readonly sourceId?: string | undefined; readonly state?: JobState | undefined },
  page: PageRequest,
): Promise<PageOf<JobRow>> {
  let query = trx.selectFrom('jobs').selectAll().where('organization_id', '=', organizationId);
  if (filter.sourceId !== undefined) query = query.where(sql<boolean>`${filter.sourceId}::uuid = ANY(source_ids)`);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  return readPage(query, 'jobs', page);
}
