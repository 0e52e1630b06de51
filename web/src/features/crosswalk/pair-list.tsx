import type { RefObject } from 'react';
import { score } from '../../format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Bar } from '../../ui/bar.tsx';
import { cx } from '../../ui/cx.ts';
import { VirtualList } from '../../ui/virtual-list.tsx';
import type { Pair } from './queries.ts';
import { bandWords, holds } from './words.ts';

const rowHeight = 52;

interface ListProps {
  readonly pairs: readonly Pair[];
  readonly cursor: number;
  readonly selected: ReadonlySet<string>;
  readonly hasMore: boolean;
  readonly element: RefObject<HTMLDivElement | null>;
  readonly onPoint: (pair: Pair) => void;
  readonly onSelect: (pair: Pair) => void;
  readonly onMove: (by: number) => void;
  readonly onOpen: () => void;
  readonly onNearEnd: () => void;
}

const idAt = (place: number): string => `pair-${place}`;

/** The pairs of a crosswalk. */
export function PairList({ pairs, selected, cursor, ...list }: ListProps) {
  return (
    <VirtualList
      {...list}
      label="Pairs"
      items={pairs}
      rowHeight={rowHeight}
      cursor={cursor}
      idAt={idAt}
      className="min-h-40"
      renderRow={(pair, place, top) => (
        <PairRow key={pair.id} pair={pair} place={place} top={top} isCursor={place === cursor} isSelected={selected.has(pair.id)} />
      )}
    />
  );
}

interface RowProps {
  readonly pair: Pair;
  readonly place: number;
  readonly top: number;
  readonly isCursor: boolean;
  readonly isSelected: boolean;
}

function PairRow({ pair, place, top, isCursor, isSelected }: RowProps) {
  const { tone, sign, word } = holds(pair);
  const probability = pair.probability ?? 0;
  return (
    <div
      id={idAt(place)}
      role="option"
      aria-selected={isSelected}
      data-index={place}
      className={cx(
        'absolute inset-x-0 flex cursor-pointer items-center gap-3 border-b border-line px-3',
        isCursor ? 'bg-accent-soft' : 'bg-surface hover:bg-raised',
      )}
      style={{ height: rowHeight, transform: `translateY(${top}px)` }}
    >
      <span data-select className="flex h-7 w-6 shrink-0 items-center justify-center" aria-hidden="true">
        <span
          className={cx(
            'flex h-4 w-4 items-center justify-center rounded border text-[0.625rem]',
            isSelected ? 'border-accent bg-accent text-accent-ink' : 'border-line-strong',
          )}
        >
          {isSelected ? '✓' : ''}
        </span>
      </span>
      <span className="grid min-w-0 flex-1 grid-cols-2 gap-x-3 font-mono text-xs">
        <span className="truncate" title={pair.left_key}>
          {pair.left_key}
        </span>
        <span className="truncate" title={pair.right_key}>
          {pair.right_key}
        </span>
      </span>
      {pair.is_conflicting && (
        <Badge tone="warn">
          <span aria-hidden="true">!</span>
          <span className="max-sm:sr-only">Conflict</span>
        </Badge>
      )}
      <Badge tone={tone}>
        <span aria-hidden="true">{sign}</span>
        <span className="max-sm:sr-only">{word}</span>
      </Badge>
      <span className="flex w-20 shrink-0 flex-col gap-1 text-right">
        <span className="font-mono text-xs" title={pair.band === null ? 'never compared' : bandWords[pair.band].word}>
          {score(pair.probability)}
        </span>
        <Bar
          share={probability}
          label={`probability ${score(pair.probability)}`}
          tone={probability >= 0.95 ? 'good' : probability >= 0.5 ? 'accent' : 'muted'}
        />
      </span>
    </div>
  );
}
