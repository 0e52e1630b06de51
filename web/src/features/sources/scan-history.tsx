import { useInfiniteQuery } from '@tanstack/react-query';
import { countOf, duration, moment } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { jobsQuery, type Job, type Source } from './queries.ts';
import { Said } from './said.tsx';
import { ScanChanges } from './scan-changes.tsx';
import { jobWords } from './words.ts';

/** What was scanned and synced, the newest first. */
export function ScanHistory({ source, isAdmin }: { readonly source: Source; readonly isAdmin: boolean }) {
  const jobs = useInfiniteQuery(jobsQuery(source.id));
  if (jobs.isPending) return <Loading />;
  if (jobs.isError) return <Problem error={jobs.error} onRetry={() => void jobs.refetch()} />;
  const rows = jobs.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0) {
    return (
      <Empty title="It was never scanned">
        {isAdmin
          ? 'Scan it: its structure is read, its data profiled, and what relates in it suggested for review.'
          : 'An administrator can scan it.'}
      </Empty>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface" data-testid="scan-history">
        {rows.map((job) => (
          <li key={job.id} className="flex flex-col gap-1 px-4 py-3">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Said said={jobWords[job.state]} />
              <span className="font-medium">{kinds[job.kind]}</span>
              <time dateTime={job.created_at} className="text-muted">
                {moment(job.created_at)}
              </time>
              {job.started_at !== null && job.finished_at !== null && <span className="text-muted">{duration(job.started_at, job.finished_at)}</span>}
              {job.source_ids.length > 1 && <span className="text-muted">with {countOf(job.source_ids.length - 1, 'other source')}</span>}
              <Options job={job} />
            </div>
            {job.changes !== null && <ScanChanges changes={job.changes} sourceId={source.id} isSaas={source.source_type === 'saas'} />}
            {job.error !== null && <p className="whitespace-pre-line text-bad [overflow-wrap:anywhere]">{job.error}</p>}
          </li>
        ))}
      </ul>
      {jobs.hasNextPage && (
        <Button className="self-center" disabled={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>
          Show older ones
        </Button>
      )}
    </div>
  );
}

const kinds: Readonly<Record<Job['kind'], string>> = {
  scan: 'Scan',
  sync: 'Sync',
  crosswalk: 'Crosswalk',
  verify: 'Verification',
  discover: 'Search for links',
};

function Options({ job: { options } }: { readonly job: Job }) {
  if (options === null) return null;
  const said = [
    ...(options.sample_rows === null ? [] : [`${options.sample_rows} rows of each table`]),
    ...(options.ignore_declared ? ['without declared keys'] : []),
    ...(options.ignore_keys ? ['without unique keys'] : []),
  ];
  return said.length === 0 ? null : <span className="text-muted">({said.join(', ')})</span>;
}
