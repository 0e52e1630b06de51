import { cardWidth, headHeight, rowHeight, type Card } from './cards.ts';
import { lookOf } from './edge-words.ts';
import { routeOf, type Route } from './edge-route.ts';
import type { Frame } from './layout.ts';
import type { GraphEdge } from './queries.ts';
import { boundsOf, shortened, type Bounds, type Shape } from './shapes.ts';
import type { Spot } from './block-layout.ts';

/** The map, laid out: what lies where. */
export interface Scene {
  readonly frames: readonly Frame[];
  readonly cards: readonly PlacedCard[];
  readonly edges: readonly PlacedEdge[];
  readonly bounds: Bounds;
}

export interface PlacedCard {
  readonly id: string;
  readonly card: Card;
  readonly spot: Spot;
  readonly bounds: Bounds;
}

export interface PlacedEdge {
  readonly id: string;
  readonly edge: GraphEdge;
  readonly route: Route;
}

/** Remembers routes: only those of cards that moved are made anew. */
export function sceneMaker() {
  const known = new Map<string, { readonly key: string; readonly route: Route }>();
  return (cards: ReadonlyMap<string, Card>, edges: readonly GraphEdge[], spots: ReadonlyMap<string, Spot>, frames: readonly Frame[]): Scene => {
    const placed = [...cards].flatMap(([id, card]): PlacedCard[] => {
      const spot = spots.get(id);
      if (spot === undefined) return [];
      return [{ id, card, spot, bounds: { left: spot.x, top: spot.y, right: spot.x + cardWidth, bottom: spot.y + card.height } }];
    });
    const placedEdges = edges.flatMap((edge): PlacedEdge[] => {
      const [from, to] = [cards.get(edge.from_entity_id), cards.get(edge.to_entity_id)];
      const [fromSpot, toSpot] = [spots.get(edge.from_entity_id), spots.get(edge.to_entity_id)];
      if (from === undefined || to === undefined || fromSpot === undefined || toSpot === undefined) return [];
      const key = [fromSpot.x, fromSpot.y, toSpot.x, toSpot.y, from.rows.length, to.rows.length, edge.status, edge.cardinality].join();
      const before = known.get(edge.id);
      const route = before?.key === key ? before.route : routeOf(edge, from, to, { from: fromSpot, to: toSpot });
      known.set(edge.id, { key, route });
      return [{ id: edge.id, edge, route }];
    });
    const shownFrames = frames.map((frame) => grown(frame, placed));
    const framed = shownFrames.map(({ x, y, width, height }) => ({ left: x, top: y, right: x + width, bottom: y + height }));
    return { frames: shownFrames, cards: placed, edges: placedEdges, bounds: boundsOf([...framed, ...placed.map(({ bounds }) => bounds)]) };
  };
}

/** A frame follows its cards where a person moved them out. */
function grown(frame: Frame, cards: readonly PlacedCard[]): Frame {
  const own = cards.filter(({ card }) => card.entity.integration_source_id === frame.id).map(({ bounds }) => bounds);
  if (own.length === 0) return frame;
  const { left, top, right, bottom } = boundsOf(own);
  const x = Math.min(frame.x, left - 28);
  const y = Math.min(frame.y, top - 56);
  return { ...frame, x, y, width: Math.max(frame.x + frame.width, right + 28) - x, height: Math.max(frame.y + frame.height, bottom + 28) - y };
}

export function frameShapes({ x, y, width, height, name }: Frame, zoom: number): Shape[] {
  const size = Math.min(44, Math.max(16, 13 / zoom));
  return [
    { kind: 'rectangle', x, y, width, height, radius: 12, fill: 'ground', colour: 'line-strong', lineWidth: 1, dash: [4, 4] },
    { kind: 'text', x: x + 20, y: y + 28, text: shortened(name, width - 40, size), size, colour: 'muted', weight: 600, anchor: 'start' },
  ];
}

/** The line of an edge, without its marks and label. */
export function lineShape({ edge, route }: PlacedEdge, isLit: boolean): Shape {
  const { dash, colour } = lookOf(edge);
  const width = (route.isLink ? 2.5 : 1.5) + (isLit ? 1.5 : 0);
  return { kind: 'stroke', d: route.d, colour, width, ...(dash === undefined ? {} : { dash }) };
}

/** A card from afar: its name only, as large as fits. */
export function farCardShapes({ card, spot }: PlacedCard, isLit: boolean): Shape[] {
  const size = Math.min(30, card.height * 0.6);
  const colour = isLit ? 'accent' : 'line-strong';
  return [
    {
      kind: 'rectangle',
      ...spot,
      width: cardWidth,
      height: card.height,
      radius: 8,
      fill: isLit ? 'accent-soft' : 'surface',
      colour,
      lineWidth: isLit ? 4 : 1.5,
    },
    {
      kind: 'text',
      x: spot.x + cardWidth / 2,
      y: spot.y + card.height / 2,
      text: shortened(card.entity.name, cardWidth - 16, size),
      size,
      colour: 'ink',
      weight: 600,
      anchor: 'middle',
    },
  ];
}

/** A card with its rows, as the screen shows it near by. */
export function nearCardShapes({ card, spot }: PlacedCard): Shape[] {
  const { x, y } = spot;
  const { entity, rows, more, height } = card;
  const text = (dx: number, dy: number, content: string, rest: Partial<Extract<Shape, { kind: 'text' }>> = {}): Shape => ({
    kind: 'text',
    x: x + dx,
    y: y + dy,
    text: content,
    size: 12,
    colour: 'ink',
    weight: 400,
    anchor: 'start',
    ...rest,
  });
  return [
    { kind: 'rectangle', x, y, width: cardWidth, height, radius: 8, fill: 'surface', colour: 'line-strong', lineWidth: 1 },
    text(12, 16, shortened(entity.name, cardWidth - 24, 13), { size: 13, weight: 600 }),
    text(12, 32, shortened(placeOf(entity), cardWidth - 24, 10.5), { size: 10.5, colour: 'muted' }),
    ...rows.flatMap((row, i) => {
      const at = headHeight + i * rowHeight + rowHeight / 2;
      return [
        text(12, at, `${keySign(row.key)}${shortened(row.name, 140, 12)}`),
        text(cardWidth - 12, at, shortened(row.type ?? '', 70, 10), { size: 10, colour: 'muted', anchor: 'end' }),
      ];
    }),
    ...(more > 0 ? [text(12, headHeight + rows.length * rowHeight + rowHeight / 2, `and ${more} more`, { size: 10.5, colour: 'muted' })] : []),
  ];
}

export const placeOf = (entity: Card['entity']): string =>
  [entity.integration_source_name, entity.schema_name].filter((name) => name !== null).join(' · ');

const keySigns = { primary: '◆ ', unique: '◇ ', inferred: '◈ ' } as const;
export const keySign = (key: Card['rows'][number]['key']): string => (key === null ? '' : keySigns[key]);
