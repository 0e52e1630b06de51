import { memo } from 'react';
import { score } from '../../format.ts';
import { Badge, StatusBadge } from '../../ui/badge.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { endName, kindWords, sourceNames, type Edge } from './edges.ts';

/** Every row is as high, so that a hundred thousand need no measuring. */
export const rowHeight = 60;

interface RowProps {
  readonly edge: Edge;
  readonly id: string;
  readonly place: number;
  readonly isCursor: boolean;
  readonly isSelected: boolean;
  readonly isSkipped: boolean;
  readonly isWaiting: boolean;
  readonly hasConflict: boolean;
  readonly top: number;
}

/** One edge of the queue. */
export const EdgeRow = memo(function EdgeRow({ edge, id, place, isCursor, isSelected, isSkipped, isWaiting, hasConflict, top }: RowProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- what it shows is its name
    <div
      role="option"
      tabIndex={-1}
      data-index={place}
      id={id}
      aria-selected={isSelected || isCursor}
      aria-posinset={place + 1}
      aria-setsize={-1}
      style={{ height: rowHeight, transform: `translateY(${top}px)` }}
      className={cx(
        'absolute inset-x-0 top-0 flex cursor-pointer items-center gap-2 border-b border-line pr-3',
        isCursor ? 'bg-accent-soft' : isSelected ? 'bg-raised' : 'hover:bg-raised',
        isSkipped && 'opacity-70',
      )}
    >
      <span aria-hidden="true" className={cx('h-full w-1 shrink-0', isCursor && 'bg-accent')} />
      <span aria-hidden="true" title="Select" data-select="" className="flex size-7 shrink-0 items-center justify-center">
        <span
          className={cx(
            'flex size-4 items-center justify-center rounded border',
            isSelected ? 'border-accent bg-accent text-accent-ink' : 'border-line-strong',
          )}
        >
          {isSelected && <Icon name="check" size={12} />}
        </span>
      </span>
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex min-w-0 items-baseline gap-1.5 font-medium">
          <span className="min-w-0 truncate" title={endName(edge.from)}>
            {endName(edge.from)}
          </span>
          <span aria-hidden="true" className="text-muted">
            {edge.kind === 'entity_link' ? '≈' : '→'}
          </span>
          <span className="sr-only">to</span>
          <span className="min-w-0 truncate" title={endName(edge.to)}>
            {endName(edge.to)}
          </span>
        </span>
        <span className="flex min-w-0 items-center gap-1.5 text-xs text-muted">
          <span className="min-w-0 truncate">
            {edge.label ?? kindWords[edge.kind]} · {sourceNames(edge)}
          </span>
        </span>
      </span>
      <span className="flex shrink-0 flex-col items-end gap-0.5">
        <span className="font-mono">
          <span className="sr-only">score </span>
          {score(edge.score)}
        </span>
        <span className="flex items-center gap-1">
          {hasConflict && <Badge tone="bad">Not written</Badge>}
          {isWaiting && <Badge tone="warn">Sending</Badge>}
          {isSkipped && edge.status === 'SUGGESTED' && <Badge>Skipped</Badge>}
          {edge.changed_since_decision && <Badge tone="warn">Changed</Badge>}
          {edge.status !== 'SUGGESTED' && <StatusBadge status={edge.status} />}
        </span>
      </span>
    </div>
  );
});
