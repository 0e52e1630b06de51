import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { score } from '../../format.ts';
import { edgeName, endName, keyOf, sourceNames, type Edge } from '../review/edges.ts';

const rowHeight = 40;

/** Every edge that would be approved; one can be left out. */
export function DryRun({
  edges,
  left,
  onToggle,
}: {
  readonly edges: readonly Edge[];
  readonly left: ReadonlySet<string>;
  readonly onToggle: (edge: Edge) => void;
}) {
  const element = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- what it returns is used here only, and never memoized
  const virtual = useVirtualizer({ count: edges.length, getScrollElement: () => element.current, estimateSize: () => rowHeight, overscan: 10 });
  return (
    <div
      ref={element}
      role="region"
      aria-label="Edges that would be approved"
      tabIndex={0}
      className="max-h-96 overflow-y-auto rounded-md border border-line"
    >
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const edge = edges[index];
          if (edge === undefined) return null;
          const key = keyOf(edge);
          return (
            <li
              key={key}
              aria-posinset={index + 1}
              aria-setsize={edges.length}
              style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              className="absolute inset-x-0 top-0 flex items-center gap-3 border-b border-line px-3"
            >
              <input
                type="checkbox"
                className="size-5 accent-accent"
                aria-label={`Approve ${edgeName(edge)}`}
                checked={!left.has(key)}
                onChange={() => onToggle(edge)}
              />
              <Link to="/review" search={{ edge: key, open: true }} className="min-w-0 flex-1 truncate hover:underline">
                {endName(edge.from)} {edge.kind === 'entity_link' ? '≈' : '→'} {endName(edge.to)}
                {edge.label !== null && ` · ${edge.label}`}
              </Link>
              <span className="hidden shrink-0 text-xs text-muted sm:inline">{sourceNames(edge)}</span>
              <span className="shrink-0 font-mono text-xs">{score(edge.score)}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
