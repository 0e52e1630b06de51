import type { ReactNode } from 'react';
import { count, percent } from '../../format.ts';
import { Bar } from '../../ui/bar.tsx';
import { cx } from '../../ui/cx.ts';
import type { CrosswalkDetail } from './queries.ts';

/** How the crosswalk stands now; `isAside` where a small screen is needed for something else: both sides by how their records came out, and what to expect of the pairs taken. */
export function Summary({ crosswalk, isAside }: { readonly crosswalk: CrosswalkDetail; readonly isAside: boolean }) {
  const { now, figures } = crosswalk;
  return (
    <dl
      className={cx('grid shrink-0 grid-cols-2 gap-px overflow-hidden border-b border-line bg-line lg:grid-cols-4', isAside && 'max-lg:hidden')}
      data-testid="crosswalk-summary"
    >
      {(['left', 'right'] as const).map((side) => {
        const { records, matched, unmatched, conflicting } = now[side];
        const share = records === 0 ? 0 : matched / records;
        return (
          <Tile key={side} name={`${crosswalk[side].source_name}: ${crosswalk[side].entity_name}`} value={percent(share)}>
            <Bar share={share} label={`${percent(share)} of the records are matched`} tone="good" />
            <span>
              {count(matched)} matched, {count(unmatched)} unmatched{conflicting > 0 && `, ${count(conflicting)} conflicting`}
            </span>
          </Tile>
        );
      })}
      <Tile name="Pairs taken" value={count(now.taken)}>
        <span>
          people said: {count(now.same)} same, {count(now.different)} different
        </span>
      </Tile>
      <Tile name="Expected precision, recall" value={`${shareWords(figures?.estimated_precision)}, ${shareWords(figures?.estimated_recall)}`}>
        <span>at the threshold {crosswalk.threshold.toFixed(2)}, by the probabilities</span>
      </Tile>
    </dl>
  );
}

const shareWords = (share: number | null | undefined): string => (share === null || share === undefined ? '–' : percent(share));

function Tile({ name, value, children }: { readonly name: string; readonly value: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1 bg-surface px-4 py-2.5">
      <dt className="truncate text-xs text-muted" title={name}>
        {name}
      </dt>
      <dd className="flex flex-col gap-1 text-xs text-muted">
        <span className="text-lg leading-tight font-semibold text-ink">{value}</span>
        {children}
      </dd>
    </div>
  );
}
