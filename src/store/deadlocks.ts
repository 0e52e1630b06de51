const attempts = 10;

/**
 * Runs a transaction; again from its start where PostgreSQL threw it away because others and it waited for each other. They went on
 * then, and the next attempt waits for them.
 */
export async function throughDeadlocks<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if ((error as { readonly code?: unknown }).code !== deadlockDetected || attempt === attempts) throw error;
    }
  }
}

const deadlockDetected = '40P01';
