import { organizationId } from '../../app/place.ts';
import type { Spot } from './block-layout.ts';
import type { Detail, MapSearch } from './search.ts';

/** Where a person moved cards to, of the last views of this browser. */
const key = `cognate.map.${organizationId ?? ''}`;
const mostViews = 30;

type Moved = Readonly<Record<string, readonly [x: number, y: number]>>;
type Views = readonly (readonly [view: string, moved: Moved])[];

/** Views are told apart by what they show, not by how. */
export const viewOf = ({ source = [], around = [], depth = 1 }: MapSearch, detail: Detail): string => JSON.stringify([source, around, depth, detail]);

function read(): Views {
  try {
    const views: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(views) ? (views as Views) : [];
  } catch {
    return [];
  }
}

function write(views: Views): void {
  try {
    localStorage.setItem(key, JSON.stringify(views.slice(-mostViews)));
  } catch {
    // Storage that is full or forbidden only forgets.
  }
}

export function movedIn(view: string): ReadonlyMap<string, Spot> {
  const moved = read().find(([name]) => name === view)?.[1] ?? {};
  return new Map(Object.entries(moved).flatMap(([id, [x, y]]) => (Number.isFinite(x) && Number.isFinite(y) ? [[id, { x, y }] as const] : [])));
}

export function keepMoved(view: string, moved: ReadonlyMap<string, Spot>): void {
  const others = read().filter(([name]) => name !== view);
  const own: Moved = Object.fromEntries([...moved].map(([id, { x, y }]) => [id, [Math.round(x), Math.round(y)] as const]));
  write(moved.size === 0 ? others : [...others, [view, own]]);
}
