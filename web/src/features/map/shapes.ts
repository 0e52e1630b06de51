/** What a map consists of once it is laid out: one description for the screen, for SVG and for PNG. */
export type Colour =
  | 'ground'
  | 'surface'
  | 'raised'
  | 'line'
  | 'line-strong'
  | 'ink'
  | 'muted'
  | 'accent'
  | 'accent-soft'
  | 'good'
  | 'bad'
  | 'warn'
  | 'info';

interface Stroke {
  readonly kind: 'stroke';
  /** As the `d` of SVG has it. */
  readonly d: string;
  readonly colour: Colour;
  readonly width: number;
  /** In pixels of the screen, whatever the zoom. */
  readonly dash?: readonly number[];
  readonly fill?: Colour;
}

interface Rectangle {
  readonly kind: 'rectangle';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly fill: Colour;
  readonly colour: Colour;
  readonly lineWidth: number;
  readonly dash?: readonly number[];
}

interface Text {
  readonly kind: 'text';
  readonly x: number;
  /** Of the middle of the line. */
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly colour: Colour;
  readonly weight: 400 | 600;
  readonly anchor: 'start' | 'middle' | 'end';
}

export type Shape = Stroke | Rectangle | Text;

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Text that is no wider than this, as wide as letters are on average. */
export function shortened(text: string, width: number, size: number): string {
  const most = Math.max(2, Math.floor(width / (size * 0.62)));
  const letters = Array.from(text);
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

export function boundsOf(all: readonly Bounds[]): Bounds {
  if (all.length === 0) return { left: 0, top: 0, right: 1, bottom: 1 };
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const one of all) {
    left = Math.min(left, one.left);
    top = Math.min(top, one.top);
    right = Math.max(right, one.right);
    bottom = Math.max(bottom, one.bottom);
  }
  return { left, top, right, bottom };
}

export const meet = (a: Bounds, b: Bounds): boolean => a.left <= b.right && a.right >= b.left && a.top <= b.bottom && a.bottom >= b.top;
