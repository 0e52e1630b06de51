import { z } from 'zod';
import { maybe } from '../../app/search.ts';

/** Pairs, by what became of them, or the figures of the run. */
export const views = ['all', 'taken', 'conflicting', 'unmatched', 'decided', 'figures'] as const;
export type View = (typeof views)[number];
export const bands = ['auto', 'review', 'possible', 'hidden'] as const;
export type Band = (typeof bands)[number];

/** The state of the page of one crosswalk. */
export const crosswalkSearch = z.object({
  /** Absent: all. */
  view: maybe(z.enum(views)),
  band: maybe(z.enum(bands)),
  key: maybe(z.string().max(200)),
  /** From the least likely on. */
  order: maybe(z.enum(['asc', 'desc'])),
  /** The pair under the cursor. */
  pair: maybe(z.guid()),
  /** Where there is room for one view only: the pair, not the list. */
  open: maybe(z.boolean()),
  /** What the slider of the threshold says; absent: the threshold of the crosswalk. */
  threshold: maybe(z.number().min(0).max(1)),
});
export type CrosswalkSearch = z.output<typeof crosswalkSearch>;

/** The filters as the API takes them. */
export function pairFilterOf({ view = 'all', band, key, order }: CrosswalkSearch) {
  return {
    ...(view === 'taken' || view === 'conflicting' || view === 'unmatched' ? { bucket: view } : {}),
    ...(view === 'decided' ? { decision: 'any' as const } : {}),
    ...(band === undefined ? {} : { band }),
    ...(key === undefined || key === '' ? {} : { key }),
    ...(order === undefined ? {} : { order }),
  };
}
