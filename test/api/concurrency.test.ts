import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogFixture, type CatalogFixture } from './catalog-fixture.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let catalog: CatalogFixture;
let source: string;
beforeAll(async () => {
  api = await testApi();
  catalog = await catalogFixture(api);
  source = `/api/integration-sources/${catalog.sourceId}`;
});
afterAll(() => api.close());

type Body = Readonly<Record<string, unknown>>;

/** A resource whose rows several clients change at once: where one is, a text of it, and a change of several fields. */
interface Resource {
  readonly url: () => string;
  readonly text: string;
  readonly whole: (writer: number) => Body;
}

const described = {
  text: 'description',
  whole: (writer: number) => ({ description: `text ${writer}`, description_generated_at: new Date(writer * 1000).toISOString() }),
};

const resources: Readonly<Record<string, Resource>> = {
  'an integration source': { url: () => source, ...described },
  'a database': { url: () => `${source}/databases/${catalog.databaseId}`, ...described },
  'a schema': { url: () => `${source}/schemas/${catalog.schemaId}`, ...described },
  'a table': { url: () => `${source}/tables/${catalog.tables.orders}`, ...described },
  'a column': { url: () => `${source}/columns/${catalog.columns['orders.id']}`, ...described },
};

const writers = Array.from({ length: 12 }, (_, index) => index + 1);

async function send(method: 'GET' | 'PUT' | 'DELETE', url: string, body?: Body, ifMatch?: string) {
  const answer = await api.app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${api.token}`, ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, etag: String(answer.headers['etag']), body: answer.json<Body>() };
}

describe.each(Object.entries(resources))('%s', (_name, { url, text, whole }) => {
  test('changed by many who each read it, change it and say which state they read: no change is lost', async () => {
    let refused = 0;
    const append = async (writer: number): Promise<void> => {
      for (;;) {
        const read = await send('GET', url());
        const before = typeof read.body[text] === 'string' ? read.body[text] : '';
        const written = await send('PUT', url(), { [text]: `${before}<${writer}>` }, read.etag);
        if (written.status === 200) return;
        expect(written.status).toBe(412);
        refused += 1;
      }
    };
    await Promise.all(writers.map(append));
    const after = String((await send('GET', url())).body[text]);
    expect(after.match(/<\d+>/g)?.toSorted()).toEqual(writers.map((writer) => `<${writer}>`).toSorted());
    expect(refused).toBeGreaterThan(0);
  });

  test('changed by many who do not say: one of them wins, whole', async () => {
    const answers = await Promise.all(writers.map((writer) => send('PUT', url(), whole(writer))));
    expect(answers.map(({ status }) => status)).toEqual(writers.map(() => 200));
    const after = (await send('GET', url())).body;
    const winners = writers.filter((writer) => Object.entries(whole(writer)).every(([field, value]) => String(after[field]) === String(value)));
    expect(winners).toHaveLength(1);
  });

  test('an ETag stands for one state: of a GET, of the answer to a PUT, of any where it is *', async () => {
    const first = await send('GET', url());
    expect(first.etag).toMatch(/^"[\w-]+"$/);
    const second = await send('PUT', url(), { [text]: 'second' }, `"something-else", ${first.etag}`);
    expect(second.status).toBe(200);
    expect(second.etag).not.toBe(first.etag);
    expect((await send('GET', url())).etag).toBe(second.etag);
    const late = await send('PUT', url(), { [text]: 'late' }, first.etag);
    expect(late.status).toBe(412);
    expect(late.body['detail']).toContain('has changed since it was read');
    expect((await send('GET', url())).body[text]).toBe('second');
    expect((await send('PUT', url(), { [text]: 'third' }, '*')).status).toBe(200);
  });
});

test('what has changed since it was read is not deleted', async () => {
  const made = await api.call('POST', `${source}/databases`, { name: 'archive' });
  const at = `${source}/databases/${made.id}`;
  const { etag } = await send('GET', at);
  await send('PUT', at, { priority: 1 });
  expect((await send('DELETE', at, undefined, etag)).status).toBe(412);
  expect((await send('DELETE', at, undefined, (await send('GET', at)).etag)).status).toBe(200);
  expect((await send('DELETE', source, undefined, etag)).status).toBe(412);
});
