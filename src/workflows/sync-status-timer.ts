import { AppError } from '../domain/errors.ts';
import type { Liveness } from './liveness.ts';
import { checkAccounts, type SyncStatusDependencies } from './sync-status.ts';

const everyMs = 60_000;

/** Keeps the status of all syncs true: looks at once and every minute, in one worker at a time. */
export function startSyncStatus(dependencies: SyncStatusDependencies & { readonly liveness: Liveness }): { close(): Promise<void> } {
  const { liveness, logger } = dependencies;
  const closing = new AbortController();
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    try {
      // Another worker may have looked meanwhile; a little less than the interval, so that none is left out.
      const since = new Date(Date.now() - everyMs * 0.9);
      await liveness.ifFree('sync status', () => checkAccounts(dependencies, since, closing.signal));
    } catch (error) {
      if (!closing.signal.aborted) logger.warn({ err: error }, 'looking at the status of syncs failed; it is tried again');
    }
  }

  const wake = (): void => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
  };
  const timer = setInterval(wake, everyMs);
  wake();
  return {
    async close() {
      clearInterval(timer);
      closing.abort(new AppError('unavailable', 'The worker is stopping.'));
      await looking;
    },
  };
}
