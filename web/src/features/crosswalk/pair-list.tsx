import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import { score } from '../../format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Bar } from '../../ui/bar.tsx';
import { cx } from '../../ui/cx.ts';
import type { Pair } from './queries.ts';
import { bandWords, holds } from './words.ts';

const ahead = 30;
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

/** The pairs: only those that are seen exist, and pages are fetched as one scrolls. */
export function PairList({ pairs, cursor, selected, hasMore, element, onPoint, onSelect, onMove, onOpen, onNearEnd }: ListProps) {
  // oxlint-disable-next-line react/incompatible-library -- what it returns is used here only, and never memoized
  const virtual = useVirtualizer({ count: pairs.length, getScrollElement: () => element.current, estimateSize: () => rowHeight, overscan: 10 });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= pairs.length - ahead) onNearEnd();
  }, [hasMore, last, pairs.length, onNearEnd]);

  const shown = useRef(-1);
  useEffect(() => {
    if (shown.current === cursor || cursor < 0) return;
    shown.current = cursor;
    virtual.scrollToIndex(cursor, { align: 'auto' });
  }, [cursor, virtual]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -pairs.length, End: pairs.length };
    const by = moves[event.key];
    const current = pairs[cursor];
    if (by !== undefined) onMove(by);
    else if (event.key === 'Enter') onOpen();
    else if (event.key === ' ' && current !== undefined) onSelect(current);
    else return;
    event.preventDefault();
  };

  const onClick = ({ target }: MouseEvent): void => {
    if (!(target instanceof Element)) return;
    const pair = pairs[Number(target.closest<HTMLElement>('[role=option]')?.dataset['index'] ?? -1)];
    if (pair === undefined) return;
    if (target.closest('[data-select]') === null) onPoint(pair);
    else onSelect(pair);
  };

  return (
    <div
      ref={element}
      role="listbox"
      aria-label="Pairs"
      aria-multiselectable="true"
      aria-activedescendant={cursor >= 0 ? `pair-${cursor}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={onClick}
      className="min-h-40 flex-1 overflow-y-auto outline-offset-[-2px]"
    >
      <div role="presentation" className="relative w-full" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const pair = pairs[index];
          if (pair === undefined) return null;
          return <PairRow key={pair.id} pair={pair} place={index} top={start} isCursor={index === cursor} isSelected={selected.has(pair.id)} />;
        })}
      </div>
    </div>
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
      id={`pair-${place}`}
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
