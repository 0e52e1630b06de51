import { connectorFor, connectors } from '../connectors/registry.ts';
import type { SaasHost } from '../connectors/contract.ts';
import type { ScanOptions, ScanPhase, ScanProgress } from '../domain/job.ts';
import type { EdgeChanges } from '../domain/scan-changes.ts';
import type { StoreTransaction } from '../store/open.ts';
import type { SourceConnection, SyncedThrough } from '../store/sources.ts';
import { databaseRun } from './database-run.ts';
import type { Linkable } from './source-sketch.ts';
import { saasRun } from './saas-run.ts';
import type { WorkDirectory } from './work-directory.ts';

export interface ScanContext {
  readonly source: SourceConnection & { readonly sync: SyncedThrough | null };
  readonly options: ScanOptions;
  readonly work: WorkDirectory;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ScanProgress) => void;
  readonly host: SaasHost;
}

export type RunPhase = Extract<ScanPhase, 'introspect' | 'profile' | 'infer'>;

interface SavePlace {
  readonly organizationId: string;
  readonly sourceId: string;
  readonly jobId: string;
  readonly dataKey: Uint8Array;
  readonly at: Date;
}

/** What was found in one source, all in memory. */
export interface Found {
  readonly edges: number;
  save(trx: StoreTransaction, place: SavePlace): Promise<EdgeChanges>;
}

/**
 * One source on its way through a scan. Each result is what is in memory, else what the work directory keeps, else made
 * anew: a resumed scan may ask for any of them at once and gets the same.
 */
export interface SourceRun {
  /** What it is made of, for progress. */
  readonly unit: Extract<ScanProgress['unit'], 'tables' | 'objects'>;
  /** Makes sure that the result of a phase is there. */
  advance(phase: RunPhase): Promise<unknown>;
  found(): Promise<Found>;
  linkable(): Promise<Linkable>;
  close(): Promise<void>;
}

/** Nothing is opened before it is asked for. Throws AppError 'invalid' where there is no such connector; what a sync brings needs none. */
export function startSourceRun(context: ScanContext): SourceRun {
  const { connectorType, sourceType, sync } = context.source;
  if (sync !== null && sourceType === 'saas' && !connectors.some(({ type }) => type === connectorType)) return saasRun(null, context);
  const connector = connectorFor(connectorType);
  return connector.sourceType === 'saas' ? saasRun(connector, context) : databaseRun(connector, context);
}
