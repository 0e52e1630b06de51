import { Link } from '@tanstack/react-router';
import { count } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import type { Card } from './cards.ts';
import { cardinalityInWords, edgeInWords, labelOf } from './edge-words.ts';
import type { GraphEdge } from './queries.ts';
import { placeOf } from './scene.ts';

const mostRows = 500;

/** The map in words: every entity with its edges. */
export function EntityList({
  cards,
  edges,
  nameOf,
  onAround,
}: {
  readonly cards: ReadonlyMap<string, Card>;
  readonly edges: readonly GraphEdge[];
  readonly nameOf: (id: string) => string;
  readonly onAround: (id: string) => void;
}) {
  const own = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    for (const id of new Set([edge.from_entity_id, edge.to_entity_id])) own.set(id, [...(own.get(id) ?? []), edge]);
  }
  const sorted = [...cards.values()].toSorted(
    (a, b) => a.entity.integration_source_name.localeCompare(b.entity.integration_source_name) || a.entity.name.localeCompare(b.entity.name),
  );
  return (
    <div className="h-full overflow-y-auto p-4">
      <ul className="mx-auto flex max-w-5xl flex-col gap-3">
        {sorted.slice(0, mostRows).map(({ entity }) => (
          <li key={entity.id} className="rounded-lg border border-line bg-surface p-3">
            <div className="flex flex-wrap items-baseline justify-between gap-2">
              <h2 className="font-semibold [overflow-wrap:anywhere]">
                <Link
                  to="/sources/$sourceId/entities/$entityType/$entityId"
                  params={{ sourceId: entity.integration_source_id, entityType: entity.entity_type, entityId: entity.id }}
                  className="underline decoration-line-strong underline-offset-2 hover:text-accent"
                >
                  {entity.name}
                </Link>{' '}
                <span className="text-xs font-normal text-muted">{placeOf(entity)}</span>
              </h2>
              <Button size="small" onClick={() => onAround(entity.id)} aria-label={`Around it: ${entity.name}`}>
                Around it
              </Button>
            </div>
            <ul className="mt-1 flex flex-col gap-0.5 text-xs">
              {(own.get(entity.id) ?? []).map((edge) => (
                <li key={edge.id} className="[overflow-wrap:anywhere]">
                  <Link
                    to="/review"
                    search={{ status: [], entity: entity.id, edge: `${edge.kind}.${edge.id}`, open: true }}
                    className="inline-block min-h-6 hover:text-accent hover:underline"
                  >
                    {edgeInWords(edge, nameOf)}
                    <span className="text-muted">
                      {' '}
                      – {labelOf(edge)}, {cardinalityInWords(edge.cardinality)}
                    </span>
                  </Link>
                </li>
              ))}
              {own.get(entity.id) === undefined && <li className="text-muted">No edges of those that are shown.</li>}
            </ul>
          </li>
        ))}
      </ul>
      {sorted.length > mostRows && (
        <p className="mt-3 text-center text-muted">and {count(sorted.length - mostRows)} more: search, or choose one source.</p>
      )}
    </div>
  );
}
