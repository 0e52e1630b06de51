import type { Schemas } from '../../api/client.ts';
import { count, percent } from '../../format.ts';
import { Figure } from '../../ui/figure.tsx';
import { ShareSlider } from '../../ui/share-slider.tsx';

type Thresholds = Schemas['EdgeThresholds'];

/** The score from which everything is approved, with what that would do: live, as all steps are known. */
export function ThresholdSlider({
  thresholds,
  from,
  onChange,
}: {
  readonly thresholds: Thresholds;
  readonly from: number;
  readonly onChange: (from: number) => void;
}) {
  const { steps } = thresholds;
  const at = steps[Math.round(from * 100)];
  const edges = at?.count ?? 0;
  const wrong = at?.expected_wrong ?? 0;
  const words = `${count(edges)} edges, about ${wrongWords(wrong)} of them wrong`;
  return (
    <div className="flex flex-col gap-3">
      <Distribution steps={steps} from={from} />
      <ShareSlider label={`Approve from score ${from.toFixed(2)} upwards`} value={from} words={words} onChange={onChange} />
      <dl className="grid grid-cols-1 gap-3 sm:grid-cols-3">
        <Figure isLarge name="would be approved" value={count(edges)} testId="approve-count" />
        <Figure isLarge name="of them wrong, as the scores say" value={wrongWords(wrong)} testId="expected-wrong" />
        <Figure isLarge name="share that is wrong" value={edges === 0 ? '–' : percent(wrong / edges)} />
      </dl>
      <p className="text-xs text-muted">
        A score is the probability that a reviewer approves. {count(thresholds.total)} suggestions fit the filters
        {thresholds.without_score > 0 && `; ${count(thresholds.without_score)} of them have no score, and are never approved here`}.
      </p>
    </div>
  );
}

function wrongWords(wrong: number): string {
  if (wrong === 0) return '0';
  return wrong < 0.1 ? 'fewer than 0.1' : wrong < 10 ? wrong.toFixed(1) : count(Math.round(wrong));
}

/** How many suggestions there are of each hundredth of the score; those that would be approved stand out by their fill. */
function Distribution({ steps, from }: { readonly steps: Thresholds['steps']; readonly from: number }) {
  const counts = steps.map(({ count: above }, i) => above - (steps[i + 1]?.count ?? 0));
  const most = Math.max(1, ...counts.map((edges) => Math.sqrt(edges)));
  const height = 48;
  return (
    <svg
      viewBox={`0 0 ${counts.length} ${height}`}
      preserveAspectRatio="none"
      className="h-16 w-full"
      role="img"
      aria-label="How the scores of the suggestions spread, on a scale of roots"
    >
      {counts.map((edges, i) => {
        const bar = edges === 0 ? 0 : Math.max(2, (Math.sqrt(edges) / most) * height);
        const isIn = i / 100 >= from - 1e-9;
        return <rect key={i} x={i + 0.1} width={0.8} y={height - bar} height={bar} className={isIn ? 'fill-good' : 'fill-line-strong'} />;
      })}
    </svg>
  );
}
