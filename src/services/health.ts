import { isReady } from '../store/readiness.ts';
import type { Services } from './context.ts';

/** Why requests cannot be served now; undefined where they can. */
export async function whyNotReady(services: Services): Promise<string | undefined> {
  try {
    return (await isReady(services.store)) ? undefined : 'The catalog lacks migrations of this version.';
  } catch {
    return 'The catalog does not answer.';
  }
}
