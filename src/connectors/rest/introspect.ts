import { SourceError } from '../../domain/errors.ts';
import type { DescribeProgress } from '../contract.ts';
import type { Linked } from '../http-client.ts';
import { shownUnless } from '../http-shown.ts';
import { inParallel } from '../in-parallel.ts';
import type { Endpoint } from './endpoints.ts';
import { recordsAt } from './lists.ts';
import { goesOnUnknown } from './next-page.ts';
import { type FoundObject, objectsIn } from './objects.ts';

/** Calls that may be under way together. */
const atOnce = 4;

/** What tools answer that cannot be called like this, or not by these credentials. */
const reasons = {
  400: 'it needs parameters',
  403: 'the credentials may not read it',
  404: 'it is not there',
  405: 'it is not there',
  422: 'it needs parameters',
} as const;

export interface Introspected {
  readonly objects: readonly FoundObject[];
  /** What is left out, or not read to its end, and why. */
  readonly notes: readonly string[];
}

interface Introspection {
  readonly endpoints: readonly Endpoint[];
  readonly maxDepth: number;
  /** The first page of an endpoint. */
  first(endpoint: Endpoint, signal: AbortSignal): Promise<Linked<unknown>>;
  readonly signal: AbortSignal;
  readonly onProgress: DescribeProgress;
}

/** The objects in the first page of every endpoint; of two of the same name, the one whose endpoint comes first. */
export async function introspect({ endpoints, maxDepth, first, signal, onProgress }: Introspection): Promise<Introspected> {
  let [done, total] = [0, endpoints.length];
  onProgress({ done, total });
  const read = await inParallel(endpoints, { atOnce, signal }, async (endpoint, during) => {
    const work = first(endpoint, during);
    const shown = endpoint.isNeeded ? { value: await work } : await shownUnless(work, reasons);
    const found = 'value' in shown ? foundIn(shown.value, endpoint, maxDepth) : { objects: [], notes: [leftOut(endpoint, shown.hidden)] };
    if (found.objects.length === 0) total -= 1;
    else done += 1;
    onProgress({ done, total });
    return found;
  });
  const objects = new Map<string, FoundObject>();
  for (const object of read.flatMap((found) => found.objects)) if (!objects.has(object.apiIdentifier)) objects.set(object.apiIdentifier, object);
  const notes = read.flatMap((found) => found.notes);
  if (objects.size > 0) return { objects: [...objects.values()], notes };
  const isForbidden = notes.some((note) => note.endsWith(`${reasons[403]}.`));
  const hint = 'Check the endpoints, the data keys and the credentials.';
  throw new SourceError(isForbidden ? 'authenticate' : 'list', 'No endpoint of the API shows records', hint);
}

function leftOut({ name }: Endpoint, why: string): string {
  return `${name} is left out: ${why}.`;
}

function foundIn({ value: answer, link }: Linked<unknown>, endpoint: Endpoint, maxDepth: number): Introspected {
  const objects = objectsIn(answer, endpoint, maxDepth);
  const [main] = objects;
  if (main === undefined) {
    if (!endpoint.isNeeded) return { objects, notes: [leftOut(endpoint, 'its answer holds no records')] };
    const what = `${endpoint.address.pathname} answers without records at ${endpoint.dataPath?.join('.') ?? 'its top'}`;
    throw new SourceError('list', what, 'Check introspection_endpoint and introspection_data_key.');
  }
  const isPartial = goesOnUnknown({ answer, link, address: endpoint.address, count: recordsAt(answer, main.list).length });
  return { objects, notes: isPartial ? [`${endpoint.name} goes on in a way that is not known: only its first page is read.`] : [] };
}
