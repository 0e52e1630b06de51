import { z } from 'zod';
import { SourceError } from '../../domain/errors.ts';
import type { Batch, SaasHost, SaasSession } from '../contract.ts';
import { openHttp } from '../http-client.ts';
import type { StripeConfig } from './config.ts';
import { toModel } from './model.ts';
import { openApiDocument } from './openapi.ts';
import { recordPages } from './record-pages.ts';
import { fieldText } from './records.ts';
import { readResources, type Resource, type Resources } from './resources.ts';

/** The document that Stripe publishes has 8 MB. */
const DOCUMENT_BYTES = 64 * 1024 * 1024;

const account = z.object({ id: z.string() });

/** Opens one Stripe account. The document is asked for once, by a client that knows no key. */
export async function openSession(config: StripeConfig, _signal: AbortSignal, { allowsInternalAddresses }: SaasHost): Promise<SaasSession> {
  const credentials = {
    authorization: `Bearer ${config.api_key}`,
    ...(config.account !== undefined && { 'stripe-account': config.account }),
  };
  const api = openHttp({
    product: 'Stripe',
    baseUrl: config.api_base,
    authorization: { headers: () => Promise.resolve(credentials) },
    allowsInternalAddresses,
    requestsPerSecond: config.requests_per_second,
  });
  const versionHeader = (version: string | undefined) => (version === undefined ? {} : { 'stripe-version': version });
  let known: Resources | undefined;

  async function resources(signal: AbortSignal): Promise<Resources> {
    signal.throwIfAborted();
    known ??= readResources(await fetchDocument(config.openapi_url, allowsInternalAddresses, signal));
    return known;
  }

  async function accountId(signal: AbortSignal): Promise<string> {
    const { id } = await api.json({
      path: '/v1/account',
      headers: versionHeader(config.api_version),
      schema: account,
      signal,
      needs: 'the permission to read the account',
    });
    return id;
  }

  return {
    async test(signal) {
      return { passed: ['resolve', 'connect', 'authenticate'], server: `Stripe account ${await accountId(signal)}` };
    },
    async describe(signal, onProgress) {
      // The document is the same for every key: a scan with one that is no good must fail all the same.
      await accountId(signal);
      const model = toModel(await resources(signal));
      const total = model.objects.length;
      for (let done = 1; done <= total; done += 1) onProgress({ done, total });
      return model;
    },
    async *read(object, names, { signal, limit = Infinity }): AsyncIterable<Batch> {
      const { resources: all, version } = await resources(signal);
      const resource = all.find(({ id }) => id === object);
      if (resource === undefined) throw new SourceError('read', `Stripe has no object "${object}"`, 'Scan the source again.');
      const fields = names.map((name) => fieldOf(resource, name));
      const headers = versionHeader(config.api_version ?? version);
      for await (const records of recordPages({ api, resources: all, headers, signal }, resource, limit))
        yield { rows: records.map((record) => fields.map((field) => fieldText(record, field))) };
    },
    close: () => api.close(),
  };
}

async function fetchDocument(url: string, allowsInternalAddresses: boolean, signal: AbortSignal) {
  const { origin, pathname, search } = new URL(url);
  const client = openHttp({
    product: "Stripe's OpenAPI document",
    baseUrl: origin,
    authorization: { headers: () => Promise.resolve({}) },
    allowsInternalAddresses,
    maxBytes: DOCUMENT_BYTES,
  });
  try {
    return await client.json({ path: pathname + search, schema: openApiDocument, signal });
  } finally {
    await client.close();
  }
}

function fieldOf(resource: Resource, name: string) {
  const field = resource.fields.find(({ path }) => path.join('.') === name);
  if (field !== undefined) return field;
  throw new SourceError('read', `Stripe's ${resource.id} has no field "${name}"`, 'Scan the source again.');
}
