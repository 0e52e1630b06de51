import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import type { Decisions } from './decisions.ts';
import { EdgeRow, rowHeight } from './edge-row.tsx';
import { keyOf, type Edge } from './edges.ts';

const ahead = 30;

interface ListProps {
  readonly edges: readonly Edge[];
  readonly cursor: number;
  readonly selected: ReadonlySet<string>;
  readonly skipped: ReadonlySet<string>;
  readonly decisions: Decisions;
  readonly hasMore: boolean;
  readonly element: RefObject<HTMLDivElement | null>;
  readonly onPoint: (edge: Edge) => void;
  readonly onSelect: (edge: Edge) => void;
  readonly onMove: (by: number, extend: boolean) => void;
  readonly onOpen: () => void;
  readonly onNearEnd: () => void;
}

/** The rows of the queue: only those that are seen exist, and pages are fetched as one scrolls. */
export function EdgeList({ edges, cursor, selected, skipped, decisions, hasMore, element, onPoint, onSelect, onMove, onOpen, onNearEnd }: ListProps) {
  // oxlint-disable-next-line react/incompatible-library -- what it returns is used here only, and never memoized
  const virtual = useVirtualizer({ count: edges.length, getScrollElement: () => element.current, estimateSize: () => rowHeight, overscan: 10 });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= edges.length - ahead) onNearEnd();
  }, [hasMore, last, edges.length, onNearEnd]);

  const shown = useRef(-1);
  useEffect(() => {
    if (shown.current === cursor || cursor < 0) return;
    shown.current = cursor;
    virtual.scrollToIndex(cursor, { align: 'auto' });
  }, [cursor, virtual]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -edges.length, End: edges.length };
    const by = moves[event.key];
    const current = edges[cursor];
    if (by !== undefined) onMove(by, event.shiftKey);
    else if (event.key === 'Enter') onOpen();
    else if (event.key === ' ' && current !== undefined) onSelect(current);
    else return;
    event.preventDefault();
  };

  const onClick = ({ target }: MouseEvent): void => {
    if (!(target instanceof Element)) return;
    const edge = edges[Number(target.closest<HTMLElement>('[role=option]')?.dataset['index'] ?? -1)];
    if (edge === undefined) return;
    if (target.closest('[data-select]') === null) onPoint(edge);
    else onSelect(edge);
  };

  return (
    <div
      ref={element}
      role="listbox"
      aria-label="Edges"
      aria-multiselectable="true"
      aria-activedescendant={cursor >= 0 ? `edge-${cursor}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={onClick}
      className="min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]"
    >
      <div role="presentation" className="relative w-full" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const edge = edges[index];
          if (edge === undefined) return null;
          const key = keyOf(edge);
          return (
            <EdgeRow
              key={key}
              id={`edge-${index}`}
              edge={edge}
              place={index}
              top={start}
              isCursor={index === cursor}
              isSelected={selected.has(key)}
              isSkipped={skipped.has(key)}
              isWaiting={decisions.waiting.has(key)}
              hasConflict={decisions.conflicts.has(key)}
            />
          );
        })}
      </div>
    </div>
  );
}
