import { AppError } from '../domain/errors.ts';
import type { StoreTransaction } from './open.ts';

/** Locks the source that a scan is about to be saved to. Throws AppError 'not_found' where it was deleted meanwhile. */
export async function lockScannedSource(
  trx: StoreTransaction,
  { organizationId, sourceId }: { readonly organizationId: string; readonly sourceId: string },
): Promise<void> {
  const source = await trx
    .selectFrom('integration_sources')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', sourceId)
    .forUpdate()
    .executeTakeFirst();
  if (source === undefined) throw new AppError('not_found', 'The source was deleted while it was scanned.');
}
