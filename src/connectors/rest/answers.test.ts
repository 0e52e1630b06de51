import { describe, expect, it } from 'vitest';
import { endpointsOf } from './endpoints.ts';
import { restConfig } from './config.ts';
import { recordLists } from './lists.ts';
import { goesOnUnknown, nextPage } from './next-page.ts';
import { objectsIn } from './objects.ts';
import { mostFields, shapeOf } from './shape.ts';

const record = { id: 1 };

describe('where the records of /orders are', () => {
  const paths = (answer: unknown, dataPath?: string) =>
    recordLists(answer, 'orders', dataPath?.split('.')).map(({ name, path }) => [name ?? 'orders', path.join('.')]);

  it.each([
    ['the answer itself', [record], [['orders', '']]],
    ['an empty answer', [], [['orders', '']]],
    ['the list named for the endpoint', { orders: [record], customer: { id: 7 } }, [['orders', 'orders']]],
    ['a list with what tells of it', { data: [record], total: 1, next_page: null, links: {} }, [['orders', 'data']]],
    ['an empty list', { results: [], count: 0 }, [['orders', 'results']]],
    ['a list in an envelope in an envelope', { data: { items: [record], page: 1 }, status: 'ok' }, [['orders', 'data.items']]],
    ['HAL', { _embedded: { 'acme:orders': [record] }, _links: {}, page: { size: 1 } }, [['orders', '_embedded.acme:orders']]],
    ['JSON:API with what is included', { data: [record], included: [record], jsonapi: {} }, [['orders', 'data']]],
    [
      'several lists',
      { shops: [record], clerks: [record], meta: {} },
      [
        ['shops', 'shops'],
        ['clerks', 'clerks'],
      ],
    ],
    ['one record', { id: 1, status: 'open', url: '/orders/1' }, [['orders', '']]],
    ['one record with a list', { id: 1, items: [record] }, [['orders', '']]],
    ['one record with embedded ones', { id: 1, _embedded: { clerk: record } }, [['orders', '']]],
    ['one record in an envelope', { data: { id: 1 } }, [['orders', 'data']]],
    ['a list of values', ['a', 'b'], []],
    ['a value', 7, []],
    ['nothing', null, []],
  ])('%s', (_, answer, expected) => {
    expect(paths(answer)).toEqual(expected);
  });

  it('is where the configuration says, or nowhere', () => {
    expect(paths({ a: { b: [record] }, orders: [record] }, 'a.b')).toEqual([['orders', 'a.b']]);
    expect(paths({ a: {} }, 'a.b')).toEqual([]);
    expect(paths({}, 'constructor.name')).toEqual([]);
  });
});

describe('the next page', () => {
  const at = 'https://api.example/v1/orders?limit=2&page=1';
  const next = (answer: unknown, link: string | null = null, count = 2) => nextPage({ answer, link, address: new URL(at), count })?.href;

  it.each([
    [
      'Link header',
      [],
      '<https://api.example/v1/orders?page=0>; rel="prev", <https://api.example/v1/orders?page=2>; rel="next"',
      'https://api.example/v1/orders?page=2',
    ],
    ['Link header without quotes, with more', [], '</v1/orders?after=b>; title="more"; rel=next', 'https://api.example/v1/orders?after=b'],
    ['Link header of something else', [], '<https://api.example/nextdoor>; rel="nextdoor"', undefined],
    ['links.next of JSON:API', { links: { next: { href: '/v1/orders?page[after]=x' } } }, null, 'https://api.example/v1/orders?page[after]=x'],
    ['_links.next of HAL', { _links: { next: { href: '?page=9' } } }, null, 'https://api.example/v1/orders?page=9'],
    ['next', { next: 'https://api.example/v1/orders?cursor=1' }, null, 'https://api.example/v1/orders?cursor=1'],
    ['paging.next_url', { paging: { next_url: '/v1/orders?b' } }, null, 'https://api.example/v1/orders?b'],
    ['@odata.nextLink', { '@odata.nextLink': '/v1/orders?$skip=2' }, null, 'https://api.example/v1/orders?$skip=2'],
    ['offset and total', { offset: 4, limit: 2, total: 9 }, null, 'https://api.example/v1/orders?limit=2&page=1&offset=6'],
    ['the last offset', { offset: 7, total: 9 }, null, undefined],
    ['page and pages in meta', { meta: { current_page: 1, last_page: 3 } }, null, 'https://api.example/v1/orders?limit=2&page=2'],
    ['the number of the next page', { next_page: 4 }, null, 'https://api.example/v1/orders?limit=2&page=4'],
    ['the last page', { page: 3, total_pages: 3 }, null, undefined],
    ['a cursor that is no address', { next: 'eyJpZCI6MX0' }, null, undefined],
    ['no word of it', { next: null, links: { next: null } }, null, undefined],
  ])('%s', (_, answer, link, expected) => {
    expect(next(answer, link)).toBe(expected);
  });

  it.each([
    [{ has_more: true, next_cursor: 'b' }, true],
    [{ response_metadata: { next_cursor: 'b' } }, true],
    [{ paging: { cursors: { after: 'b' } }, meta: { has_next: true } }, true],
    [{ has_more: false, next_cursor: null }, false],
    [{ response_metadata: { next_cursor: '' } }, false],
    [{ has_more: true, next: '/v1/orders?c=1' }, false],
    [[], false],
  ])('is missed where %j says that there is one', (answer, expected) => {
    expect(goesOnUnknown({ answer, link: null, address: new URL(at), count: 2 })).toBe(expected);
  });

  it('ends with a page that holds nothing, whatever it counts', () => {
    expect(next({ offset: 4, total: 9 }, null, 0)).toBeUndefined();
  });
});

describe('the shape of records', () => {
  const types = (records: readonly Record<string, unknown>[], depth = 3) =>
    Object.fromEntries(shapeOf(records, depth).fields.map(({ path, dataType }) => [path.join('.'), dataType]));

  it('has one word for the values of a field', () => {
    const records = [
      { n: 1, f: 1, d: '2025-01-31', t: '2025-01-31T08:00:00Z', mixed: 'x', none: null, b: true, empty: '', list: [], dates: '2025-01-31' },
      { n: 2, f: 1.5, d: '', t: '2025-01-31T08:00:00.5+02:00', mixed: 7, b: false, empty: '', list: [1, null], dates: '2025-01-31 10:00' },
    ];
    expect(types(records)).toEqual({
      n: 'integer',
      f: 'number',
      d: 'string (date)',
      t: 'string (date-time)',
      mixed: 'integer | string',
      none: 'unknown',
      b: 'boolean',
      empty: 'string',
      list: 'array<integer>',
      dates: 'string',
    });
  });

  it('takes objects apart, also where some records have none, and keeps what is sometimes an object and sometimes not', () => {
    expect(types([{ a: null }, { a: { b: 1 } }, { a: {} }])).toEqual({ 'a.b': 'integer' });
    expect(types([{ a: {} }])).toEqual({ a: 'object' });
    expect(types([{ a: 'x' }, { a: { b: 1 } }])).toEqual({ a: 'string', 'a.b': 'integer' });
    expect(types([{ a: { b: { c: 1 } } }], 2)).toEqual({ 'a.b': 'object' });
  });

  it('bears names that are traps', () => {
    const records = [JSON.parse('{"__proto__": {"a": 1}, "constructor": 2, "": 3, " ": 4, "x.y": 5, "x": {"y": 6}}') as Record<string, unknown>];
    expect(types(records)).toEqual({ ['__proto__.a']: 'integer', constructor: 'integer', 'x.y': 'integer' });
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it('is cut where an object is used as a map', () => {
    const map = Object.fromEntries(Array.from({ length: mostFields + 50 }, (_, i) => [`k${i}`, i]));
    expect(shapeOf([map], 3)).toMatchObject({ isCut: true, fields: { length: mostFields } });
  });
});

describe('arrays of objects', () => {
  const [endpoint] = endpointsOf(restConfig.parse({ base_url: 'https://api.example', introspection_endpoint: '/orders' }));
  const names = (answer: unknown, depth = 3) =>
    endpoint === undefined ? [] : objectsIn(answer, endpoint, depth).map(({ apiIdentifier }) => apiIdentifier);

  it('are objects of their own where their records have a key', () => {
    const lines = [{ sku: 'a', taxes: [{ rate: 1 }] }];
    expect(
      names([
        { id: 1, lines },
        { id: 2, lines: [] },
      ]),
    ).toEqual(['orders', 'orders.lines']);
    expect(names([{ id: 1, lines: [{ id: 5, taxes: [{ rate: 1 }] }] }])).toEqual(['orders', 'orders.lines', 'orders.lines.taxes']);
    expect(names([{ id: 1, lines: [{ id: 5, taxes: [{ rate: 1 }] }] }], 2)).toEqual(['orders', 'orders.lines']);
    expect(names([{ lines }])).toEqual(['orders']);
    expect(
      names([
        { id: 1, lines },
        { id: 1, lines },
      ]),
    ).toEqual(['orders']);
    expect(
      names([
        { id: 1, mixed: [{ a: 1 }, 2] },
        { id: 2, mixed: [{ a: 1 }] },
      ]),
    ).toEqual(['orders']);
  });
});

describe('endpoints', () => {
  const tool = (endpoint: string, more = {}) => ({ name: endpoint, endpoint, ...more });
  const named = (...tools: readonly object[]) =>
    endpointsOf(restConfig.parse({ base_url: 'https://api.example/v2/', introspection_endpoint: '/all', tools })).map(({ name, address }) => [
      name,
      address.pathname + address.search,
    ]);

  it('go by the end of their path, or by all of it, each once', () => {
    expect(named(tool('/shop/items'), tool('/stock/items.json?all=1'), tool('/shop/items'), tool('/shop/items/{id}'), tool('/'))).toEqual([
      ['all', '/v2/all'],
      ['items', '/v2/shop/items'],
      ['stock/items', '/v2/stock/items.json?all=1'],
      ['records', '/v2/'],
    ]);
  });

  it('are asked with the defaults of their parameters', () => {
    const parameters = [{ name: 'limit', default: 50 }, { name: 'sort' }, { name: 'filter', default: 'a' }];
    expect(named(tool('/items', { parameters, query_parameters: ['sort'], body_parameters: ['filter'] })).at(-1)).toEqual([
      'items',
      '/v2/items?limit=50',
    ]);
  });
});
