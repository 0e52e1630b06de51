import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, here, wordsOf } from '../../api/client.ts';
import { count, countOf, moment } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { toast } from '../../ui/toast.tsx';
import { Bar } from '../../ui/bar.tsx';
import { runQuery, type CrosswalkDetail, type RunDetail } from './queries.ts';
import { ThresholdSlider } from './threshold.tsx';
import { bandWords, bits } from './words.ts';
import { bands } from './search.ts';

interface FiguresProps {
  readonly crosswalk: CrosswalkDetail;
  readonly threshold: number;
  readonly isBusy: boolean;
  readonly onThreshold: (threshold: number) => void;
}

/** What the last run came to, in full: bands, the threshold with what to expect of it, what agreement says, the patterns. */
export function RunFigures({ crosswalk, threshold, isBusy, onThreshold }: FiguresProps) {
  const { data: run } = useQuery({ ...runQuery(crosswalk.id, crosswalk.run_id ?? ''), enabled: crosswalk.run_id !== null });
  const client = useQueryClient();
  const apply = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST('/api/organization/{organization_id}/crosswalks/{crosswalk_id}/runs', {
          params: { path: { organization_id: here(), crosswalk_id: crosswalk.id } },
          body: { threshold },
        }),
      ),
    onSuccess: () => {
      toast(`A run with the threshold ${threshold.toFixed(2)} was started.`);
      void client.invalidateQueries({ queryKey: ['crosswalks', 'runs', crosswalk.id] });
    },
    onError: (error) => toast(wordsOf(error), { tone: 'bad' }),
  });
  const { figures } = crosswalk;
  if (figures === null) return null;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Card
        title="Threshold"
        actions={
          threshold !== crosswalk.threshold && (
            <Button size="small" look="primary" disabled={isBusy || apply.isPending || crosswalk.status === 'ended'} onClick={() => apply.mutate()}>
              Run with {threshold.toFixed(2)}
            </Button>
          )
        }
      >
        {run?.comparison ? (
          <ThresholdSlider steps={run.comparison.thresholds} at={threshold} onChange={onThreshold} />
        ) : (
          <p className="text-muted">…</p>
        )}
      </Card>
      <Card title="What was compared">
        <dl className="flex flex-col gap-2">
          {bands.map((band) => (
            <div key={band} className="grid grid-cols-[8rem_1fr_5rem] items-center gap-2 text-xs">
              <dt>{bandWords[band].word}</dt>
              <dd>
                <Bar
                  share={Math.sqrt(figures.bands[band] / Math.max(1, figures.pairs_compared))}
                  label={`${bandWords[band].word}: ${countOf(figures.bands[band], 'pair')}, drawn by its root`}
                />
              </dd>
              <dd className="text-right font-mono">{count(figures.bands[band])}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-3 text-xs text-muted">
          {count(figures.pairs_compared)} pairs compared, of at most {count(figures.pairs_stated)} stated before;{' '}
          {countOf(figures.pattern_count, 'pattern')} of agreement.{' '}
          {figures.is_trained ? 'What agreement says was learned by this run.' : 'Scored with what an earlier run learned: only what changed is new.'}
          {typeof run?.finished_at === 'string' && ` Ended ${moment(run.finished_at)}.`}
        </p>
        {figures.notes.length > 0 && (
          <ul className="mt-3 flex list-disc flex-col gap-1 pl-4 text-xs text-warn">
            {figures.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </Card>
      {run?.comparison && <Agreement comparison={run.comparison} />}
    </div>
  );
}

function Agreement({ comparison }: { readonly comparison: NonNullable<RunDetail['comparison']> }) {
  const { fields, patterns } = comparison;
  return (
    <>
      <Card title="What agreement says, in bits">
        <ul className="flex flex-col gap-2">
          {fields.map(({ name, levels }) => (
            <li key={name} className="text-xs">
              <span className="font-medium [overflow-wrap:anywhere]">{name}</span>
              <ol className="mt-1 flex flex-wrap gap-1" aria-label={`Levels of ${name}, worst first`}>
                {levels.map((level) => (
                  <li
                    key={level.name}
                    title={level.name}
                    className={`rounded border border-line px-1.5 py-0.5 ${level.bits < 0 ? 'text-bad' : 'text-good'}`}
                  >
                    <span className="text-muted">{level.name}</span> <span className="font-mono">{bits(level.bits)}</span>
                  </li>
                ))}
              </ol>
            </li>
          ))}
        </ul>
      </Card>
      <Card title="Patterns of agreement">
        <div className="max-h-80 overflow-auto" tabIndex={0} role="region" aria-label="The most frequent patterns">
          <table className="w-full text-xs">
            <thead className="text-left text-muted">
              <tr>
                <th scope="col" className="py-1 font-medium">
                  Levels, field by field
                </th>
                <th scope="col" className="py-1 text-right font-medium">
                  Pairs
                </th>
                <th scope="col" className="py-1 text-right font-medium">
                  Bits
                </th>
              </tr>
            </thead>
            <tbody>
              {patterns.slice(0, 50).map(({ levels, pairs, weight_bits: weight }) => (
                <tr key={levels.join()} className="border-t border-line">
                  <td className="py-1 font-mono">{levels.map((level) => (level === 0 ? '–' : level)).join(' ')}</td>
                  <td className="py-1 text-right font-mono">{count(pairs)}</td>
                  <td className={`py-1 text-right font-mono ${weight < 0 ? 'text-bad' : 'text-good'}`}>{bits(weight)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
    </>
  );
}
