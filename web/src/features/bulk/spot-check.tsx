import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useActions, type Action } from '../../app/actions.ts';
import { score } from '../../format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { ActionButton } from '../review/action-button.tsx';
import { edgeName, endName, keyOf, kindWords, sourceNames, type Edge } from '../review/edges.ts';
import { readEvidence } from '../review/evidence.ts';
import { Profiles } from '../review/profiles.tsx';
import { Proof } from '../review/proof.tsx';
import { detailQuery } from '../review/queries.ts';

export type Verdict = 'right' | 'wrong';

interface SpotTarget {
  readonly judge: (verdict: Verdict) => void;
}

const right: Action<SpotTarget> = { id: 'right', label: 'It is right', keys: ['a'], perform: ({ judge }) => judge('right') };
const wrong: Action<SpotTarget> = { id: 'wrong', label: 'It is wrong', keys: ['r'], perform: ({ judge }) => judge('wrong') };
const spotActions = [right, wrong];

/** One edge of the sample after the other, with its proof. */
export function SpotCheck({
  sample,
  verdicts,
  onJudge,
}: {
  readonly sample: readonly Edge[];
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly onJudge: (edge: Edge, verdict: Verdict) => void;
}) {
  const place = sample.findIndex((edge) => !verdicts.has(keyOf(edge)));
  const edge = sample[place];
  const client = useQueryClient();
  const next = sample[place + 1];
  useEffect(() => {
    if (next !== undefined) void client.prefetchQuery(detailQuery(next));
  }, [client, next]);
  if (edge === undefined) return null;
  return <OneEdge key={keyOf(edge)} edge={edge} place={place} of={sample.length} onJudge={(verdict) => onJudge(edge, verdict)} />;
}

function OneEdge({
  edge,
  place,
  of,
  onJudge,
}: {
  readonly edge: Edge;
  readonly place: number;
  readonly of: number;
  readonly onJudge: (verdict: Verdict) => void;
}) {
  const { data: detail, error, refetch } = useQuery(detailQuery(edge));
  const target: SpotTarget = { judge: onJudge };
  useActions('Spot check', spotActions, target);
  const evidence = readEvidence(detail?.evidence, edge.score);
  return (
    <section aria-label={`Edge ${place + 1} of ${of}: ${edgeName(edge)}`} className="flex flex-col gap-4" data-testid="spot-edge">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <div className="min-w-0">
          <p className="text-xs text-muted">
            Edge {place + 1} of {of} · {edge.label ?? kindWords[edge.kind]} · {sourceNames(edge)}
          </p>
          <h3 className="text-base font-semibold [overflow-wrap:anywhere]">
            {endName(edge.from)} <span aria-hidden="true">{edge.kind === 'entity_link' ? '≈' : '→'}</span>
            <span className="sr-only"> to </span> {endName(edge.to)} <Badge tone="accent">score {score(edge.score)}</Badge>
          </h3>
        </div>
        <div className="flex gap-2">
          <ActionButton action={right} target={target} look="good">
            It is right
          </ActionButton>
          <ActionButton action={wrong} target={target} look="bad">
            It is wrong
          </ActionButton>
        </div>
      </header>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {detail === undefined && error === null && <Loading />}
      {detail !== undefined && (
        <>
          <p className="[overflow-wrap:anywhere]">{evidence.sentence ?? 'The evidence says nothing in words.'}</p>
          <div className="grid grid-cols-1 gap-5 xl:grid-cols-2">
            <Proof edge={detail.edge} evidence={evidence} />
            <Profiles from={edge.from} to={edge.to} attributes={detail.attributes} evidence={evidence} />
          </div>
        </>
      )}
    </section>
  );
}
