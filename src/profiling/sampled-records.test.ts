import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startPlatform, reply } from '../demo/platforms/server.ts';
import { openHttp } from '../connectors/http-client.ts';
import type { SaasSession } from '../connectors/contract.ts';
import { SourceError } from '../domain/errors.ts';
import type { SaasFieldModel, SaasModel } from '../domain/saas.ts';
import { z } from 'zod';
import { profileSource } from './profile-source.ts';
import { sampledModel, sampledReader } from './sampled-records.ts';
import { openStaging } from './staging.ts';

const home = mkdtempSync(join(tmpdir(), 'cognate-sampled-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const field = (apiIdentifier: string, more: Partial<SaasFieldModel> = {}): SaasFieldModel => ({
  apiIdentifier,
  fieldName: apiIdentifier,
  dataType: 'string',
  isRequired: false,
  isUnique: false,
  isCustom: false,
  isSensitive: false,
  references: [],
  ...more,
});
const modelOf = (objects: Readonly<Record<string, readonly SaasFieldModel[]>>): SaasModel => ({
  objects: Object.entries(objects).map(([apiIdentifier, fields]) => ({ apiIdentifier, objectName: apiIdentifier, isCustom: false, fields })),
  associations: [],
  notes: [],
});

type Read = SaasSession['read'];

let stagings = 0;
async function profile(model: SaasModel, read: Read, { atOnce = 4, sampleRows = 100, signal = new AbortController().signal } = {}) {
  const source = sampledModel(model);
  const reader = sampledReader({ read });
  const staging = await openStaging({ directory: join(home, `s${(stagings += 1)}`), model: source, memoryLimitMb: 300 });
  const progress: { done: number; rows: number }[] = [];
  try {
    const { entities } = await profileSource(reader, source, staging, {
      signal,
      sampleRows,
      atOnce,
      onProgress: ({ done, rows }) => void progress.push({ done, rows }),
    });
    return { entities, unread: reader.unread, progress };
  } finally {
    await staging.remove();
  }
}

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_item, i) => make(i));

test('objects are entities of their fields; what is unique is a key', () => {
  const model = modelOf({ contacts: [field('id', { isUnique: true, isRequired: true, dataType: 'number' }), field('tax', { isSensitive: true })] });
  expect(sampledModel(model).entities).toMatchObject([
    {
      path: { name: 'contacts' },
      attributes: [
        { name: 'id', dataType: 'number', isNullable: false, ordinal: 1 },
        { name: 'tax', isNullable: true, isSensitive: true },
      ],
      keys: [{ kind: 'unique', columns: ['id'] }],
    },
  ]);
});

test('several objects are read at a time, no more; the outcome does not depend on it', async () => {
  const model = modelOf(Object.fromEntries(times(9, (i) => [`o${i}`, [field('id'), field('word')]])));
  let open = 0;
  let most = 0;
  const read: Read = async function* (object, fields, { limit = Infinity }) {
    open += 1;
    most = Math.max(most, open);
    for (let i = 0; i < limit; i += 50) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      yield { rows: times(50, (n) => fields.map((name) => `${object}-${name}-${i + n}`)) };
    }
    open -= 1;
  };
  const parallel = await profile(model, read);
  expect(most).toBe(4);
  expect(parallel.entities.map(({ rows }) => rows)).toEqual(times(9, () => 100));
  expect(parallel.progress.at(-1)).toEqual({ done: 9, rows: 900 });
  expect(parallel.progress.every(({ done, rows }, i, all) => done >= (all[i - 1]?.done ?? 0) && rows >= (all[i - 1]?.rows ?? 0))).toBe(true);
  most = 0;
  expect((await profile(model, read, { atOnce: 1 })).entities).toEqual(parallel.entities);
  expect(most).toBe(1);
});

test('values of what the platform marks as sensitive are masked, whatever they look like', async () => {
  const model = modelOf({ people: [field('level'), field('code', { isSensitive: true }), field('mail', { isSensitive: true })] });
  const { entities } = await profile(model, async function* (_object, fields) {
    yield {
      rows: times(30, (i) => fields.map((name) => ({ level: `L${i % 3}`, code: String(4000 + i), mail: `ann${i}@example.com` })[name] ?? null)),
    };
  });
  const [level, code, mail] = entities[0]?.attributes ?? [];
  expect(level).toMatchObject({ sensitive: false, min: 'L0', top: [{ value: 'L0', count: 10 }, {}, {}] });
  expect(code).toMatchObject({ sensitive: true, distinct: 30, min: null, max: null, minNumber: null, top: [{ value: '***', count: 20 }] });
  expect(mail).toMatchObject({ sensitive: true, semanticType: 'email', min: null });
  expect(JSON.stringify(mail?.top)).not.toMatch(/ann|example/);
});

/** What reading ends with where the platform answers like this. */
async function refusedWith(status: number, body: unknown): Promise<unknown> {
  const platform = await startPlatform({ 'GET /records': () => reply(status, body) });
  const client = openHttp({
    product: 'Shelf',
    baseUrl: platform.url,
    allowsInternalAddresses: true,
    authorization: { headers: async () => ({}) },
  });
  try {
    return await client.json({ path: '/records', schema: z.unknown(), signal: new AbortController().signal, stage: 'read' }).catch((error) => error);
  } finally {
    await client.close();
    await platform.close();
  }
}

const two = modelOf({ a: [field('id')], b: [field('id')] });
const readUnless = (error: unknown): Read =>
  async function* (object) {
    yield { rows: [['1'], ['2']] };
    if (object === 'a') throw error;
  };

test.each([
  [403, { category: 'MISSING_SCOPES' }],
  [404, {}],
  [400, [{ errorCode: 'MALFORMED_QUERY' }]],
])('an object whose records are refused with %d is told, and the others are read', async (status, body) => {
  const { entities, unread } = await profile(two, readUnless(await refusedWith(status, body)));
  expect(entities[1]).toMatchObject({ rows: 2 });
  expect([...unread.keys()]).toEqual(['a']);
  expect(unread.get('a')).toMatch(/^Its records could not be read\. Shelf /);
});

test.each([
  [401, {}],
  [403, { errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
  [500, {}],
])('a platform that answers %d fails', async (status, body) => {
  await expect(profile(two, readUnless(await refusedWith(status, body)))).rejects.toBeInstanceOf(SourceError);
});

test('a failure stops the reading of the others, an abort all of it', async () => {
  let stopped = 0;
  let othersRead: () => void = () => {};
  const othersAreRead = new Promise<void>((resolve) => (othersRead = resolve));
  const waiting: Read = async function* (object, _fields, { signal }) {
    yield { rows: [['1']] };
    if (object === 'a') {
      await othersAreRead;
      throw new SourceError('read', 'Shelf fell over', 'Try again later.');
    }
    await new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        stopped += 1;
        reject(new Error('stopped'));
      });
      othersRead();
    });
  };
  await expect(profile(two, waiting)).rejects.toMatchObject({ problem: 'Shelf fell over' });
  expect(stopped).toBe(1);
  const controller = new AbortController();
  const aborted = profile(modelOf({ b: [field('id')] }), waiting, { signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  await expect(aborted).rejects.toMatchObject({ code: 'cancelled' });
});
