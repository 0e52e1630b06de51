import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oneOfEach } from './one-of-each.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let source: string;
let ids: Readonly<Record<string, string>>;
let saas: string;
beforeAll(async () => {
  api = await testApi();
  const made = await oneOfEach(api, api);
  ids = made.ids;
  source = `/api/integration-sources/${ids['source_id']}`;
  saas = `/api/integration-sources/${made.saasSourceId}`;
});
afterAll(() => api.close());

type Body = Readonly<Record<string, unknown>>;

/** A resource whose rows several clients change at once: where one is, a text of it, and a change of several fields. */
interface Resource {
  readonly url: () => string;
  readonly read: (body: Body) => unknown;
  readonly write: (text: string) => Body;
  readonly whole: (writer: number) => Body;
}

const textIn = (field: string): Pick<Resource, 'read' | 'write'> => ({ read: (body) => body[field], write: (text) => ({ [field]: text }) });
const described: Omit<Resource, 'url'> = {
  ...textIn('description'),
  whole: (writer) => ({ description: `text ${writer}`, description_generated_at: new Date(writer * 1000).toISOString() }),
};
const evident = (score: string): Omit<Resource, 'url'> => ({
  read: ({ evidence }) => (evidence as Body | null)?.['note'],
  write: (note) => ({ evidence: { note } }),
  whole: (writer) => ({ [score]: writer / 100, evidence: { writer } }),
});

const resources: Readonly<Record<string, Resource>> = {
  'an integration source': { url: () => source, ...described },
  'a database': { url: () => `${source}/databases/${ids['database_id']}`, ...described },
  'a schema': { url: () => `${source}/schemas/${ids['schema_id']}`, ...described },
  'a table': { url: () => `${source}/tables/${ids['table_id']}`, ...described },
  'a column': { url: () => `${source}/columns/${ids['column_id']}`, ...described },
  'a SaaS object': { url: () => `${saas}/saas-objects/${ids['object_id']}`, ...described },
  'a SaaS field': { url: () => `${saas}/saas-objects/${ids['object_id']}/saas-fields/${ids['field_id']}`, ...described },
  'an association': { url: () => `${saas}/saas-associations/${ids['association_id']}`, ...evident('score') },
  'a relationship': { url: () => `/api/integration-sources/relationships/${ids['relationship_id']}`, ...evident('score') },
  'an entity link': { url: () => `/api/organization/${api.organizationId}/entity-links/${ids['entity_link_id']}`, ...evident('confidence_score') },
  'an organization': {
    url: () => `/api/organization/${api.organizationId}`,
    ...textIn('description'),
    whole: (writer) => ({ description: `text ${writer}`, customer_s3_bucket: `bucket-${writer}` }),
  },
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

describe.each(Object.entries(resources))('%s', (_name, { url, read, write, whole }) => {
  test('changed by many who each read it, change it and say which state they read: no change is lost', async () => {
    let refused = 0;
    const append = async (writer: number): Promise<void> => {
      for (;;) {
        const state = await send('GET', url());
        const before = read(state.body);
        const written = await send('PUT', url(), write(`${typeof before === 'string' ? before : ''}<${writer}>`), state.etag);
        if (written.status === 200) return;
        expect(written.status).toBe(412);
        refused += 1;
      }
    };
    await Promise.all(writers.map(append));
    const after = String(read((await send('GET', url())).body));
    expect(after.match(/<\d+>/g)?.toSorted()).toEqual(writers.map((writer) => `<${writer}>`).toSorted());
    expect(refused).toBeGreaterThan(0);
  });

  test('changed by many who do not say: one of them wins, whole', async () => {
    const answers = await Promise.all(writers.map((writer) => send('PUT', url(), whole(writer))));
    expect(answers.map(({ status }) => status)).toEqual(writers.map(() => 200));
    const after = (await send('GET', url())).body;
    const winners = writers.filter((writer) =>
      Object.entries(whole(writer)).every(([field, value]) => JSON.stringify(after[field]) === JSON.stringify(value)),
    );
    expect(winners).toHaveLength(1);
  });

  test('an ETag stands for one state: of a GET, of the answer to a PUT, of any where it is *', async () => {
    const first = await send('GET', url());
    expect(first.etag).toMatch(/^"[\w-]+"$/);
    const second = await send('PUT', url(), write('second'), `"something-else", ${first.etag}`);
    expect(second.status).toBe(200);
    expect(second.etag).not.toBe(first.etag);
    expect((await send('GET', url())).etag).toBe(second.etag);
    const late = await send('PUT', url(), write('late'), first.etag);
    expect(late.status).toBe(412);
    expect(late.body['detail']).toContain('has changed since it was read');
    expect(read((await send('GET', url())).body)).toBe('second');
    expect((await send('PUT', url(), write('third'), '*')).status).toBe(200);
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
