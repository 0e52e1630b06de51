import Database from 'libsql';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../domain/errors.ts';

/** A lock on a file that the operating system drops when its holder dies, however it dies. */
export interface FileLock {
  release(): void;
}

/**
 * Takes the lock, or returns undefined where someone else holds it. Shared locks exclude only exclusive ones.
 * Node has no file locks of its own; those of SQLite are the kernel's, and hold within one process as well as between several.
 */
export function tryLock(path: string, mode: 'shared' | 'exclusive'): FileLock | undefined {
  const database = new Database(path);
  try {
    database.exec(mode === 'exclusive' ? 'BEGIN EXCLUSIVE' : 'BEGIN; SELECT count(*) FROM sqlite_master');
  } catch (error) {
    database.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return undefined;
    throw error;
  }
  return {
    release: () => {
      database.exec('ROLLBACK');
      database.close();
    },
  };
}

/** Waits for the lock; throws AppError 'unavailable' after `patienceMs`. */
export async function lock(path: string, mode: 'shared' | 'exclusive', patienceMs = 180_000): Promise<FileLock> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const held = tryLock(path, mode);
    if (held !== undefined) return held;
    if (Date.now() > deadline) {
      throw new AppError('unavailable', `Another Cognate process has held ${path} for too long. See which one hangs, end it and try again.`);
    }
    await sleep(15);
  }
}
