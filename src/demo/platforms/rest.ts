import { randomUUID } from 'node:crypto';
import { type Handler, type Platform, type PlatformRequest, reply, type Routes, startPlatform } from './server.ts';
import { type RestObject, type RestRecord, restRecords } from './rest-records.ts';

export { restRecords } from './rest-records.ts';
export { restTruth } from './rest-truth.ts';

export interface RestPlatform extends Platform {
  /** What a source needs to read the API with a token that user name and password are exchanged for. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Keys of the other ways to sign in. */
  readonly keys: Readonly<Record<'api_key' | 'bearer_token' | 'username' | 'password', string>>;
}

const base = '/api/v1';

/** The API of a parcel service, as APIs of different hands are: each list goes by pages in another way. */
export async function startRest(): Promise<RestPlatform> {
  const keys = { api_key: randomUUID(), bearer_token: randomUUID(), username: 'reader', password: `p"&${randomUUID()}` };
  const accepted = new Set([`Bearer ${keys.bearer_token}`, `Basic ${Buffer.from(`${keys.username}:${keys.password}`).toString('base64')}`]);
  const platform = await startPlatform(
    {
      [`POST ${base}/session`]: ({ body, headers }) => {
        const sent =
          headers['content-type'] === 'application/json' ? (JSON.parse(body) as RestRecord) : Object.fromEntries(new URLSearchParams(body));
        if (sent['user'] !== keys.username || sent['secret'] !== keys.password) return reply(401, { error: 'unknown_user' });
        const token = randomUUID();
        accepted.add(`Bearer ${token}`);
        return { session: { token, lives_for: 900 } };
      },
      ...routes,
    },
    {
      tokenPath: `${base}/session`,
      authorize: ({ headers, query }) =>
        accepted.has(headers.authorization ?? '') || headers['x-api-key'] === keys.api_key || query.get('key') === keys.api_key
          ? undefined
          : reply(401, { error: 'unauthorized' }),
    },
  );
  const config = {
    base_url: platform.url + base,
    auth_type: 'token_exchange',
    token_exchange_endpoint: '/session',
    token_exchange_body: '{"user": "${username}", "secret": "${password}", "grant": {"kind": "password"}}',
    token_exchange_username: keys.username,
    token_exchange_password: keys.password,
    token_response_path: 'session.token',
    token_expiry_path: 'session.lives_for',
    test_endpoint: '/account',
    introspection_endpoint: '/catalog',
    introspection_params: { full: true },
    introspection_data_key: 'data',
    tools,
  };
  return Object.assign(platform, { config, keys });
}

const tool = (name: string, endpoint: string, more: RestRecord = {}) => ({ name, endpoint, method: 'GET', ...more });

const tools = [
  tool('GET_ACCOUNT', '/account'),
  tool('LIST_CUSTOMERS', '/customers', {
    description: 'Who has parcels fetched and brought.',
    parameters: [{ name: 'limit', type: 'integer', default: 50 }],
    query_parameters: ['limit'],
  }),
  tool('LIST_ORDERS', '/orders'),
  tool('GET_ORDER', '/orders/{id}', { parameters: [{ name: 'id', required: true }], path_parameters: ['id'] }),
  tool('LIST_PRODUCTS', '/products'),
  tool('LIST_SHIPMENTS', '/shipments', { response_data_path: 'page.items' }),
  tool('LIST_RETURNS', '/returns'),
  tool('LIST_INVOICES', '/invoices'),
  tool('LIST_REFUNDS', '/refunds'),
  tool('LIST_AUDIT', '/audit'),
  tool('SEARCH', '/search', { parameters: [{ name: 'q', required: true }], query_parameters: ['q'] }),
  tool('CREATE_ORDER', '/orders', { method: 'POST', body_parameters: ['customer_id'] }),
  tool('LIST_SECRETS', '/secrets', { enabled_by_default: false }),
];

const routes: Routes = {
  [`GET ${base}/account`]: () => ({ company: 'Parcel Works', plan: 'large', limits: { orders: 5000, users: 40 } }),
  [`GET ${base}/catalog`]: ({ query }) =>
    query.get('full') === 'true'
      ? { data: { carriers: restRecords('carriers'), depots: restRecords('depots'), tariffs: restRecords('tariffs') } }
      : reply(400, { error: 'full_is_missing' }),
  [`GET ${base}/customers`]: paged('customers', ({ records, start, size, total, next }) =>
    reply(200, records, start + size < total ? { link: `<${next({ start: 0 })}>; rel="first", <${next({ start: start + size })}>; rel="next"` } : {}),
  ),
  [`GET ${base}/orders`]: paged('orders', ({ records, start, size, total, next }) => ({
    _embedded: { orders: records },
    _links: { self: { href: next({ start }) }, ...(start + size < total ? { next: { href: next({ start: start + size }) } } : {}) },
  })),
  [`GET ${base}/products`]: paged('products', ({ records, start, size, total, next }) => ({
    data: records,
    included: [{ type: 'tariffs', id: '50', attributes: { zone: 1 } }],
    links: { next: start + size < total ? next({ start: start + size }) : null },
  })),
  [`GET ${base}/shipments`]: ({ query }) => {
    const offset = Number(query.get('offset') ?? 0);
    const all = restRecords('shipments');
    return { page: { items: all.slice(offset, offset + 40), offset, limit: 40, total: all.length } };
  },
  [`GET ${base}/returns`]: paged('returns', ({ records, start, size, total, next }) => ({
    results: records,
    count: total,
    next: start + size < total ? new URL(next({ start: start + size })).search : null,
  })),
  [`GET ${base}/invoices`]: ({ query }) => {
    const page = Number(query.get('page') ?? 1);
    const all = restRecords('invoices');
    return { invoices: all.slice((page - 1) * 30, page * 30), page, total_pages: Math.ceil(all.length / 30) };
  },
  [`GET ${base}/refunds`]: () => ({ items: [], total: 0 }),
  [`GET ${base}/audit`]: () => reply(403, { error: 'forbidden' }),
};

interface Page {
  readonly records: readonly RestRecord[];
  readonly start: number;
  readonly size: number;
  readonly total: number;
  /** The address of this list with another query. */
  next(query: Readonly<Record<string, number>>): string;
}

function paged(object: RestObject, answer: (page: Page) => unknown): Handler {
  return (request) => {
    const all = restRecords(object);
    const size = Number(request.query.get('limit') ?? 25);
    const start = Number(request.query.get('start') ?? 0);
    return answer({ records: all.slice(start, start + size), start, size, total: all.length, next: (query) => addressOf(request, query) });
  };
}

function addressOf({ path, query, headers }: PlatformRequest, changes: Readonly<Record<string, number>>): string {
  const url = new URL(path, `http://${headers.host ?? ''}`);
  for (const [name, value] of query) if (name !== 'key') url.searchParams.set(name, value);
  for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, String(value));
  return url.href;
}
