import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { count, moment, percent, score, since } from '../../format.ts';
import { Badge } from '../../ui/badge.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Spark } from '../../ui/spark.tsx';
import { edgeName, endName, keyOf, kindWords, sourceNames } from '../review/edges.ts';

type Degraded = Schemas['DegradedEdge'];
type Measure = Degraded['trend'][number];

const reasonWords: Record<Degraded['reasons'][number], string> = {
  not_found: 'not found any more',
  target_not_unique: 'target values repeat',
  orphan_share: 'larger share of orphans',
  orphan_rows: 'more orphans',
  containment: 'fewer values found',
  score: 'lower score',
};

/** What the trend shows: what got worse that is a number, the first of these. */
const trends: readonly { readonly name: string; readonly of: (measure: Measure) => number | null; readonly words: (value: number) => string }[] = [
  { name: 'orphaned rows', of: ({ orphan_rows: rows }) => rows, words: count },
  { name: 'values found', of: ({ containment }) => containment, words: percent },
  { name: 'score', of: ({ score: value }) => value, words: score },
];

/** One edge that got worse: how it was, how it is, and the way to its review. */
export function DegradedCard({ degraded }: { readonly degraded: Degraded }) {
  const { edge, reasons, decided_on: before, now, trend } = degraded;
  const shown =
    trends.find(({ of }) => before !== null && now !== null && of(before) !== null && of(now) !== null && of(before) !== of(now)) ?? trends[1];
  const values = shown === undefined ? [] : trend.flatMap((measure) => shown.of(measure) ?? []);
  const [first, last] = [values[0], values.at(-1)];
  return (
    <article
      aria-label={edgeName(edge)}
      className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-lg border border-line bg-surface p-4"
      data-testid="degraded"
    >
      <div className="flex min-w-60 flex-1 flex-col gap-1.5">
        <h2 className="font-semibold [overflow-wrap:anywhere]">
          {endName(edge.from)} <span aria-hidden="true">{edge.kind === 'entity_link' ? '≈' : '→'}</span>
          <span className="sr-only"> to </span> {endName(edge.to)}
        </h2>
        <p className="text-xs text-muted">
          {edge.label ?? kindWords[edge.kind]} · {sourceNames(edge)}
          {edge.decided_at !== null && <span title={moment(edge.decided_at)}> · decided {since(edge.decided_at)}</span>}
        </p>
        <div className="flex flex-wrap gap-1">
          {reasons.map((reason) => (
            <Badge key={reason} tone={reason === 'not_found' ? 'bad' : 'warn'}>
              {reasonWords[reason]}
            </Badge>
          ))}
        </div>
      </div>
      {before !== null && now !== null && !reasons.includes('not_found') && (
        <table className="text-xs">
          <thead className="text-left text-muted">
            <tr>
              <th className="pr-4 font-normal">
                <span className="sr-only">What</span>
              </th>
              <th className="pr-4 text-right font-normal">Then</th>
              <th className="text-right font-normal">Now</th>
            </tr>
          </thead>
          <tbody>
            <Line name="Orphaned rows" then={before.orphan_rows} now={now.orphan_rows} words={count} />
            <Line name="of all rows" then={before.orphan_share} now={now.orphan_share} words={percent} />
            <Line name="Values found" then={before.containment} now={now.containment} words={percent} />
            <Line name="Target unique" then={before.target_uniqueness} now={now.target_uniqueness} words={percent} />
            <Line name="Score" then={before.score} now={now.score} words={score} />
          </tbody>
        </table>
      )}
      {shown !== undefined && first !== undefined && last !== undefined && values.length > 1 && (
        <figure className="flex flex-col items-center gap-1">
          <Spark
            values={values}
            width={140}
            height={36}
            label={`${shown.name}: from ${shown.words(first)} to ${shown.words(last)} over ${values.length} scans`}
          />
          <figcaption className="text-xs text-muted">{shown.name}</figcaption>
        </figure>
      )}
      <Link
        to="/review"
        search={{ status: [], edge: keyOf(edge), open: true, entity: edge.from.entity_id }}
        className={buttonClass('primary', 'small')}
      >
        Review it<span className="sr-only">: {edgeName(edge)}</span>
      </Link>
    </article>
  );
}

function Line({
  name,
  then,
  now,
  words,
}: {
  readonly name: string;
  readonly then: number | null;
  readonly now: number | null;
  readonly words: (value: number) => string;
}) {
  if (then === null || now === null) return null;
  return (
    <tr>
      <td className="pr-4 text-muted">{name}</td>
      <td className="pr-4 text-right font-mono">{words(then)}</td>
      <td className={then === now ? 'text-right font-mono' : 'text-right font-mono font-semibold text-warn'}>{words(now)}</td>
    </tr>
  );
}
