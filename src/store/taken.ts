/**
 * What a write returns, or undefined where another row has what must be unique.
 * The transaction is of no more use then: the caller gives it up.
 */
export async function unlessTaken<Result>(write: Promise<Result>): Promise<Result | undefined> {
  try {
    return await write;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === uniqueViolation) return undefined;
    throw error;
  }
}

const uniqueViolation = '23505';
