import { z } from 'zod';
import { SourceError, type SourceStage } from '../../domain/errors.ts';
import type { Batch, DescribeProgress, SaasHost, SaasSession } from '../contract.ts';
import { type Linked, openHttp } from '../http-client.ts';
import { jsonAt, jsonValueText } from '../json-value.ts';
import { signedIn } from './authorization.ts';
import type { RestConfig } from './config.ts';
import { addressBelow, endpointsOf } from './endpoints.ts';
import { introspect, type Introspected } from './introspect.ts';
import { recordsAt } from './lists.ts';
import { modelOf } from './model.ts';
import { nextPage } from './next-page.ts';
import { type FoundObject, recordsIn } from './objects.ts';

export async function openSession(config: RestConfig, _signal: AbortSignal, { allowsInternalAddresses }: SaasHost): Promise<SaasSession> {
  const { authorization, query } = signedIn(config, allowsInternalAddresses);
  const { origin, host } = new URL(config.base_url);
  const client = openHttp({
    product: 'REST API',
    baseUrl: origin,
    authorization,
    allowsInternalAddresses,
    requestsPerSecond: config.requests_per_second,
  });
  const endpoints = endpointsOf(config);
  let known: (Introspected & { readonly at: number }) | undefined;

  function get({ href }: URL, signal: AbortSignal, stage: SourceStage = 'list'): Promise<Linked<unknown>> {
    return client.linked({ path: href, query, schema: z.unknown(), signal, stage });
  }

  async function introspected(signal: AbortSignal, onProgress: DescribeProgress): Promise<Introspected> {
    signal.throwIfAborted();
    const first = ({ address }: { readonly address: URL }, during: AbortSignal) => get(address, during);
    const found = await introspect({ endpoints, maxDepth: config.introspection_max_depth, first, signal, onProgress });
    known = { ...found, at: Date.now() };
    return found;
  }

  async function objectOf(name: string, signal: AbortSignal): Promise<FoundObject> {
    const isFresh = known !== undefined && Date.now() - known.at < config.introspection_cache_ttl * 1000;
    const { objects } = known !== undefined && isFresh ? known : await introspected(signal, () => undefined);
    const found = objects.find(({ apiIdentifier }) => apiIdentifier === name);
    if (found !== undefined) return found;
    throw new SourceError('read', `REST API (${host}) shows no object "${name}"`, 'Scan the source again.');
  }

  async function* answers({ endpoint, list }: FoundObject, signal: AbortSignal): AsyncGenerator {
    const seen = new Set<string>();
    let address: URL | undefined = endpoint.address;
    while (address !== undefined) {
      if (seen.has(address.href))
        throw new SourceError('read', `REST API (${host}) leads from a page of ${endpoint.name} back to one before`, 'Try again later.');
      seen.add(address.href);
      const { value: answer, link }: Linked<unknown> = await get(address, signal, 'read');
      yield answer;
      address = nextPage({ answer, link, address, count: recordsAt(answer, list).length });
    }
  }

  return {
    async test(signal) {
      const { test_endpoint: endpoint, test_params: params } = config;
      const address = endpoint === undefined ? endpoints[0]?.address : addressBelow(config.base_url, endpoint, params);
      if (address !== undefined) await get(address, signal);
      return { passed: ['resolve', 'connect', 'authenticate'], server: `REST API at ${host}` };
    },
    describe: async (signal, onProgress) => modelOf(await introspected(signal, onProgress)),
    async *read(object, names, { signal, limit = Infinity }): AsyncGenerator<Batch> {
      const found = await objectOf(object, signal);
      const paths = names.map((name) => found.fields.find(({ path }) => path.join('.') === name)?.path ?? name.split('.'));
      let left = limit;
      for await (const answer of answers(found, signal)) {
        const records = recordsIn(answer, found).slice(0, left);
        if (records.length > 0) yield { rows: records.map((record) => paths.map((path) => jsonValueText(jsonAt(record, path)))) };
        left -= records.length;
        if (left <= 0) return;
      }
    },
    close: () => client.close(),
  };
}
