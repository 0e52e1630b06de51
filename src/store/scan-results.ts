import type { RelationshipFinding } from '../domain/edge.ts';
import type { EdgeChanges } from '../domain/scan-changes.ts';
import type { StoreTransaction } from './open.ts';
import { saveEdges } from './scan-edges.ts';
import { saveEntities, type ScannedSource } from './scan-entities.ts';
import { lockScannedSource } from './scan-source.ts';

export interface ScanResult extends ScannedSource {
  readonly jobId: string;
  readonly findings: readonly RelationshipFinding[];
}

/**
 * Saves what a scan learned about one source, in a handful of statements. Saving the same again changes nothing. Returns what became
 * of the edges.
 * Throws AppError 'not_found' where the source was deleted meanwhile.
 */
export async function saveScan(trx: StoreTransaction, scan: ScanResult): Promise<EdgeChanges> {
  await lockScannedSource(trx, scan);
  const entities = await saveEntities(trx, scan);
  return saveEdges(trx, scan, entities, scan.findings);
}
