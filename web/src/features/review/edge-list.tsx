import type { RefObject } from 'react';
import { VirtualList } from '../../ui/virtual-list.tsx';
import type { Decisions } from './decisions.ts';
import { EdgeRow, rowHeight } from './edge-row.tsx';
import { keyOf, type Edge } from './edges.ts';

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

const idAt = (place: number): string => `edge-${place}`;

/** The rows of the queue. */
export function EdgeList({ edges, selected, skipped, decisions, cursor, ...list }: ListProps) {
  return (
    <VirtualList
      {...list}
      label="Edges"
      items={edges}
      rowHeight={rowHeight}
      cursor={cursor}
      idAt={idAt}
      className="min-h-0"
      renderRow={(edge, place, top) => {
        const key = keyOf(edge);
        return (
          <EdgeRow
            key={key}
            id={idAt(place)}
            edge={edge}
            place={place}
            top={top}
            isCursor={place === cursor}
            isSelected={selected.has(key)}
            isSkipped={skipped.has(key)}
            isWaiting={decisions.waiting.has(key)}
            hasConflict={decisions.conflicts.has(key)}
          />
        );
      }}
    />
  );
}
