import { SourceError } from '../../domain/errors.ts';
import type { HttpClient } from '../http-client.ts';
import type { RecordList } from './paths.ts';
import { recordPage, type StripeRecord } from './records.ts';
import type { Resource } from './resources.ts';

/** The most records that Stripe gives at a time. */
const PAGE = 100;
/** Of records that are listed by parent, those of so many parents are read, so that many parents without any do not cost hours. */
export const PARENTS = 100;

export interface Reading {
  readonly api: HttpClient;
  readonly resources: readonly Resource[];
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** The records of a resource, a page at a time; none where it has no list. */
export async function* recordPages(reading: Reading, resource: Resource, limit: number): AsyncGenerator<readonly StripeRecord[]> {
  const { list } = resource;
  if (list === undefined) return;
  if (list.parent === undefined) {
    yield* pagesOf(reading, resource, list.path, {}, limit);
    return;
  }
  const { parent } = list;
  const parents = reading.resources.find(({ id }) => id === parent.id);
  if (parents === undefined) return;
  let left = limit;
  for await (const page of recordPages(reading, parents, PARENTS)) {
    for (const { id } of page) {
      if (id === undefined) continue;
      for await (const records of pagesOf(reading, resource, ...addressOf(list, parent.parameter, id), left)) {
        yield records;
        left -= records.length;
      }
      if (left <= 0) return;
    }
  }
}

function addressOf({ path }: RecordList, parameter: string, id: string): [path: string, query: Readonly<Record<string, string>>] {
  const filled = path.replace(`{${parameter}}`, encodeURIComponent(id));
  return [filled, filled === path ? { [parameter]: id } : {}];
}

/** A parent that is gone by now has no records. */
async function* pagesOf(
  { api, headers, signal }: Reading,
  { id, list }: Resource,
  path: string,
  query: Readonly<Record<string, string>>,
  limit: number,
) {
  let left = limit;
  let after: string | undefined;
  while (left > 0) {
    const request = {
      path,
      query: { ...query, limit: Math.min(PAGE, left), starting_after: after },
      headers,
      schema: recordPage,
      signal,
      stage: 'read' as const,
      needs: `the permission to read ${id}`,
    };
    const page = list?.parent === undefined ? await api.json(request) : await api.jsonIfThere(request);
    const data = page?.data.slice(0, left) ?? [];
    if (data.length > 0) yield data;
    left -= data.length;
    if (page?.has_more !== true || left <= 0) return;
    const last = data.at(-1)?.id;
    if (last === undefined || last === after) throw new SourceError('read', `Stripe's list of ${id} does not say how it goes on`, 'Try again later.');
    after = last;
  }
}
