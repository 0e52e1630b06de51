export const jobKinds = ['scan', 'sync', 'crosswalk', 'verify', 'discover'] as const;
export type JobKind = (typeof jobKinds)[number];

export const jobStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type JobState = (typeof jobStates)[number];

export const scanPhases = ['introspect', 'profile', 'sketch', 'infer', 'link', 'store'] as const;
export type ScanPhase = (typeof scanPhases)[number];

/** Progress of a running scan, for people: rows and tables of the phase under way. */
export interface ScanProgress {
  readonly phase: ScanPhase;
  readonly source: string;
  readonly done: number;
  readonly total: number;
  readonly unit: 'tables' | 'objects' | 'candidates' | 'edges';
  /** Rows read so far in this phase. */
  readonly rows: number;
}

/** Progress of a job of any kind. A sync counts its connections, and the records and bytes that they committed so far. */
export type JobProgress = ScanProgress | SyncProgress | CrosswalkProgress;

export function isScanProgress(progress: JobProgress): progress is ScanProgress {
  return (scanPhases as readonly string[]).includes(progress.phase);
}

interface SyncProgress extends Omit<ScanProgress, 'phase' | 'unit'> {
  readonly phase: 'sync';
  readonly unit: 'connections';
  readonly bytes: number;
}

export const crosswalkPhases = ['read', 'compare', 'keep'] as const;

interface CrosswalkProgress extends Omit<ScanProgress, 'phase' | 'unit'> {
  readonly phase: (typeof crosswalkPhases)[number];
  readonly unit: 'tables' | 'steps' | 'pairs';
}

/** What a scan was asked to do; kept with its job. */
export interface ScanOptions {
  /** Do not read declared foreign keys. */
  readonly ignoreDeclared: boolean;
  /** Nor declared primary keys, unique constraints and indexes. */
  readonly ignoreKeys: boolean;
  /** Read at most this many rows of each table; null reads all. */
  readonly sampleRows: number | null;
}

/** Milliseconds per phase, over all sources of a scan. */
export interface ScanTimings {
  readonly introspect_ms: number;
  readonly profile_ms: number;
  readonly infer_ms: number;
  readonly link_ms: number;
  readonly total_ms: number;
}
