import { count, percent } from '../../format.ts';
import { Figure } from '../../ui/figure.tsx';
import { ShareSlider } from '../../ui/share-slider.tsx';
import type { RunDetail } from './queries.ts';

type Steps = NonNullable<RunDetail['comparison']>['thresholds'];

/** From which probability pairs would be taken, with what that would do: live, as all steps are known. */
export function ThresholdSlider({ steps, at, onChange }: { readonly steps: Steps; readonly at: number; readonly onChange: (at: number) => void }) {
  const step = steps[Math.round(at * 100)];
  const words = `${count(step?.pairs ?? 0)} pairs, expected precision ${shareWords(step?.precision)}, expected recall ${shareWords(step?.recall)}`;
  return (
    <div className="flex flex-col gap-3">
      <Curves steps={steps} at={at} />
      <ShareSlider label={`Take pairs from probability ${at.toFixed(2)} upwards`} value={at} words={words} onChange={onChange} />
      <dl className="grid grid-cols-3 gap-3">
        <Figure name="pairs" value={count(step?.pairs ?? 0)} testId="threshold-pairs" />
        <Figure name="expected precision" value={shareWords(step?.precision)} testId="threshold-precision" />
        <Figure name="expected recall" value={shareWords(step?.recall)} testId="threshold-recall" />
      </dl>
      <p className="text-xs text-muted">Estimated from the probabilities of all compared pairs; nobody counted it against a truth.</p>
    </div>
  );
}

const shareWords = (share: number | null | undefined): string => (share === null || share === undefined ? '–' : percent(share));

const height = 60;
const width = 100;

/** Precision and recall over the thresholds: told apart by a dashed line and by their names. */
function Curves({ steps, at }: { readonly steps: Steps; readonly at: number }) {
  const line = (of: 'precision' | 'recall'): string =>
    steps
      .filter((step) => step[of] !== null)
      .map((step) => `${(step.threshold * width).toFixed(1)},${(height - 2 - (step[of] ?? 0) * (height - 4)).toFixed(1)}`)
      .join(' ');
  return (
    <div>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className="h-28 w-full rounded-md border border-line bg-raised"
        role="img"
        aria-label="Expected precision and recall by threshold, from 0 to 1"
      >
        <polyline points={line('precision')} fill="none" className="stroke-good" strokeWidth="2" vectorEffect="non-scaling-stroke" />
        <polyline
          points={line('recall')}
          fill="none"
          className="stroke-accent"
          strokeWidth="2"
          strokeDasharray="5 4"
          vectorEffect="non-scaling-stroke"
        />
        <line x1={at * width} x2={at * width} y1={0} y2={height} className="stroke-ink" strokeWidth="1" vectorEffect="non-scaling-stroke" />
      </svg>
      <p aria-hidden="true" className="mt-1 flex gap-4 text-xs text-muted">
        <span>
          <span className="text-good">—</span> precision
        </span>
        <span>
          <span className="text-accent">- -</span> recall
        </span>
      </p>
    </div>
  );
}
