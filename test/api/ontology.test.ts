import fc from 'fast-check';
import { parse } from 'yaml';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { readYaml, writeYaml } from '../../src/services/ontology-yaml.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let path: string;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());
/** An organization without an ontology for every test. */
let token: string;
let organizationId: string;
beforeEach(async () => {
  organizationId = (await api.call('POST', '/api/organization', { name: 'Northwind' })).id;
  token = String((await api.call('POST', '/api/tokens', { name: 'x', organization_id: organizationId })).body['token']);
  path = `/api/organization/${organizationId}/ontology`;
});

const put = (body: unknown, headers = {}) => api.call('PUT', path, body, token, headers);
const get = (query = '', bearer = token) => api.call('GET', `${path}${query}`, undefined, bearer);

const content = {
  zebra: 'a key that nobody documented, and first',
  metadata: { organization_name: 'Northwind', reviewed: null },
  business_entities: [{ name: 'Customer', type: 'Thing', description: 'Who buys' }],
  relationships: [],
  data_entity_mappings: { Customer: 'crm.companies' },
  key_metrics: [{ name: 'Churn', description: 'Lost', involved_entities: ['Customer'] }],
  business_glossary: { zulu: 'last', ARR: 'Annual recurring revenue', no: 'yes' },
  business_rules: ['1e3', '2026-01-01', '0x10', 'null', '~', '', ' padded ', 'two\nlines\n', '# none', '- none', 'a: b', '👋 ö'],
};

describe('the ontology', () => {
  test('is empty at first, and then what was written last', async () => {
    const first = await get();
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ organization_id: organizationId, version: 0, ontology: {}, change_log: null, created_by: null });
    const written = await put({ change_log: 'Everything', ontology: content });
    expect(written.status).toBe(200);
    expect(written.body).toMatchObject({ version: 1, change_log: 'Everything', created_by: api.userId, ontology: content });
    const read = await get();
    expect(read.body).toEqual(written.body);
    expect(read.headers.etag).toBe(written.headers.etag);
    const organization = await api.call('GET', `/api/organization/${organizationId}`, undefined, token);
    expect(organization.body).toMatchObject({
      business_ontology: content,
      ontology_version: 1,
      ontology_updated_at: written.body['created_at'],
      updated_at: written.body['created_at'],
    });
  });

  test('goes back as the client got it, and keeps the order of its keys within each part', async () => {
    await put({ ontology: content });
    const read = await get();
    const again = await put(read.body);
    expect(again.body).toMatchObject({ version: 2, ontology: content });
    const glossary = (again.body['ontology'] as typeof content).business_glossary;
    expect(Object.keys(glossary)).toEqual(['zulu', 'ARR', 'no']);
  });

  test('is the same as YAML', async () => {
    expect((await get('?format=yaml')).text).toBe('{}\n');
    await put({ ontology: content });
    const yaml = await get('?format=yaml');
    expect(yaml.status).toBe(200);
    expect(yaml.headers['content-type']).toBe('text/yaml; charset=utf-8');
    expect(yaml.headers.etag).toBe((await get('?format=json')).headers.etag);
    expect(parse(yaml.text)).toEqual(content);
    // Also for those who still read YAML 1.1, where no is false and 1e3 a number.
    expect(parse(yaml.text, { version: '1.1' })).toEqual(content);
    const written = await put({ change_log: 'As YAML', yaml: yaml.text });
    expect(written.body).toMatchObject({ version: 2, ontology: content });
    expect((await get('?format=yaml')).text).toBe(yaml.text);
    expect((await get('?format=xml')).problems).toEqual(['query.format']);
  });

  test('comes as ontology or as yaml', async () => {
    for (const body of [{}, { change_log: 'nothing' }, { ontology: {}, yaml: '{}' }, { ontology: null, yaml: null }]) {
      const answer = await put(body);
      expect(answer.status, JSON.stringify(body)).toBe(422);
      expect(answer.problems).toEqual(['body']);
    }
    expect((await put({ ontology: {}, yaml: null })).body).toMatchObject({ version: 1, ontology: {} });
    expect((await put({ ontology: null, yaml: '{}' })).body).toMatchObject({ version: 2, ontology: {} });
  });

  test('has documented keys of the documented kinds, and any others', async () => {
    const wrong = { metadata: [], business_entities: {}, business_glossary: 'x', business_rules: 1, mine: 1 };
    expect((await put({ ontology: wrong })).problems).toEqual([
      'body.ontology.metadata',
      'body.ontology.business_entities',
      'body.ontology.business_glossary',
      'body.ontology.business_rules',
    ]);
    expect((await put({ yaml: 'metadata: []\nkey_metrics: x' })).problems).toEqual(['body.yaml.metadata', 'body.yaml.key_metrics']);
    expect((await put({ yaml: 'metadata:\nrelationships: ~\nmine: 1' })).body['ontology']).toEqual({ metadata: null, relationships: null, mine: 1 });
    for (const ontology of [[], 'text', 1]) expect((await put({ ontology })).problems).toEqual(['body.ontology']);
    expect((await put({ ontology: {}, change_log: 'x'.repeat(1001) })).problems).toEqual(['body.change_log']);
  });

  test('is read by everybody and written by administrators of its organization', async () => {
    const mine = `/api/organization/${api.organizationId}/ontology`;
    const [analyst, admin] = [await api.tokenOf('ANALYST'), await api.tokenOf('ORGANIZATION_ADMIN')];
    expect((await api.call('GET', mine, undefined, analyst)).status).toBe(200);
    expect((await api.call('PUT', mine, { ontology: {} }, analyst)).status).toBe(403);
    expect((await api.call('PUT', mine, { ontology: {} }, admin)).status).toBe(200);
    expect((await api.call('POST', `${mine}/versions/1/restore`, undefined, analyst)).status).toBe(403);
    expect((await get('', api.token)).status).toBe(404);
    expect((await api.call('PUT', path, { ontology: {} })).status).toBe(404);
    expect((await get(`?resource_id=${newId()}`)).status).toBe(404);
  });

  test('is not written over the head of somebody else, not even the first', async () => {
    const empty = { 'if-match': String((await get()).headers.etag) };
    const writers = await Promise.all(['a', 'b', 'c'].map((name) => put({ ontology: { name } }, empty)));
    expect(writers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412, 412]);
    const current = { 'if-match': String((await get()).headers.etag) };
    expect((await put({ ontology: { by: 'd' } }, current)).body).toMatchObject({ version: 2 });
    expect((await put({ ontology: { by: 'e' } }, current)).status).toBe(412);
  });
});

describe('versions', () => {
  test('are made by every writing, listed, read and restored', async () => {
    await put({ change_log: 'One', ontology: { step: 1 } });
    await put({ change_log: 'Two', yaml: 'step: 2' });
    await put({ change_log: 'Two again', yaml: 'step: 2' });
    const versions = await get('/versions');
    expect(versions.list).toMatchObject([
      { version: 1, change_log: 'One', created_by: api.userId },
      { version: 2, change_log: 'Two', created_by: api.userId },
      { version: 3, change_log: 'Two again', created_by: api.userId },
    ]);
    expect(versions.list[0]).not.toHaveProperty('ontology');
    expect((await get('/versions/1')).body).toMatchObject({ version: 1, change_log: 'One', ontology: { step: 1 } });
    expect((await get('/versions/2?format=yaml')).text).toBe('step: 2\n');
    const restored = await api.call('POST', `${path}/versions/1/restore`, { change_log: 'Back' }, token);
    expect(restored.status).toBe(201);
    expect(restored.body).toMatchObject({ version: 4, change_log: 'Back', ontology: { step: 1 } });
    expect((await get()).body).toEqual(restored.body);
    const silent = await api.call('POST', `${path}/versions/3/restore`, undefined, token);
    expect(silent.body).toMatchObject({ version: 5, change_log: 'Restored version 3', ontology: { step: 2 } });
    const organization = await api.call('GET', `/api/organization/${organizationId}`, undefined, token);
    expect(organization.body).toMatchObject({ ontology_version: 5, business_ontology: { step: 2 } });
  });

  test('are paged, and only there where they were made', async () => {
    for (const step of [1, 2, 3]) await put({ ontology: { step } });
    const first = await get('/versions?limit=2');
    expect(first.list.map(({ version }) => version)).toEqual([1, 2]);
    const next = /<(.+)>; rel="next"/.exec(String(first.headers['link']))?.[1] ?? '';
    expect((await api.call('GET', next, undefined, token)).list.map(({ version }) => version)).toEqual([3]);
    expect((await get('/versions/4')).status).toBe(404);
    expect((await api.call('POST', `${path}/versions/4/restore`, undefined, token)).status).toBe(404);
    for (const version of ['0', '-1', '1.5', 'x', '2147483648']) {
      expect((await get(`/versions/${version}`)).problems, version).toEqual(['path.version']);
    }
  });

  test('are numbered without gaps where many write at once', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, step) => put({ ontology: { step } })));
    expect((await get('/versions')).list.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('are told in the audit log, without their content', async () => {
    await put({ change_log: 'One', ontology: { planted: 'planted' } });
    await api.call('POST', `${path}/versions/1/restore`, undefined, token);
    const events = await api.store.inOrganization(organizationId, (trx) =>
      trx.selectFrom('audit_events').select(['action', 'details', 'actor_id']).where('object_kind', '=', 'ontology').orderBy('id').execute(),
    );
    expect(events).toEqual([
      { action: 'ontology.updated', details: { version: 1 }, actor_id: api.userId },
      { action: 'ontology.restored', details: { version: 2, restored: 1 }, actor_id: api.userId },
    ]);
  });
});

describe('YAML', () => {
  test('is told by line and column where it is not valid', async () => {
    for (const [yaml, says] of [
      ['a: [1,\nb: }', /line 2, column 1: /],
      ['a:\n\t- b', /line 2, column 1: Tabs/],
      ['a: 1\nb: 2\na: 3', /line 3, column 1: the key "a" comes twice/],
      ['1: x\n"1": y', /line 2, column 1: the key "1" comes twice/],
      ['a:\n  ? [b]\n  : c', /line 2, column 5: With stringKeys, all keys must be strings/],
      ['a: !python/object:os.system x', /line 1, column 4: Unresolved tag/],
      ['a: !!binary aGVsbG8=', /line 1, column 4: Unresolved tag/],
      ['a: !!timestamp 2001-01-01', /line 1, column 4: Unresolved tag/],
      ['a: .inf', /line 1, column 4: JSON has no number .inf: quote it/],
      ['a: 1\nb: -.NaN\nc: .nan', /line 3, column 4: JSON has no number .nan/],
      ['a: 12345678901234567890', /line 1, column 4: JSON has no number 12345678901234567890/],
      ['a: 1e999', /JSON has no number 1e999/],
      ['__proto__: {}', /line 1, column 1: the key "__proto__"/],
      ['a: *b', /an alias that names nothing/],
      ['&a {b: *a}', /an alias that names nothing, or itself/],
      ['a: 1\n---\nb: 2', /line 2, column 1: Source contains multiple documents/],
    ] as const) {
      const answer = await put({ yaml });
      expect(answer.status, yaml).toBe(422);
      expect(
        answer.problems.every((place) => place === 'body.yaml'),
        yaml,
      ).toBe(true);
      expect(answer.text.replaceAll('\\"', '"'), yaml).toMatch(says);
    }
    for (const yaml of ['', 'text', '- list', '7']) expect((await put({ yaml })).problems, yaml).toEqual(['body.yaml']);
    expect((await get()).body).toMatchObject({ version: 0 });
  });

  test('is 1.2, whatever it says: the words of 1.1 are texts', () => {
    const text = '%YAML 1.1\n---\nno: no\non: 2001-01-01\noct: 0o17\nten: 010\nhex: 0x1F\nsum: 1_000\nexp: 1e3\n<<: {a: 1}\n~: ~\n1.50: true\n';
    expect(readYaml(text)).toEqual({
      no: 'no',
      on: '2001-01-01',
      oct: 15,
      ten: 10,
      hex: 31,
      sum: '1_000',
      exp: 1000,
      '<<': { a: 1 },
      '~': null,
      '1.50': true,
    });
    expect(readYaml('a: &x [1]\nb: *x')).toEqual({ a: [1], b: [1] });
  });

  test('does not grow beyond what was sent, nor take long to refuse', async () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[i]}`).join()}]`),
    ];
    for (const [yaml, says] of [
      [bomb.join('\n'), /too much/],
      [`a: &a x\nb:\n${'- *a\n'.repeat(101)}`, /more than 100 aliases/],
      [`[${'1,'.repeat(300_000)}]`, /more than 250000 parts/],
      [`a: ${'['.repeat(3000)}${']'.repeat(3000)}`, /nested too deeply/],
      [`a: ${'['.repeat(100)}${']'.repeat(100)}`, /at most 100 levels/],
      [`a: ${'x'.repeat(1024 * 1024)}`, /at most 1048576 characters/],
    ] as const) {
      const answer = await put({ yaml });
      expect(answer.status, yaml.slice(0, 40)).toBe(422);
      expect(answer.text.length).toBeLessThan(5000);
      expect(answer.text, yaml.slice(0, 40)).toMatch(says);
    }
    expect((await put({ yaml: `a: ${'['.repeat(99)}${']'.repeat(99)}` })).status).toBe(200);
    expect((await put({ ontology: { a: 'x'.repeat(1024 * 1024) } })).text).toMatch(/at most 1048576 characters as JSON/);
    expect((await put({ ontology: { a: 'x'.repeat(1024 * 1024 - 8) } })).status).toBe(200);
    const deep = `{"ontology":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`;
    const answer = await api.app.inject({
      method: 'PUT',
      url: path,
      payload: deep,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    expect(answer.statusCode).toBe(422);
  });

  test('holds whatever JSON holds', () => {
    const odd = fc.constantFrom(
      'no',
      'Yes',
      'ON',
      'y',
      '1e3',
      '0o7',
      '010',
      '1_000',
      '12:30:45',
      '2001-01-01',
      '.inf',
      '~',
      'null',
      '=',
      '<<',
      '!x',
      '&a',
      '*a',
      '|',
      '- a',
      'a: b',
      '# c',
      '%',
      '@',
      '`',
      '"',
      "'",
      '\t',
      ' x ',
      '\n',
      'a\n\n b\n',
      '\u0085',
      '\u2028',
      '\ufeff',
      '---',
      '...',
      '',
    );
    const text = fc.oneof(odd, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
    const number = fc.oneof(
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    );
    const key = text.filter((name) => name !== '__proto__');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        text,
        number,
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(value, (json) => {
        const plain: unknown = JSON.parse(JSON.stringify(json));
        const yaml = writeYaml(plain);
        expect(readYaml(yaml)).toEqual(plain);
        expect(writeYaml(readYaml(yaml))).toBe(yaml);
      }),
      { numRuns: 300 },
    );
  });
});
