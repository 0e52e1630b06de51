import { AppError, SourceError } from '../domain/errors.ts';
import type { EndPlace } from '../workflows/crosswalk-ends.ts';
import type { Context, Services } from './context.ts';

/** Sources that are asked while a request waits for them. */

const TIMEOUT_MS = 20_000;

/** Aborts when a request has waited for a source as long as it may. */
export const patience = (): AbortSignal => AbortSignal.timeout(TIMEOUT_MS);

export const placeOfEnds = (services: Services, ctx: Context): EndPlace => ({
  store: services.store,
  organizationId: ctx.organizationId,
  allowsInternalAddresses: services.allowsInternalAddresses ?? false,
});

/** Why a source gave no answer, in words for people. Throws what is no failure of a source. */
export function whyUnanswered(error: unknown, signal: AbortSignal): string {
  if (signal.aborted && !(error instanceof SourceError)) return `It gave no answer within ${TIMEOUT_MS / 1000} seconds.`;
  if (error instanceof AppError) return error.message;
  throw error;
}
