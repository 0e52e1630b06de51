import type { PageOf, PageRequest } from '../store/paging.ts';
import { listReconciled, type ReconciledObject } from '../store/reconciliation.ts';
import { reading, type Context, type Services } from './context.ts';
import { pageIn, placeOf } from './within-source.ts';

export type { ReconciledObject };

/** What the sync of a source brings of its objects and associations, and what it lacks, as the last scan saw it. */
export async function listReconciliation(services: Services, ctx: Context, sourceId: string, page: PageRequest): Promise<PageOf<ReconciledObject>> {
  const at = placeOf(ctx, sourceId);
  return reading(services, ctx, 'catalog.read', (db) => pageIn(db, at, listReconciled(db, at, page)));
}
