import { z } from 'zod';
import { maybe } from '../../app/search.ts';

/** What is joined, and how far it may go. */
export const pathSearch = z.object({
  from: maybe(z.guid()),
  to: maybe(z.guid()),
  /** Also over edges that wait for a decision. */
  suggested: maybe(z.boolean()),
  steps: maybe(z.int().min(1).max(8)),
});
export type PathSearch = z.output<typeof pathSearch>;
