import { useMutation } from '@tanstack/react-query';
import { answerOf, api, wordsOf } from '../../api/client.ts';
import { count, countOf } from '../../format.ts';
import { Bar } from '../../ui/bar.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { toast } from '../../ui/toast.tsx';
import type { Job } from './queries.ts';
import { phaseWords } from './words.ts';

const phasesOf = ({ kind, progress }: Job): readonly string[] =>
  kind === 'crosswalk'
    ? ['read', 'compare', 'keep']
    : kind !== 'scan'
      ? [progress?.phase ?? kind]
      : ['introspect', 'profile', 'sketch', 'infer', 'link', 'store'];

/** How far a job is, by phase, and the way to end it. */
export function JobProgress({ job, canCancel }: { readonly job: Job; readonly canCancel: boolean }) {
  const cancel = useMutation({
    mutationFn: () => answerOf(api.POST('/api/jobs/{job_id}/cancel', { params: { path: { job_id: job.id } } })),
    onError: (error) => toast(wordsOf(error), { tone: 'bad' }),
  });
  const { progress } = job;
  const phases = phasesOf(job);
  const at = progress === null ? -1 : phases.indexOf(progress.phase);
  const isEnding = job.cancel_requested_at !== null || cancel.isPending || cancel.isSuccess;
  return (
    <section aria-label="Progress" className="rounded-lg border border-accent bg-accent-soft p-4" data-testid="job-progress">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <ol className="flex flex-wrap gap-x-4 gap-y-1">
          {phases.map((phase, i) => (
            <li
              key={phase}
              aria-current={i === at ? 'step' : undefined}
              className={cx('flex items-center gap-1.5', i === at ? 'font-semibold text-accent' : i < at ? 'text-ink' : 'text-muted')}
            >
              <span aria-hidden="true">{i < at ? '✓' : i === at ? '▸' : '○'}</span>
              {phaseWords[phase] ?? phase}
            </li>
          ))}
        </ol>
        {canCancel && (
          <Button size="small" look="bad" disabled={isEnding} onClick={() => cancel.mutate()}>
            {isEnding ? 'Cancelling…' : 'Cancel'}
          </Button>
        )}
      </div>
      <p className="mt-2 text-muted">{wordsOfProgress(job)}</p>
      {progress !== null && progress.total > 0 && (
        <Bar className="mt-2" share={progress.done / progress.total} label={`${count(progress.done)} of ${count(progress.total)} ${progress.unit}`} />
      )}
    </section>
  );
}

function wordsOfProgress({ state, progress }: Job): string {
  if (state === 'queued') return 'Waits for a worker, or for a scan of the same source to end.';
  if (progress === null) return 'Begins…';
  const { source, done, total, unit, rows } = progress;
  const parts = [source, ...(total > 0 ? [`${count(done)} of ${count(total)} ${unit}`] : []), ...(rows > 0 ? [`${countOf(rows, 'row')} read`] : [])];
  return parts.join(' · ');
}
