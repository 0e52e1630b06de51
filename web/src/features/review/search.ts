import { z } from 'zod';
import { maybe } from '../../app/search.ts';

export const kinds = ['relationship', 'association', 'entity_link'] as const;
export const statuses = ['SUGGESTED', 'APPROVED', 'REJECTED'] as const;
export const bands = ['0.9-1.0', '0.8-0.9', '0.7-0.8', '0.6-0.7', '0.5-0.6', '0.4-0.5', '0.3-0.4', '0.2-0.3', '0.1-0.2', '0.0-0.1', 'none'] as const;
export const sorts = ['score', 'uncertainty', 'impact'] as const;

/** Which edges, as the address of a page says; `bulk` and `review` share it, so that a link from one to the other keeps it. */
export const filterSearch = z.object({
  kind: maybe(z.array(z.enum(kinds))),
  band: maybe(z.array(z.enum(bands))),
  pair: maybe(z.string()),
  changed: maybe(z.boolean()),
  q: maybe(z.string().max(200)),
  /** Table or SaaS object. */
  entity: maybe(z.guid()),
});
export type FilterSearch = z.output<typeof filterSearch>;

/** The state of the review page. */
export const reviewSearch = filterSearch.extend({
  /** Absent: suggestions; empty: all. */
  status: maybe(z.array(z.enum(statuses))),
  sort: maybe(z.enum(sorts)),
  order: maybe(z.enum(['asc', 'desc'])),
  /** The edge under the cursor: its kind, a dot, its id. */
  edge: maybe(z.string().regex(/^(relationship|association|entity_link)\.[0-9a-f-]{36}$/)),
  /** Where there is room for one view only: the evidence, not the list. */
  open: maybe(z.boolean()),
});
export type ReviewSearch = z.output<typeof reviewSearch>;

/** The filters as the API takes them. */
export function filterOf({ kind, band, pair, changed, q, entity }: FilterSearch) {
  return {
    ...(kind === undefined || kind.length === 0 ? {} : { kind }),
    ...(band === undefined || band.length === 0 ? {} : { score_band: band }),
    ...(pair === undefined ? {} : { source_pair: pair }),
    ...(changed === undefined ? {} : { changed_since_decision: changed }),
    ...(q === undefined || q === '' ? {} : { query: q }),
    ...(entity === undefined ? {} : { entity_id: entity }),
  };
}

/** The same with the statuses: suggestions unless told. */
export function queueFilterOf({ status = ['SUGGESTED'], ...rest }: ReviewSearch) {
  return { ...filterOf(rest), ...(status.length === 0 ? {} : { status }) };
}
