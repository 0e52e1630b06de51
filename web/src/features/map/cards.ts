import type { GraphEdge, GraphEntity } from './queries.ts';
import type { Detail } from './search.ts';

/** How entities are drawn, in the units of the map: one is a pixel at a zoom of 1. */
export const cardWidth = 240;
export const headHeight = 44;
export const rowHeight = 22;
const mostRows = 14;

interface Row {
  readonly name: string;
  readonly type: string | null;
  readonly key: GraphEntity['attributes'][number]['key'];
  readonly isLinked: boolean;
}

export interface Card {
  readonly entity: GraphEntity;
  readonly rows: readonly Row[];
  /** Attributes that have no row. */
  readonly more: number;
  readonly height: number;
  /** Edges to what is not on the map. */
  readonly beyond: number;
}

/** The cards of entities by id: with the rows that the detail asks for. */
export function cardsOf(entities: readonly GraphEntity[], edges: readonly GraphEdge[], detail: Detail): ReadonlyMap<string, Card> {
  const linked = new Map<string, Set<string>>();
  const shown = new Map<string, number>();
  for (const edge of edges) {
    for (const [id, names] of [
      [edge.from_entity_id, edge.from_attributes],
      [edge.to_entity_id, edge.to_attributes],
    ] as const) {
      const known = linked.get(id) ?? new Set();
      for (const name of names) known.add(name);
      linked.set(id, known);
    }
    for (const id of new Set([edge.from_entity_id, edge.to_entity_id])) shown.set(id, (shown.get(id) ?? 0) + 1);
  }
  return new Map(
    entities.map((entity) => {
      const rows = rowsOf(entity, linked.get(entity.id), detail);
      const more = detail === 'names' ? 0 : entity.attribute_count - rows.length;
      const height = headHeight + rows.length * rowHeight + (more > 0 ? rowHeight : 0) + (rows.length > 0 || more > 0 ? 6 : 0);
      return [entity.id, { entity, rows, more, height, beyond: Math.max(0, entity.edge_count - (shown.get(entity.id) ?? 0)) }];
    }),
  );
}

function rowsOf(entity: GraphEntity, linked: ReadonlySet<string> | undefined, detail: Detail): Row[] {
  if (detail === 'names') return [];
  const rows = entity.attributes.map(({ name, data_type, key }) => ({ name, type: data_type, key, isLinked: linked?.has(name) ?? false }));
  const wanted = rows.filter(({ key, isLinked }) => isLinked || (detail === 'keys' && key !== null));
  return wanted.slice(0, mostRows);
}

/** Where a line meets the card at the height of an attribute, from the card's top. */
export function anchorOf(card: Card, attributes: readonly string[]): number {
  const row = card.rows.findIndex(({ name }) => name === attributes[0]);
  return row < 0 ? headHeight / 2 : headHeight + row * rowHeight + rowHeight / 2;
}
