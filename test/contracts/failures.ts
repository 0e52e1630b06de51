import { AppError } from '../../src/domain/errors.ts';

/** What the work failed with; undefined where it did not. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

export async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  const error = await failureOf(work);
  return error instanceof AppError ? error.code : error === undefined ? undefined : 'another error';
}
