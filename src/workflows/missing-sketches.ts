import { AppError } from '../domain/errors.ts';
import type { ScanProgress } from '../domain/job.ts';
import { FORMAT } from '../links/discovery/stored.ts';
import { findJob } from '../store/jobs.ts';
import { firstFingerprints, saveFingerprints, scannedSources, type ScannedSource } from '../store/link-fingerprints.ts';
import { sourceConnection } from '../store/sources.ts';
import type { JobInput } from './durable.ts';
import { formatOf } from './link-fingerprints.ts';
import { saasHost } from './saas-host.ts';
import { startSourceRun } from './scan-run.ts';
import type { ScanDependencies } from './scan-steps.ts';
import { toStore } from './source-sketch.ts';
import { openWorkDirectory } from './work-directory.ts';

interface Sketching extends Omit<ScanDependencies, 'running'> {
  readonly input: JobInput;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ScanProgress) => void;
}

/**
 * Sketches the active sources of an organization that were scanned, but whose stored sketch is missing or in another version of the forms: they are read as
 * their last scan read them, and nothing else that is stored of them changes. A source that cannot be read is left out, with a warning; where it is the only
 * one that was asked for (`sourceId`), that is an error.
 */
export async function sketchMissing(sketching: Sketching, sourceId: string | null): Promise<void> {
  const { store, input, signal, logger } = sketching;
  const { organizationId } = input;
  const scanned = await scannedSources(store.reader(organizationId), organizationId);
  const written = await store.inOrganization(organizationId, async (trx) =>
    firstFingerprints(trx, organizationId, await store.dataKey(trx, organizationId)),
  );
  for (const source of scanned) {
    const bytes = written.get(source.id);
    if (bytes !== undefined && formatOf(bytes) === FORMAT) continue;
    try {
      await sketchAgain(sketching, source);
    } catch (error) {
      if (signal.aborted || !(error instanceof AppError) || source.id === sourceId) throw error;
      logger.warn({ jobId: input.jobId, source: source.name }, `${source.name} could not be sketched and is left out: ${error.message}`);
    }
  }
}

async function sketchAgain(
  { store, home, allowsInternalAddresses, input, signal, onProgress }: Sketching,
  { id, options }: ScannedSource,
): Promise<void> {
  const { organizationId, jobId } = input;
  const found = await store.inOrganization(organizationId, async (trx) => ({
    job: await findJob(trx, organizationId, jobId),
    source: await sourceConnection(trx, organizationId, id, store.sealer),
    dataKey: await store.dataKey(trx, organizationId),
  }));
  const { source, dataKey } = found;
  if (found.job === undefined || source === undefined) throw new AppError('cancelled', 'The job or its source was deleted.');
  const work = await openWorkDirectory(home, jobId);
  const host = saasHost(store, { organizationId, sourceId: id }, allowsInternalAddresses);
  const run = startSourceRun({ source, options, work, signal, onProgress, host });
  try {
    for (const phase of ['introspect', 'profile'] as const) {
      onProgress({ phase, source: source.name, done: 0, total: 0, unit: run.unit, rows: 0 });
      await run.advance(phase);
      signal.throwIfAborted();
    }
    onProgress({ phase: 'sketch', source: source.name, done: 0, total: 0, unit: run.unit, rows: 0 });
    const sketch = await toStore({ sourceId: id, name: source.name, linkable: run.linkable, work, dataKey, signal });
    await store.inOrganization(organizationId, (trx) => saveFingerprints(trx, { organizationId, sourceId: id, dataKey, ...sketch }));
  } finally {
    await run.close();
  }
}
