import { useEffect, useState } from 'react';
import type { Card } from './cards.ts';
import { cardWidth } from './cards.ts';
import { layOutWithElk } from './elk.ts';
import { layOut, type Group, type Layout } from './layout.ts';
import type { GraphEdge } from './queries.ts';
import type { Detail } from './search.ts';

/** A layout, and the cards that it is of. */
export interface LaidOut extends Layout {
  readonly cards: ReadonlyMap<string, Card>;
  readonly edges: readonly GraphEdge[];
}

/** Lays the cards out, elsewhere and after a while; what was there stays until then. Throws where it cannot be done. */
export function useLayout(cards: ReadonlyMap<string, Card>, edges: readonly GraphEdge[], detail: Detail): LaidOut | undefined {
  const [layout, setLayout] = useState<LaidOut>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    const state = { isWanted: true };
    layOut(groupsOf(cards), linesOf(edges), detail === 'names' ? { x: 70, y: 16 } : { x: 100, y: 26 }, layOutWithElk).then(
      (found) => state.isWanted && setLayout({ ...found, cards, edges }),
      (reason: unknown) => state.isWanted && setError(reason),
    );
    return () => {
      state.isWanted = false;
    };
  }, [cards, edges, detail]);
  if (error !== undefined) throw error;
  return layout;
}

/** The cards of each source in the order of their names: the same map is laid out the same way every time. */
function groupsOf(cards: ReadonlyMap<string, Card>): Group[] {
  const sorted = [...cards.values()].toSorted(
    (a, b) =>
      compare(a.entity.integration_source_name, b.entity.integration_source_name) ||
      compare(a.entity.integration_source_id, b.entity.integration_source_id) ||
      compare(a.entity.name, b.entity.name) ||
      compare(a.entity.id, b.entity.id),
  );
  const groups = new Map<string, { id: string; name: string; boxes: { id: string; width: number; height: number }[] }>();
  for (const { entity, height } of sorted) {
    const group = groups.get(entity.integration_source_id) ?? { id: entity.integration_source_id, name: entity.integration_source_name, boxes: [] };
    groups.set(entity.integration_source_id, group);
    group.boxes.push({ id: entity.id, width: cardWidth, height });
  }
  return [...groups.values()];
}

const linesOf = (edges: readonly GraphEdge[]): (readonly [string, string])[] =>
  edges.toSorted((a, b) => compare(a.id, b.id)).map(({ from_entity_id: from, to_entity_id: to }) => [from, to] as const);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
