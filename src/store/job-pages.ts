import { sql } from 'kysely';
import type { JobState } from '../domain/job.ts';
import type { JobRow } from './jobs.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Reader } from './readers.ts';

/** One page of an organization's jobs. */
export async function pageOfJobs(
  db: Reader,
  organizationId: string,
  filter: { readonly sourceId?: string | undefined; readonly state?: JobState | undefined },
  page: PageRequest,
): Promise<PageOf<JobRow>> {
  let query = db.selectFrom('jobs').selectAll().where('organization_id', '=', organizationId);
  if (filter.sourceId !== undefined) query = query.where(sql<boolean>`source_ids @> ARRAY[${filter.sourceId}::uuid]`);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  return readPage(query, 'jobs', page);
}
