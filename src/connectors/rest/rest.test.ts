import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeSaasConnector } from '../../../test/contracts/saas-connector.ts';
import { failureOf } from '../../../test/contracts/failures.ts';
import { loneHost } from '../../../test/support/lone-host.ts';
import { restRecords, type RestPlatform, restTruth, startRest } from '../../demo/platforms/rest.ts';
import type { SaasModel } from '../../domain/saas.ts';
import type { SaasSession } from '../contract.ts';
import { connector } from './index.ts';

const never = new AbortController().signal;
const quick = { requests_per_second: 1000 };

const customerFields = ['id', 'vat_number', 'created_at', 'credit_limit', 'address.city', 'address.geo.lat', 'tags'];
const text = (value: unknown) => (value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value));
const customerRows = restRecords('customers').map((customer) => {
  const address = customer['address'] as { city: string; geo: { lat: number } } | null;
  const created = String(customer['created_at']).replace('T', ' ').replace(/0*Z$/, '');
  return [customer['id'], customer['vat_number'], created, customer['credit_limit'], address?.city, address?.geo.lat, customer['tags']].map(text);
});

const expected = {
  objects: Object.keys(restTruth.objects).length,
  fields: Object.values(restTruth.objects).reduce((sum, fields) => sum + Object.keys(fields).length, 0),
  associations: 0,
  records: { object: 'customers', fields: customerFields, rows: customerRows },
};

describeSaasConnector('rest with a token exchange', {
  connector,
  async start() {
    const platform = await startRest();
    return { platform, config: { ...platform.config, ...quick }, renews: true, expected };
  },
});

describeSaasConnector('rest with an API key', {
  connector,
  async start() {
    const platform = await startRest();
    const config = { ...platform.config, auth_type: 'api_key', api_key: platform.keys.api_key, ...quick };
    return { platform, config: { ...config, token_exchange_password: undefined, token_exchange_body: undefined }, renews: false, expected };
  },
});

describe('an API without metadata', () => {
  let platform: RestPlatform;
  let session: SaasSession;
  let model: SaasModel;

  const open = (changes: Record<string, unknown> = {}) =>
    connector.open(connector.configSchema.parse({ ...platform.config, ...quick, ...changes }), never, loneHost);
  const rows = async (of: SaasSession, object: string, fields: readonly string[], limit = Infinity) => {
    const found = [];
    for await (const batch of of.read(object, fields, { signal: never, limit })) found.push(...batch.rows);
    return found;
  };
  const with_ = async <T>(changes: Record<string, unknown>, work: (own: SaasSession) => Promise<T>): Promise<T> => {
    const own = await open(changes);
    try {
      return await work(own);
    } finally {
      await own.close();
    }
  };

  beforeAll(async () => {
    platform = await startRest();
    session = await open();
    model = await session.describe(never, () => undefined);
  });
  beforeEach(() => platform.reset());
  afterAll(async () => {
    await session?.close();
    await platform?.close();
  });

  it('has an object for each list and for each array of things, with fields by the path to them', () => {
    const found = Object.fromEntries(
      model.objects.map(({ apiIdentifier, fields }) => [
        apiIdentifier,
        Object.fromEntries(fields.map((field) => [field.apiIdentifier, field.dataType])),
      ]),
    );
    expect(found).toEqual(restTruth.objects);
    expect(model.objects.find(({ apiIdentifier }) => apiIdentifier === 'customers')).toMatchObject({
      objectName: 'Customers',
      description: 'Who has parcels fetched and brought.',
    });
  });

  it('claims nothing that the API does not say', () => {
    expect(model.associations).toEqual([]);
    const promises = model.objects
      .flatMap(({ fields }) => fields)
      .filter((field) => field.isRequired || field.isUnique || field.references.length > 0);
    expect(promises).toEqual([]);
    expect(model.notes).toEqual(['audit is left out: the credentials may not read it.']);
    expect(model.objects.find(({ apiIdentifier }) => apiIdentifier === 'refunds')?.description).toMatch(/no records/);
  });

  it('calls only tools that list records', async () => {
    await with_({}, (own) => own.describe(never, () => undefined));
    const asked = platform.requests
      .filter(({ path }) => path !== platform.tokenPath)
      .map(({ method, path }) => `${method} ${path.slice('/api/v1/'.length)}`);
    const lists = ['catalog', 'account', 'customers', 'orders', 'products', 'shipments', 'returns', 'invoices', 'refunds', 'audit'];
    expect(asked.toSorted()).toEqual(lists.map((list) => `GET ${list}`).toSorted());
  });

  it.each([
    ['a Link header', 'customers', 'id'],
    ['the links of HAL', 'orders', 'id'],
    ['the links of JSON:API', 'products', 'id'],
    ['an offset', 'shipments', 'uuid'],
    ['an address called next', 'returns', 'rma'],
    ['page numbers', 'invoices', 'id'],
    ['no pages', 'depots', 'code'],
  ] as const)('reads on by %s', async (_, object, key) => {
    const all = restRecords(object).map((record) => [String(record[key])]);
    expect(await rows(session, object, [key])).toEqual(all);
    expect(await rows(session, object, [key], all.length - 2)).toEqual(all.slice(0, -2));
  });

  it('reads the elements of arrays with the key of the record that holds them', async () => {
    const items = restRecords('orders').flatMap((order) =>
      (order['items'] as { position: number; product_id: string }[]).map((item) => [String(order['id']), String(item.position), item.product_id]),
    );
    expect(await rows(session, 'orders.items', ['orders.id', 'position', 'product_id'])).toEqual(items);
    expect(await rows(session, 'orders.items', ['orders.id'], 3)).toEqual(items.slice(0, 3).map(([order]) => [order]));
    const scans = restRecords('shipments').reduce((sum, { tracking }) => sum + (tracking as { scans: unknown[] }).scans.length, 0);
    expect(await rows(session, 'shipments.tracking.scans', ['shipments.uuid'])).toHaveLength(scans);
  });

  it.each([
    [1, ['address', 'created_at', 'preferences']],
    [2, ['address.geo', 'address.city', 'created_at']],
    [5, ['address.geo.source.kind', 'address.geo.source.accuracy']],
  ])('takes nested objects apart down to %i names', async (depth, fields) => {
    const found = await with_({ introspection_max_depth: depth }, (own) => own.describe(never, () => undefined));
    const names = found.objects.find(({ apiIdentifier }) => apiIdentifier === 'customers')?.fields.map(({ apiIdentifier }) => apiIdentifier);
    expect(names).toEqual(expect.arrayContaining(fields));
    expect(Math.max(...(names ?? []).map((name) => name.split('.').length))).toBe(Math.min(depth, 4));
  });

  it.each([
    ['an API key in the header', () => ({ auth_type: 'api_key', api_key: platform.keys.api_key })],
    ['an API key in the query', () => ({ auth_type: 'api_key', api_key: platform.keys.api_key, api_key_in: 'query', api_key_name: 'key' })],
    ['a bearer token', () => ({ auth_type: 'bearer', bearer_token: platform.keys.bearer_token })],
    ['user name and password', () => ({ auth_type: 'basic', username: platform.keys.username, password: platform.keys.password })],
    ['a form in exchange for a token', () => ({ token_exchange_body: 'user=${username}&secret=${password}' })],
  ])('signs in by %s', async (_, changes) => {
    const found = await with_(changes(), async (own) => {
      expect((await own.test(never)).passed).toContain('authenticate');
      return [await own.describe(never, () => undefined), await rows(own, 'customers', ['id'])] as const;
    });
    expect(found).toEqual([model, restRecords('customers').map(({ id }) => [id])]);
  });

  it('says so where the exchange gives no token', async () => {
    const refused = await failureOf(with_({ token_exchange_password: 'wrong-password' }, (own) => own.test(never)));
    expect(refused).toMatchObject({ stage: 'authenticate', message: expect.stringContaining('no token for these credentials') });
    const misread = await failureOf(with_({ token_response_path: 'token' }, (own) => own.test(never)));
    expect(misread).toMatchObject({ stage: 'authenticate', message: expect.stringContaining('without a token at token') });
  });

  it('has a token once, and a new one before the old one ends', async () => {
    const exchanges = () => platform.requests.filter(({ path }) => path === platform.tokenPath).length;
    await with_({}, (own) => own.describe(never, () => undefined));
    expect(exchanges()).toBe(1);
    platform.reset();
    // It lives for 900 seconds: half of it may be spent before it is renewed.
    await with_({ token_expiry_buffer: 100_000 }, (own) => own.describe(never, () => undefined));
    expect(exchanges()).toBe(1);
  });

  it('introspects once for all that a session reads, or each time', async () => {
    const asked = async (ttl: number) => {
      platform.reset();
      await with_({ introspection_cache_ttl: ttl }, async (own) => {
        await rows(own, 'carriers', ['code']);
        await rows(own, 'depots', ['code']);
      });
      return platform.requests.filter(({ path }) => path === '/api/v1/account').length;
    };
    expect([await asked(3600), await asked(0)]).toEqual([1, 2]);
  });

  it('lives by its tools alone, and says so when they show nothing', async () => {
    const found = await with_({ introspection_endpoint: undefined }, (own) => own.describe(never, () => undefined));
    expect(found.objects.map(({ apiIdentifier }) => apiIdentifier)).toEqual(
      Object.keys(restTruth.objects).filter((name) => !['carriers', 'depots', 'tariffs'].includes(name)),
    );
    const only = { introspection_endpoint: undefined, tools: [{ name: 'LIST_AUDIT', endpoint: '/audit' }] };
    expect(await failureOf(with_(only, (own) => own.describe(never, () => undefined)))).toMatchObject({ stage: 'authenticate' });
  });

  it('keeps its place while its keys change', () => {
    const place = (changes: Record<string, unknown>) => {
      const config = { base_url: 'https://api.parcels.example/v1/', introspection_endpoint: '/all', ...changes };
      return connector.location(connector.configSchema.parse(config));
    };
    expect(place({})).toBe('rest:["api.parcels.example","/v1",null]');
    expect(place({ auth_type: 'api_key', api_key: 'one' })).toBe(place({ auth_type: 'api_key', api_key: 'two' }));
    expect(place({ auth_type: 'basic', username: 'a', password: 'x' })).not.toBe(place({ auth_type: 'basic', username: 'b', password: 'x' }));
  });

  it.each([
    ['nothing to introspect', { introspection_endpoint: undefined }],
    ['only tools that need parameters', { introspection_endpoint: undefined, tools: [{ name: 'GET_ORDER', endpoint: '/orders/{id}' }] }],
    ['a whole address as an endpoint', { introspection_endpoint: 'https://elsewhere.example/all' }],
    ['an address without a scheme as an endpoint', { introspection_endpoint: '//elsewhere.example/all' }],
    ['a depth of nothing', { introspection_max_depth: 0 }],
    ['a depth without end', { introspection_max_depth: 11 }],
    ['a way to sign in without its key', { auth_type: 'bearer' }],
  ])('refuses %s', (_, changes) => {
    const config = { base_url: 'https://api.parcels.example', introspection_endpoint: '/all', ...changes };
    expect(connector.configSchema.safeParse(config).success).toBe(false);
  });
});
