import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { announce } from '../../app/announce.tsx';
import { Page } from '../../app/page.tsx';
import { count, countOf, percent } from '../../format.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { useDecisions } from '../review/decisions.ts';
import { keyOf, type Edge } from '../review/edges.ts';
import { Facets } from '../review/facets.tsx';
import { facetsQuery } from '../review/queries.ts';
import { DryRun } from './dry-run.tsx';
import { mostAtOnce, readSuggestions, thresholdsQuery } from './queries.ts';
import { bulkRoute, type BulkSearch } from './route.ts';
import { chanceToShow, randomSample } from './sample.ts';
import { SpotCheck, type Verdict } from './spot-check.tsx';
import { ThresholdSlider } from './threshold.tsx';

/** Nineteen of twenty are right there, as the scores say. */
const defaultFrom = 0.95;
const sampleSizes = [5, 10, 20] as const;

/** Approving many suggestions at once: from a score on, after a look at some of them, and taken back at once if need be. */
export function BulkPage() {
  const search = bulkRoute.useSearch();
  const navigate = useNavigate({ from: '/bulk' });
  const { from = defaultFrom, ...filter } = search;
  const { data: thresholds, error, refetch } = useQuery(thresholdsQuery(filter));
  const { data: facets } = useQuery(facetsQuery(filter));
  const change = (next: Partial<BulkSearch>): void => void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  return (
    <Page
      title="Approve many"
      lead="Choose from which score on, look at some of them, then approve all at once. One undo takes all of it back."
      actions={
        <Link to="/review" search={filter} className={buttonClass('plain', 'small')}>
          One by one
        </Link>
      }
    >
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {thresholds === undefined && error === null && <Loading />}
      {thresholds !== undefined && (
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-[15rem_minmax(0,1fr)]">
          <aside aria-label="Filters" className="max-lg:order-last">
            <Facets facets={facets} search={filter} hasStatus={false} onChange={change} />
          </aside>
          <div className="flex min-w-0 flex-col gap-4">
            {thresholds.total === 0 ? (
              <Empty
                title="There is nothing to approve here"
                actions={
                  <Link to="/sources" className={buttonClass()}>
                    Go to sources
                  </Link>
                }
              >
                No suggestion fits the filters: all are decided, or no scan has found any.
              </Empty>
            ) : (
              <>
                <Card title="From which score on">
                  <ThresholdSlider thresholds={thresholds} from={from} onChange={(next) => change({ from: next })} />
                </Card>
                <Approval key={JSON.stringify(search)} filter={filter} from={from} expected={thresholds.steps[Math.round(from * 100)]?.count ?? 0} />
              </>
            )}
          </div>
        </div>
      )}
    </Page>
  );
}

/** The spot check, the list, and the button, which only a finished check unlocks. Begins anew with other filters or another score. */
function Approval({ filter, from, expected }: { readonly filter: Omit<BulkSearch, 'from'>; readonly from: number; readonly expected: number }) {
  const [size, setSize] = useState<number>(10);
  const [verdicts, setVerdicts] = useState<ReadonlyMap<string, Verdict>>(new Map());
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isSure, setSure] = useState(false);
  const [isRejected, setRejected] = useState(false);
  const [done, setDone] = useState<readonly Edge[] | null>(null);
  const drawing = useMutation({
    mutationFn: async () => {
      const edges = await readSuggestions(filter, from);
      return { edges, sample: randomSample(edges, size) };
    },
  });
  const navigate = useNavigate();
  const decisions = useDecisions((edge) => void navigate({ to: '/review', search: { edge: keyOf(edge), open: true, status: [] } }));

  if (done !== null) {
    const isSending = decisions.waiting.size > 0;
    return (
      <Card title={isSending ? 'Approving' : 'Approved'}>
        <div className="flex flex-wrap items-center gap-3" data-testid="bulk-done">
          <p>{isSending ? `${countOf(done.length, 'edge')} are being approved…` : `${countOf(done.length, 'edge')} approved, as one decision.`}</p>
          <Button
            disabled={isSending || !decisions.canUndo}
            onClick={() => {
              decisions.undo();
              setDone(null);
              drawing.reset();
              setLeft(new Set());
              setVerdicts(new Map());
            }}
          >
            Undo all of it
          </Button>
          <Link to="/review" search={{ ...filter, status: ['APPROVED'] }} className={buttonClass()}>
            Look at them
          </Link>
        </div>
      </Card>
    );
  }
  if (expected === 0) return <p className="text-muted">No suggestion has a score of {from.toFixed(2)} or more: move the threshold down.</p>;
  if (drawing.error !== null) return <Problem error={drawing.error} onRetry={() => drawing.mutate()} />;
  if (drawing.data === undefined) {
    return (
      <Card title="Spot check">
        <div className="flex flex-wrap items-center gap-3">
          <label className="flex items-center gap-2">
            Look at
            <select
              className="min-h-9 rounded-md border border-line-strong bg-surface px-2"
              value={size}
              onChange={({ target }) => setSize(Number(target.value))}
            >
              {sampleSizes.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </select>
            drawn at random
          </label>
          <Button look="primary" disabled={drawing.isPending} onClick={() => drawing.mutate()}>
            {drawing.isPending ? 'Drawing…' : 'Begin the spot check'}
          </Button>
        </div>
        <p className="mt-2 text-xs text-muted">
          If one in ten were wrong, {size} looks would show it with {percent(chanceToShow(size, 0.1))}; one in four with{' '}
          {percent(chanceToShow(size, 0.25))}. The button to approve unlocks when all were looked at.
        </p>
      </Card>
    );
  }
  const { edges, sample } = drawing.data;
  const wrong = sample.filter((edge) => verdicts.get(keyOf(edge)) === 'wrong');
  const isChecked = verdicts.size === sample.length;
  const isUnlocked = isChecked && (wrong.length === 0 || isSure);
  const approved = edges.filter((edge) => !left.has(keyOf(edge)));
  const judge = (edge: Edge, verdict: Verdict): void => {
    setVerdicts((before) => new Map(before).set(keyOf(edge), verdict));
    if (verdict === 'wrong') setLeft((before) => new Set([...before, keyOf(edge)]));
    const judged = verdicts.size + 1;
    announce(judged === sample.length ? 'The spot check is done.' : `${verdict}. Edge ${judged + 1} of ${sample.length}.`);
  };
  const toggle = (edge: Edge): void =>
    setLeft((before) => {
      const after = new Set(before);
      if (!after.delete(keyOf(edge))) after.add(keyOf(edge));
      return after;
    });
  return (
    <>
      <Card title={isChecked ? `Spot check: ${count(sample.length - wrong.length)} of ${count(sample.length)} right` : 'Spot check'}>
        {isChecked ? (
          <div className="flex flex-col gap-3">
            {wrong.length === 0 ? (
              <p className="text-good">✓ All that were looked at are right.</p>
            ) : (
              <>
                <p className="text-warn">
                  ⚠ {countOf(wrong.length, 'edge was', 'edges were')} wrong, and {wrong.length === 1 ? 'is' : 'are'} left out. A higher score would
                  let fewer of them through.
                </p>
                <div className="flex flex-wrap items-center gap-3">
                  <Button
                    look="bad"
                    size="small"
                    disabled={isRejected}
                    onClick={() => {
                      decisions.decide(wrong, 'REJECTED', 'Found wrong in a spot check');
                      setRejected(true);
                    }}
                  >
                    {isRejected ? 'Rejected' : wrong.length === 1 ? 'Reject it' : `Reject these ${wrong.length}`}
                  </Button>
                  <label className="flex items-center gap-2">
                    <input type="checkbox" className="size-5 accent-accent" checked={isSure} onChange={({ target }) => setSure(target.checked)} />
                    Approve the others all the same
                  </label>
                </div>
              </>
            )}
          </div>
        ) : (
          <SpotCheck sample={sample} verdicts={verdicts} onJudge={judge} />
        )}
      </Card>
      <Card
        title={`What would be approved: ${countOf(approved.length, 'edge')}`}
        actions={
          <Button
            look="primary"
            disabled={!isUnlocked || approved.length === 0}
            title={isUnlocked ? undefined : 'Unlocks when the spot check is done'}
            onClick={() => {
              decisions.decide(
                approved,
                'APPROVED',
                `Score of ${from.toFixed(2)} or more; ${sample.length - wrong.length} of ${sample.length} right in a spot check`,
              );
              setDone(approved);
            }}
          >
            Approve {count(approved.length)}
          </Button>
        }
      >
        {expected > mostAtOnce && (
          <p className="mb-2 text-warn">
            One decision takes {count(mostAtOnce)} edges: these are the {count(mostAtOnce)} with the highest scores of {count(expected)}.
          </p>
        )}
        <DryRun edges={edges} left={left} onToggle={toggle} />
      </Card>
    </>
  );
}
