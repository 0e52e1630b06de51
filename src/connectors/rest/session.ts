import { z } from 'zod';
import { SourceError, type SourceStage } from '../../domain/errors.ts';
import type { Batch, DescribeProgress, SaasHost, SaasSession } from '../contract.ts';
import { type Linked, openHttp } from '../http-client.ts';
import { shownUnless } from '../http-shown.ts';
import { inParallel } from '../in-parallel.ts';
import { jsonAt, jsonValueText } from '../json-value.ts';
import { signedIn } from './authorization.ts';
import type { RestConfig } from './config.ts';
import { type Endpoint, endpointsOf, pathBelow } from './endpoints.ts';
import { recordsAt } from './lists.ts';
import { nextPage } from './next-page.ts';
import { type FoundObject, objectsIn, recordsIn } from './objects.ts';
import { modelOf } from './model.ts';

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

interface Introspected {
  readonly objects: readonly FoundObject[];
  readonly missing: readonly string[];
  readonly at: number;
}

export async function openSession(config: RestConfig, _signal: AbortSignal, { allowsInternalAddresses }: SaasHost): Promise<SaasSession> {
  const { authorization, query: signature } = signedIn(config, allowsInternalAddresses);
  const { origin, host } = new URL(config.base_url);
  const endpoints = endpointsOf(config);
  const client = openHttp({
    product: 'REST API',
    baseUrl: origin,
    authorization,
    allowsInternalAddresses,
    requestsPerSecond: config.requests_per_second,
  });
  let known: Introspected | undefined;

  function get(path: string, query: Endpoint['query'], signal: AbortSignal, stage: SourceStage = 'list'): Promise<Linked<unknown>> {
    return client.linked({ path, query: { ...query, ...signature }, schema: z.unknown(), signal, stage });
  }

  async function introspect(signal: AbortSignal, onProgress: DescribeProgress): Promise<Introspected> {
    let [done, total] = [0, endpoints.length];
    onProgress({ done, total });
    const missing: string[] = [];
    const found = await inParallel(endpoints, { atOnce, signal }, async (endpoint, during) => {
      const work = get(endpoint.path, endpoint.query, during);
      const shown = endpoint.isNeeded ? { value: await work } : await shownUnless(work, reasons);
      const objects = 'value' in shown ? objectsIn(shown.value.value, endpoint, config.introspection_max_depth) : [];
      if (objects.length === 0 && endpoint.isNeeded) {
        const hint = 'Check introspection_endpoint and introspection_data_key.';
        throw new SourceError('list', `REST API (${host}) answers without records at ${endpoint.dataPath?.join('.') ?? 'its top'}`, hint);
      }
      if (objects.length === 0) missing.push(`${endpoint.name} is left out: ${'hidden' in shown ? shown.hidden : 'its answer holds no records'}.`);
      if (objects.length === 0) total -= 1;
      else done += 1;
      onProgress({ done, total });
      return objects;
    });
    const objects = [
      ...new Map(
        found
          .flat()
          .toReversed()
          .map((object) => [object.apiIdentifier, object]),
      ).values(),
    ];
    if (objects.length > 0) return { objects, missing, at: Date.now() };
    const isForbidden = missing.some((note) => note.endsWith(`${reasons[403]}.`));
    throw new SourceError(
      isForbidden ? 'authenticate' : 'list',
      'No endpoint of the API shows records',
      'Check the endpoints, the data keys and the credentials.',
    );
  }

  async function introspected(signal: AbortSignal): Promise<Introspected> {
    signal.throwIfAborted();
    const isFresh = known !== undefined && Date.now() - known.at < config.introspection_cache_ttl * 1000;
    if (known === undefined || !isFresh) known = await introspect(signal, () => undefined);
    return known;
  }

  async function* pages({ endpoint, list }: FoundObject, signal: AbortSignal): AsyncGenerator<unknown> {
    let address = new URL(endpoint.path, origin);
    for (const [name, value] of Object.entries(endpoint.query)) address.searchParams.set(name, String(value));
    const seen = new Set<string>();
    for (;;) {
      const { value: answer, link } = await get(address.href, {}, signal, 'read');
      yield answer;
      seen.add(address.href);
      const next = nextPage({ answer, link, address, count: recordsAt(answer, list).length });
      if (next === undefined) return;
      if (seen.has(next.href))
        throw new SourceError('read', `REST API (${host}) leads from a page of ${endpoint.name} back to one before`, 'Try again later.');
      address = next;
    }
  }

  return {
    async test(signal) {
      const { test_endpoint: endpoint, test_params: params } = config;
      const [first] = endpoints;
      if (endpoint !== undefined) await get(pathBelow(config.base_url, endpoint), params, signal);
      else if (first !== undefined) await get(first.path, first.query, signal);
      return { passed: ['resolve', 'connect', 'authenticate'], server: `REST API at ${host}` };
    },
    async describe(signal, onProgress) {
      known = await introspect(signal, onProgress);
      return modelOf(known.objects, known.missing);
    },
    async *read(object, names, { signal, limit = Infinity }): AsyncGenerator<Batch> {
      const found = (await introspected(signal)).objects.find(({ apiIdentifier }) => apiIdentifier === object);
      if (found === undefined) throw new SourceError('read', `REST API (${host}) shows no object "${object}"`, 'Scan the source again.');
      const paths = names.map((name) => found.fields.find(({ path }) => path.join('.') === name)?.path ?? name.split('.'));
      let left = limit;
      for await (const answer of pages(found, signal)) {
        const records = recordsIn(answer, found).slice(0, left);
        if (records.length > 0) yield { rows: records.map((record) => paths.map((path) => jsonValueText(jsonAt(record, path)))) };
        left -= records.length;
        if (left <= 0) return;
      }
    },
    close: () => client.close(),
  };
}
