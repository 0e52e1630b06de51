import { frameShapes, farCardShapes, lineShape, nearCardShapes, type PlacedCard, type PlacedEdge, type Scene } from './scene.ts';
import { meet, type Bounds, type Colour, type Shape } from './shapes.ts';

export type Palette = Readonly<Record<Colour, string>>;

const fonts = "ui-sans-serif, system-ui, 'Segoe UI', Roboto, sans-serif";
const paths = new Map<string, Path2D>();

/** Lines of edges are drawn again and again: the browser reads each once. */
function pathOf(d: string): Path2D {
  const known = paths.get(d);
  if (known !== undefined) return known;
  if (paths.size > 20_000) paths.clear();
  const path = new Path2D(d);
  paths.set(d, path);
  return path;
}

export function drawShape(context: CanvasRenderingContext2D, shape: Shape, palette: Palette, zoom: number): void {
  if (shape.kind === 'text') {
    context.font = `${shape.weight} ${shape.size}px ${fonts}`;
    context.fillStyle = palette[shape.colour];
    context.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor;
    context.textBaseline = 'middle';
    context.fillText(shape.text, shape.x, shape.y);
    return;
  }
  const dash = shape.dash?.map((length) => length / zoom) ?? [];
  context.setLineDash(dash);
  context.lineCap = dash.length > 0 && (shape.dash?.[0] ?? 0) < 2 ? 'round' : 'butt';
  context.strokeStyle = palette[shape.colour];
  if (shape.kind === 'stroke') {
    context.lineWidth = Math.max(shape.width, 0.8 / zoom);
    const path = pathOf(shape.d);
    if (shape.fill !== undefined) {
      context.fillStyle = palette[shape.fill];
      context.fill(path);
    }
    context.stroke(path);
    return;
  }
  context.lineWidth = Math.max(shape.lineWidth, 0.5 / zoom);
  context.fillStyle = palette[shape.fill];
  context.beginPath();
  context.roundRect(shape.x, shape.y, shape.width, shape.height, shape.radius);
  context.fill();
  context.stroke();
}

export interface Seen {
  /** Entities and edges that are looked at; empty: none is. */
  readonly lit: ReadonlySet<string>;
  /** Cards that are elements of the page. */
  readonly mounted: ReadonlySet<string>;
}

export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

/** From this zoom on, cards have their rows, and become elements of the page. */
export const nearZoom = 0.5;
const labelZoom = 0.75;
/** Pixels of letters that can be made out. */
const leastLetters = 4;

/** What of the map the window shows. */
export function windowOf({ x, y, zoom, width, height }: View): Bounds {
  return { left: -x / zoom, top: -y / zoom, right: (width - x) / zoom, bottom: (height - y) / zoom };
}

const nearShapes = new WeakMap<PlacedCard, readonly Shape[]>();

/** Texts are shortened once for each place of a card. */
function nearShapesOf(placed: PlacedCard): readonly Shape[] {
  const shapes = nearShapes.get(placed) ?? nearCardShapes(placed);
  nearShapes.set(placed, shapes);
  return shapes;
}

/** Draws what the window shows: frames, lines, and the cards that are no elements of the page. */
export function drawScene(context: CanvasRenderingContext2D, scene: Scene, palette: Palette, view: View, { lit, mounted }: Seen): void {
  const ratio = context.canvas.width / view.width;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(ratio * view.zoom, 0, 0, ratio * view.zoom, ratio * view.x, ratio * view.y);
  const { zoom } = view;
  const window = windowOf(view);
  const draw = (shape: Shape): void => drawShape(context, shape, palette, zoom);
  for (const frame of scene.frames) frameShapes(frame, zoom).forEach(draw);
  const isAnyLit = lit.size > 0;
  const shown = scene.edges.filter(({ route }) => meet(route.bounds, window));
  // From afar, the more lines there are the fainter each.
  const calm = zoom < nearZoom ? Math.max(0.2, Math.min(0.65, 400 / shown.length)) : 1;
  const isLit = ({ id, edge }: PlacedEdge): boolean => lit.has(id) || lit.has(edge.from_entity_id) || lit.has(edge.to_entity_id);
  for (const placed of shown) {
    const bright = isAnyLit && isLit(placed);
    context.globalAlpha = bright ? 1 : isAnyLit ? Math.min(0.2, calm) : calm;
    draw(lineShape(placed, bright));
    if (zoom >= nearZoom / 2) placed.route.marks.forEach(draw);
  }
  context.globalAlpha = 1;
  for (const placed of scene.cards) {
    if (mounted.has(placed.id) || !meet(placed.bounds, window)) continue;
    if (zoom >= nearZoom) {
      nearShapesOf(placed).forEach(draw);
      continue;
    }
    const [box, name] = farCardShapes(placed, lit.has(placed.id));
    if (box !== undefined) draw(box);
    if (name?.kind === 'text' && name.size * zoom >= leastLetters) draw(name);
  }
  for (const placed of shown) if (zoom >= labelZoom || (isAnyLit && zoom >= nearZoom / 2 && lit.has(placed.id))) placed.route.label.forEach(draw);
}

/** The card under a point of the map, else the edge within a few pixels of it. */
export function hit(scene: Scene, x: number, y: number, zoom: number): { readonly kind: 'entity' | 'edge'; readonly id: string } | undefined {
  const card = scene.cards.findLast(({ bounds }) => x >= bounds.left && x <= bounds.right && y >= bounds.top && y <= bounds.bottom);
  if (card !== undefined) return { kind: 'entity', id: card.id };
  const reach = 8 / zoom;
  let best: { readonly id: string; readonly distance: number } | undefined;
  for (const { id, route } of scene.edges) {
    const { left, right, top, bottom } = route.bounds;
    if (x < left - reach || x > right + reach || y < top - reach || y > bottom + reach) continue;
    for (let i = 1; i < route.points.length; i++) {
      const distance = toSegment(x, y, route.points[i - 1] as { x: number; y: number }, route.points[i] as { x: number; y: number });
      if (distance <= reach && distance < (best?.distance ?? Infinity)) best = { id, distance };
    }
  }
  return best === undefined ? undefined : { kind: 'edge', id: best.id };
}

function toSegment(x: number, y: number, a: { readonly x: number; readonly y: number }, b: { readonly x: number; readonly y: number }): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / length));
  return Math.hypot(x - a.x - t * dx, y - a.y - t * dy);
}

const colours: readonly Colour[] = [
  'ground',
  'surface',
  'raised',
  'line',
  'line-strong',
  'ink',
  'muted',
  'accent',
  'accent-soft',
  'good',
  'bad',
  'warn',
  'info',
];

/** The colours of the theme, as the page has them now. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  return Object.fromEntries(colours.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Palette;
}
