import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type MouseEvent, type ReactNode, type RefObject } from 'react';
import { cx } from './cx.ts';

/** Rows from its end at which a list asks for more. */
const ahead = 30;

interface VirtualListProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  /** Of every row, in pixels, so that a hundred thousand need no measuring. */
  readonly rowHeight: number;
  /** The place of the item that is looked at; -1: none. */
  readonly cursor: number;
  readonly hasMore: boolean;
  readonly element: RefObject<HTMLDivElement | null>;
  readonly className?: string;
  /** The id of the row at a place, for the cursor. */
  readonly idAt: (place: number) => string;
  /** A row: `role="option"` with `data-index`, and `data-select` on what selects it. */
  readonly renderRow: (item: Item, place: number, top: number) => ReactNode;
  readonly onPoint: (item: Item) => void;
  readonly onSelect: (item: Item) => void;
  readonly onMove: (by: number, extend: boolean) => void;
  readonly onOpen: () => void;
  /** Wants to be constant while nothing changes. */
  readonly onNearEnd: () => void;
}

/** A list with a cursor, by keys and pointer: only the rows that are seen exist, and pages are fetched as one scrolls. */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const { label, items, rowHeight, cursor, hasMore, element, className, idAt, renderRow, onPoint, onSelect, onMove, onOpen, onNearEnd } = props;
  // oxlint-disable-next-line react/incompatible-library -- what it returns is used here only, and never memoized
  const virtual = useVirtualizer({ count: items.length, getScrollElement: () => element.current, estimateSize: () => rowHeight, overscan: 10 });
  const seen = virtual.getVirtualItems();
  const last = seen.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= items.length - ahead) onNearEnd();
  }, [hasMore, last, items.length, onNearEnd]);

  const shown = useRef(-1);
  useEffect(() => {
    if (shown.current === cursor || cursor < 0) return;
    shown.current = cursor;
    virtual.scrollToIndex(cursor, { align: 'auto' });
  }, [cursor, virtual]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -items.length, End: items.length };
    const by = moves[event.key];
    const current = items[cursor];
    if (by !== undefined) onMove(by, event.shiftKey);
    else if (event.key === 'Enter') onOpen();
    else if (event.key === ' ' && current !== undefined) onSelect(current);
    else return;
    event.preventDefault();
  };

  const onClick = ({ target }: MouseEvent): void => {
    if (!(target instanceof Element)) return;
    const item = items[Number(target.closest<HTMLElement>('[role=option]')?.dataset['index'] ?? -1)];
    if (item === undefined) return;
    if (target.closest('[data-select]') === null) onPoint(item);
    else onSelect(item);
  };

  return (
    <div
      ref={element}
      role="listbox"
      aria-label={label}
      aria-multiselectable="true"
      aria-activedescendant={cursor >= 0 ? idAt(cursor) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={onClick}
      className={cx('flex-1 overflow-y-auto outline-offset-[-2px]', className)}
    >
      <div role="presentation" className="relative w-full" style={{ height: virtual.getTotalSize() }}>
        {seen.map(({ index, start }) => {
          const item = items[index];
          return item === undefined ? null : renderRow(item, index, start);
        })}
      </div>
    </div>
  );
}
