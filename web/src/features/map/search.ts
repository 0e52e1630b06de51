import { z } from 'zod';
import { maybe } from '../../app/search.ts';

export const statuses = ['APPROVED', 'SUGGESTED', 'REJECTED'] as const;
export const kinds = ['relationship', 'association', 'entity_link'] as const;
export const details = ['names', 'links', 'keys'] as const;
export type Detail = (typeof details)[number];

/** The whole state of the map: a link shows what its sender saw. */
export const mapSearch = z.object({
  /** Sources shown as a whole. */
  source: maybe(z.array(z.guid()).max(100)),
  /** What lies around these entities is shown. */
  around: maybe(z.array(z.guid()).max(100)),
  depth: maybe(z.int().min(0).max(4)),
  /** Absent: approved and suggested. */
  status: maybe(z.array(z.enum(statuses))),
  kind: maybe(z.array(z.enum(kinds))),
  /** The least score of the suggestions. */
  score: maybe(z.number().min(0).max(1)),
  detail: maybe(z.enum(details)),
  /** Entities that were put away. */
  hide: maybe(z.array(z.guid()).max(1000)),
  /** The entity, or the edge (`edge.` before its id), that is looked at. */
  at: maybe(z.string().max(60)),
  /** Left, top and zoom of the window. */
  view: maybe(z.tuple([z.number(), z.number(), z.number().min(0.01).max(4)])),
  as: maybe(z.literal('list')),
});
export type MapSearch = z.output<typeof mapSearch>;

export const shownStatuses = ({ status }: MapSearch): readonly (typeof statuses)[number][] => status ?? ['APPROVED', 'SUGGESTED'];
export const shownKinds = ({ kind }: MapSearch): readonly (typeof kinds)[number][] => kind ?? kinds;
/** Of many entities the names only, unless more is asked for. */
export const shownDetail = ({ detail }: MapSearch, entities: number): Detail => detail ?? (entities > 60 ? 'names' : 'keys');
/** What is hardly right only hides what is. */
export const shownScore = ({ score }: MapSearch): number => score ?? 0.5;
export const shownDepth = ({ depth }: MapSearch): number => depth ?? 1;
