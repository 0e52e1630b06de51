import { useQuery } from '@tanstack/react-query';
import { percent, since } from '../../format.ts';
import { Badge } from '../../ui/badge.tsx';
import { cx } from '../../ui/cx.ts';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { Waterfall, type Contribution } from '../../ui/waterfall.tsx';
import { ActionButton } from '../review/action-button.tsx';
import { different, same, undo, type PairTarget } from './actions.ts';
import { pairQuery, type Crosswalk, type Pair, type PairDetail } from './queries.ts';
import { bandWords, bits, holds } from './words.ts';

/** Two records side by side, why they are one or not, and what people can say of it. */
export function PairPanel({ crosswalk, pair, target }: { readonly crosswalk: Crosswalk; readonly pair: Pair; readonly target: PairTarget }) {
  const { data, error, refetch } = useQuery(pairQuery(crosswalk.id, pair.id));
  const { tone, sign, word } = holds(pair);
  const many = target.chosen.length > 1;
  return (
    <section aria-label="Pair" className="flex min-h-0 flex-1 flex-col overflow-y-auto" data-testid="pair-panel">
      <div className="sticky top-0 z-10 flex flex-col gap-2 border-b border-line bg-surface p-3">
        <div className="flex flex-wrap items-center gap-2">
          <Badge tone={tone}>
            <span aria-hidden="true">{sign}</span>
            {word}
          </Badge>
          {pair.band !== null && <Badge tone={bandWords[pair.band].tone}>{bandWords[pair.band].word}</Badge>}
          {pair.is_conflicting && <Badge tone="warn">! Conflicts with another pair</Badge>}
          <span className="text-xs text-muted">changed {since(pair.updated_at)}</span>
        </div>
        <div className="flex flex-wrap gap-2">
          <ActionButton action={same} target={target} look="good">
            {many ? `Same: ${target.chosen.length} pairs` : 'Same'}
          </ActionButton>
          <ActionButton action={different} target={target} look="bad">
            {many ? `Different: ${target.chosen.length} pairs` : 'Different'}
          </ActionButton>
          <ActionButton action={undo} target={target}>
            Undo
          </ActionButton>
        </div>
      </div>
      <div className="flex flex-col gap-4 p-3">
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {data === undefined ? error === null && <Loading lines={6} /> : <Explained crosswalk={crosswalk} pair={pair} detail={data} />}
      </div>
    </section>
  );
}

function Explained({ crosswalk, pair, detail }: { readonly crosswalk: Crosswalk; readonly pair: Pair; readonly detail: PairDetail }) {
  return (
    <>
      <p>{sentenceOf(pair, detail)}</p>
      <SideBySide crosswalk={crosswalk} pair={pair} detail={detail} />
      {detail.values_note !== null && <p className="text-xs text-muted">{detail.values_note}</p>}
      {detail.prior_bits !== null && (
        <div className="flex flex-col gap-2">
          <h2 className="font-semibold">Why, in bits</h2>
          <Waterfall parts={partsOf(detail)} label="What each field adds to the weight, in bits" format={bits} />
          <p className="text-xs text-muted">
            A bit more doubles the odds. The parts add up to {bits(detail.weight_bits ?? 0)} bits
            {(detail.rival_bits ?? 0) < 0 && `; likelier rivals of the two records take ${bits(detail.rival_bits ?? 0)}`}.
          </p>
        </div>
      )}
      {detail.left_cluster_id !== null && (
        <p className="text-xs text-muted">
          {detail.left_cluster_id === detail.right_cluster_id ? (
            <>
              Both belong to the cluster <code className="font-mono">{detail.left_cluster_id.slice(0, 8)}</code>.
            </>
          ) : (
            <>
              They belong to different clusters: <code className="font-mono">{detail.left_cluster_id.slice(0, 8)}</code> and{' '}
              <code className="font-mono">{detail.right_cluster_id?.slice(0, 8)}</code>.
            </>
          )}
        </p>
      )}
    </>
  );
}

function sentenceOf(pair: Pair, { contributions }: PairDetail): string {
  if (pair.probability === null) return 'No run has compared these two records: people named them.';
  const equal = contributions.filter(({ level_name: level }) => level === 'equal').map(({ name }) => name);
  const agree = equal.length === 0 ? 'Nothing agrees exactly' : `${equal.join(', ')} ${equal.length === 1 ? 'agrees' : 'agree'} exactly`;
  return `${agree}. The probability that both are one is ${percent(pair.probability)}.`;
}

const partsOf = ({ prior_bits: prior, contributions }: PairDetail): Contribution[] => [
  { label: 'Before comparing', amount: prior ?? 0 },
  ...contributions
    .filter(({ bits: amount, level }) => amount !== 0 || level !== 0)
    .map(({ name, level_name: level, bits: amount }) => ({ label: level === null ? name : `${name}: ${level}`, amount })),
];

function SideBySide({ crosswalk, pair, detail }: { readonly crosswalk: Crosswalk; readonly pair: Pair; readonly detail: PairDetail }) {
  const compared = detail.contributions.filter(({ left, right }) => left !== null || right !== null);
  return (
    <div className="overflow-x-auto rounded-md border border-line">
      <table className="w-full table-fixed text-xs">
        <caption className="sr-only">The two records, side by side</caption>
        <thead className="bg-raised text-left text-muted">
          <tr>
            <th scope="col" className="w-1/4 px-2 py-1.5 font-medium">
              Field
            </th>
            {(['left', 'right'] as const).map((side) => (
              <th key={side} scope="col" className="px-2 py-1.5 font-medium [overflow-wrap:anywhere]">
                {crosswalk[side].source_name}: {crosswalk[side].entity_name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className="border-t border-line">
            <th scope="row" className="px-2 py-1.5 text-left font-medium">
              Key
            </th>
            <td className="px-2 py-1.5 font-mono [overflow-wrap:anywhere]">{pair.left_key}</td>
            <td className="px-2 py-1.5 font-mono [overflow-wrap:anywhere]">{pair.right_key}</td>
          </tr>
          {compared.map(({ name, level_name: level, left, right }) => (
            <tr key={name} className="border-t border-line align-top">
              <th scope="row" className="px-2 py-1.5 text-left font-medium [overflow-wrap:anywhere]">
                {name}
                <span className={cx('block font-normal', level === 'equal' ? 'text-good' : level === 'different' ? 'text-bad' : 'text-muted')}>
                  {level ?? (isThere(left) && isThere(right) ? 'its parts are compared' : 'a value is missing')}
                </span>
              </th>
              <Cell values={left} />
              <Cell values={right} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Values = readonly (string | null)[] | null;

const isThere = (values: Values): boolean => values?.some((value) => value !== null) === true;

function Cell({ values }: { readonly values: Values }) {
  if (values === null) return <td className="px-2 py-1.5 text-muted">not shown</td>;
  const there = values.filter((value) => value !== null);
  return (
    <td className="px-2 py-1.5 [overflow-wrap:anywhere]">{there.length === 0 ? <span className="text-muted">(empty)</span> : there.join(' ')}</td>
  );
}
