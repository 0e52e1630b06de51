import { JobProgress } from '../sources/job-progress.tsx';
import { useFollowedJob } from '../sources/followed-job.ts';
import type { Run } from './queries.ts';

/** The run that is under way, as it comes along. */
export function Running({ run }: { readonly run: Run }) {
  const job = useFollowedJob(run.job_id);
  return job === undefined || job.state === 'succeeded' ? null : (
    <div className="p-4">
      <JobProgress job={job} canCancel />
    </div>
  );
}
