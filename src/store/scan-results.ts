import type { RelationshipFinding } from '../domain/edge.ts';
import { AppError } from '../domain/errors.ts';
import type { StoreTransaction } from './open.ts';
import { saveEdges } from './scan-edges.ts';
import { saveEntities, type ScannedSource } from './scan-entities.ts';

export interface ScanResult extends ScannedSource {
  readonly jobId: string;
  readonly findings: readonly RelationshipFinding[];
}

/**
 * Saves what a scan learned about one source, in a handful of statements. Saving the same again changes nothing.
 * Throws AppError 'not_found' where the source was deleted meanwhile.
 */
export async function saveScan(trx: StoreTransaction, scan: ScanResult): Promise<void> {
  const source = await trx
    .selectFrom('integration_sources')
    .select('id')
    .where('organization_id', '=', scan.organizationId)
    .where('id', '=', scan.sourceId)
    .forUpdate()
    .executeTakeFirst();
  if (source === undefined) throw new AppError('not_found', 'The source was deleted while it was scanned.');
  const entities = await saveEntities(trx, scan);
  await saveEdges(trx, scan, entities, scan.findings);
}
