import type { Logger } from 'pino';
import { AppError, type ErrorCode } from '../domain/errors.ts';
import { finishJob } from '../store/jobs.ts';
import type { Store } from '../store/open.ts';
import { markConnection } from '../store/source-status.ts';
import type { JobInput } from './durable.ts';

/** How a job ends whose work was not done. Expected failures are values, so that a replay sees what the first run saw. */
export type Ending = { readonly kind: 'cancelled' } | Failed;

interface Failed {
  readonly kind: 'failed';
  readonly message: string;
  readonly code: ErrorCode;
  /** The source that cannot be reached because of it. */
  readonly unreachable: string | null;
}

/** A failure in words: what it was about, and what went wrong; of what nobody expected only the kind, as its text may hold values. */
export function failedWith(error: unknown, about: string, unreachable: string | null, { jobId }: JobInput, logger: Logger): Failed {
  if (error instanceof AppError) return { kind: 'failed', message: `${about}: ${error.message}`, code: error.code, unreachable };
  logger.debug({ err: error, jobId }, 'a step failed unexpectedly');
  const kind = error instanceof Error ? error.name : 'error';
  return { kind: 'failed', message: `${about}: an unexpected ${kind}. LOG_LEVEL=debug shows more.`, code: 'unavailable', unreachable };
}

/** Ends the job, and marks the source that could not be reached. */
export async function endJob(store: Store, { organizationId, jobId }: JobInput, ending: Ending): Promise<void> {
  await store.inOrganization(organizationId, async (trx) => {
    if (ending.kind === 'cancelled') return finishJob(trx, organizationId, jobId, { state: 'cancelled' });
    if (ending.unreachable !== null) await markConnection(trx, organizationId, ending.unreachable, 'error', new Date());
    return finishJob(trx, organizationId, jobId, { state: 'failed', error: { message: ending.message, code: ending.code } });
  });
}
