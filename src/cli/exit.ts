import { CommanderError } from 'commander';
import { AppError, type ErrorCode } from '../domain/errors.ts';

/** What a shell script may rely on; documented in --help. */
export const exitCodes = { ok: 0, failure: 1, usage: 2, source: 3, interrupted: 130 } as const;

const codeOf: Partial<Record<ErrorCode, number>> = {
  invalid: exitCodes.usage,
  source_failed: exitCodes.source,
  cancelled: exitCodes.interrupted,
};

/** One message for people and the exit code of an error; a stack only where `isDebugging`. */
export function describeFailure(error: unknown, isDebugging: boolean): { message: string; exitCode: number } {
  if (error instanceof CommanderError) return { message: '', exitCode: error.exitCode === 0 ? exitCodes.ok : exitCodes.usage };
  const exitCode = error instanceof AppError ? (codeOf[error.code] ?? exitCodes.failure) : exitCodes.failure;
  if (isDebugging && error instanceof Error) return { message: withCauses(error), exitCode };
  if (error instanceof AppError) return { message: error.message, exitCode };
  const text = error instanceof Error ? error.message : String(error);
  return { message: `${text} (unexpected; LOG_LEVEL=debug shows more)`, exitCode };
}

function withCauses(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\ncaused by: ${withCauses(error.cause)}` : own;
}
