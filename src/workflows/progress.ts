import type { Logger } from 'pino';
import type { JobProgress } from '../domain/job.ts';
import { writeProgress } from '../store/jobs.ts';
import type { Store } from '../store/open.ts';

const everyMs = 250;

export interface ProgressWriter {
  report(progress: JobProgress): void;
  /** Waits for the last write. */
  close(): Promise<void>;
}

/** Keeps the progress of a job in its row, a few times a second at most; the first report of a phase is written at once. */
export function progressWriter(store: Store, organizationId: string, jobId: string, logger: Logger): ProgressWriter {
  let pending: JobProgress | undefined;
  let phase: string | undefined;
  let lastAt = 0;
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const progress = pending;
    if (progress === undefined) return;
    pending = undefined;
    lastAt = Date.now();
    writing = writing
      .then(() => store.inOrganization(organizationId, (trx) => writeProgress(trx, organizationId, jobId, progress)))
      .catch((error: unknown) => logger.debug({ err: error, jobId }, 'progress was not written'));
  }

  return {
    report(progress) {
      pending = progress;
      const isNew = phase !== `${progress.source} ${progress.phase}`;
      phase = `${progress.source} ${progress.phase}`;
      const wait = isNew ? 0 : lastAt + everyMs - Date.now();
      if (wait <= 0) flush();
      else timer ??= setTimeout(flush, wait);
    },
    async close() {
      clearTimeout(timer);
      pending = undefined;
      await writing;
    },
  };
}

/** What the phase `link` is about. */
export const linkedSources = (sourceIds: readonly string[]): string =>
  sourceIds.length === 1 ? 'one source with the others' : `${sourceIds.length} sources`;
