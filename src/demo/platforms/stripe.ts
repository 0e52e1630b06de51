import { randomUUID } from 'node:crypto';
import { type Handler, type LastingPlace, type Platform, type PlatformRequest, reply, type Routes, startPlatform } from './server.ts';
import { stripeDocument, type StripeGrowth } from './stripe-document.ts';
import { idsOf, type StripeRecord, stripeRecords } from './stripe-records.ts';
import { stripeResources } from './stripe-resources.ts';

export { stripeRecords } from './stripe-records.ts';
export { stripeTruth } from './stripe-truth.ts';

export interface StripePlatform extends Platform {
  /** What a source needs to read the account. */
  readonly config: Readonly<Record<'api_key' | 'api_base' | 'openapi_url', string>>;
}

interface StripeOptions extends StripeGrowth, LastingPlace {
  /** Requests per second. */
  readonly limit?: number;
}

const documentPath = '/openapi/spec3.json';
const problem = (status: number, code: string, message: string) => reply(status, { error: { type: 'invalid_request_error', code, message } });

/** A fake account of Stripe, as its REST API shows it, with the OpenAPI document, for which no key is needed. */
export async function startStripe({ limit, port, secret, ...growth }: StripeOptions = {}): Promise<StripePlatform> {
  const api_key = `sk_test_${secret ?? randomUUID().replaceAll('-', '')}`;
  const lists = Object.entries(stripeResources).flatMap(([id, { list }]) => (list === undefined ? [] : [[`GET ${list}`, listOf(id)] as const]));
  const document = stripeDocument(growth);
  const routes: Routes = {
    [`GET ${documentPath}`]: () => document,
    'GET /v1/account': () => stripeRecords('account')[0],
    ...Object.fromEntries(lists),
    'GET /v1/invoices/:parent/lines': listByParent('line_item'),
    'GET /v1/subscription_items': listByParent('subscription_item'),
    'GET /v1/transfers/:parent/reversals': listByParent('transfer_reversal'),
    ...(growth.manyObjects === undefined
      ? {}
      : { 'GET /v1/:resources': ({ path }: PlatformRequest) => ({ object: 'list', data: [], has_more: false, url: path }) }),
  };
  const platform = await startPlatform(routes, {
    ...(limit === undefined ? {} : { limit }),
    authorize: ({ path, headers }) =>
      path === documentPath || headers.authorization === `Bearer ${api_key}`
        ? undefined
        : problem(401, 'api_key_invalid', `Invalid API Key provided: ${headers.authorization ?? ''}`),
    port,
  });
  return Object.assign(platform, { config: { api_key, api_base: platform.url, openapi_url: platform.url + documentPath } });
}

function listOf(resource: string): Handler {
  const records = stripeRecords(resource);
  return (request) => pageOf(resource, records, request);
}

function listByParent(resource: string): Handler {
  const records = stripeRecords(resource);
  const { parent = { resource: '', field: '' } } = stripeResources[resource] ?? {};
  return (request) => {
    const id = request.params['parent'] ?? request.query.get(parent.field);
    if (id === null) return problem(400, 'parameter_missing', `Missing required param: ${parent.field}.`);
    if (!idsOf(parent.resource).includes(id)) return problem(404, 'resource_missing', `No such ${parent.resource}: ${id}`);
    return pageOf(
      resource,
      records.filter((record) => record[parent.field] === id),
      request,
    );
  };
}

function pageOf(resource: string, records: readonly StripeRecord[], { path, query }: PlatformRequest): unknown {
  const limit = Number(query.get('limit') ?? 10);
  if (!(limit >= 1 && limit <= 100)) return problem(400, 'parameter_invalid_integer', 'The limit is from 1 to 100.');
  const after = query.get('starting_after');
  const start = after === null ? 0 : records.findIndex(({ id }) => id === after) + 1;
  if (after !== null && start === 0) return problem(400, 'resource_missing', `No such ${resource}: ${after}`);
  return { object: 'list', data: records.slice(start, start + limit), has_more: start + limit < records.length, url: path };
}
