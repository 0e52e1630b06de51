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
  if (filter.sourceId !== undefined) {
    const ofSource = db
      .selectFrom('job_sources')
      .select('job_id')
      .where('organization_id', '=', organizationId)
      .where('source_id', '=', filter.sourceId);
    query = query.where('id', 'in', ofSource);
  }
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  return readPage(query, 'jobs', page);
}
