import { readdirSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { operationsOf, resolved, type Answer, type Document, type Entry, type Media, type Schema } from '../../src/api/docs/document.ts';
import { buildApi, type ApiDependencies } from '../../src/api/server.ts';
import { roles } from '../../src/domain/roles.ts';
import { oneOfEach, type OneOfEach } from './one-of-each.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let made: OneOfEach;
let document: Document;
let operations: readonly Entry[];
beforeAll(async () => {
  api = await testApi();
  made = await oneOfEach(api, api);
  document = (await api.call('GET', '/openapi.json', undefined, null)).body as unknown as Document;
  operations = operationsOf(document);
});
afterAll(() => api.close());

const isSuccess = (status: string) => status.startsWith('2');
const answersOf = ({ operation }: Entry) =>
  Object.entries(operation.responses).map(([status, response]) => ({ status, answer: resolved<Answer>(document, response) }));

describe('the document', () => {
  test('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document) as unknown as Record<string, unknown>);
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(document.openapi).toBe('3.1.0');
  });

  test('holds together: names are unique, references resolve, nothing lies around', () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    const templates = Object.keys(document.paths).map((path) => path.replaceAll(/\{\w+\}/g, '{}'));
    expect(new Set(templates).size).toBe(templates.length);
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(declared.map(({ name }) => name).toSorted(), path).toEqual(inPath.toSorted());
      expect(
        declared.every(({ required }) => required),
        path,
      ).toBe(true);
    }
    const used = new Set([...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/([^"]+)"/g)].map(([, name]) => name ?? ''));
    const { securitySchemes: _, ...components } = document.components;
    const defined = Object.entries(components).flatMap(([kind, things]) => Object.keys(things).map((name) => `${kind}/${name}`));
    expect([...used].toSorted()).toEqual(defined.toSorted());
  });

  test('is the same at every start', async () => {
    const again = await buildApi({ version: '0.0.0-test' } as ApiDependencies);
    const first = await api.call('GET', '/openapi.json', undefined, null);
    expect((await again.inject('/openapi.json')).body).toBe(first.text);
    await again.close();
  });

  test('is what it was: a change of the surface shows here', () => {
    const surface = operations.map(({ method, path, operation }) => `${method.padEnd(6)} ${path} ${operation.operationId}`).toSorted();
    expect(surface).toMatchSnapshot();
  });
});

describe('every operation', () => {
  test('is told in words, in a part of the API that is told too', () => {
    const parts = document.tags.map(({ name }) => name);
    expect(document.tags.filter(({ description }) => description === '')).toEqual([]);
    expect(parts.filter((name) => !operations.some(({ operation }) => operation.tags[0] === name))).toEqual([]);
    const untold = operations.flatMap(({ operation: { operationId, summary, description = '', tags, parameters = [], ...rest } }) => [
      ...(summary === '' || description === '' ? [`${operationId}: description`] : []),
      ...(summary.toLowerCase().replaceAll(' ', '_') === operationId ? [] : [`${operationId}: ${summary}`]),
      ...(tags.length === 1 && parts.includes(tags[0] ?? '') ? [] : [`${operationId}: tag ${tags.join()}`]),
      ...((roles as readonly unknown[]).includes(rest['x-required-role']) ? [] : [`${operationId}: role`]),
      ...parameters.filter((parameter) => (parameter.description ?? '') === '').map(({ name }) => `${operationId}: parameter ${name}`),
    ]);
    expect(untold).toEqual([]);
  });

  test('says how it fails, each error with an example', () => {
    for (const entry of operations) {
      const { operationId } = entry.operation;
      expect(Object.keys(entry.operation.responses), operationId).toEqual(expect.arrayContaining(['401', '403', '422', '429']));
      for (const { status, answer } of answersOf(entry).filter((each) => !isSuccess(each.status))) {
        expect(answer.description, `${operationId} ${status}`).not.toBe('Default Response');
        expect(answer.content?.['application/json']?.example, `${operationId} ${status}`).toHaveProperty('detail');
      }
    }
  });

  test('shows an example of its body and of its answer', () => {
    const lacking = operations.flatMap((entry) => {
      const { operationId, requestBody } = entry.operation;
      const without = (what: string, content: Readonly<Record<string, Media>> = {}) =>
        Object.entries(content).flatMap(([type, { example }]) => (example === undefined ? [`${operationId}: ${what} ${type}`] : []));
      const answers = answersOf(entry).filter(({ status }) => isSuccess(status));
      return [...without('body', requestBody?.content), ...answers.flatMap(({ status, answer }) => without(status, answer.content))];
    });
    expect(lacking).toEqual([]);
  });

  test('comes with the headers that the document promises', async () => {
    const reads = operations.filter(
      ({ method, path, operation }) => method === 'GET' && path.includes('{') && operation.operationId !== 'follow_job',
    );
    const idOf = (path: string, name: string) => (path.includes('/saas-') && name === 'source_id' ? made.saasSourceId : made.ids[name]);
    const wrong: string[] = [];
    for (const entry of reads) {
      const url = entry.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => idOf(entry.path, name) ?? '');
      const { status, headers, text } = await api.call('GET', url);
      expect(status, `${entry.operation.operationId}: ${text}`).toBe(200);
      const promised = Object.keys(answersOf(entry).find((each) => each.status === '200')?.answer.headers ?? {});
      if ((headers['etag'] !== undefined) !== promised.includes('ETag')) wrong.push(`${entry.operation.operationId}: ${String(headers['etag'])}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('examples', () => {
  test('fit what the document says of them', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addFormat('yaml', true);
    ajv.addSchema(document, 'openapi');
    const pointer = (...parts: string[]) =>
      `openapi#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
    const wrong: unknown[] = [];
    const hold = (name: string, at: string, example: unknown) => {
      if (example !== undefined && !ajv.validate({ $ref: at }, example)) wrong.push({ name, errors: ajv.errorsText(), example });
    };
    for (const [name, { examples = [] }] of Object.entries(document.components.schemas)) {
      for (const example of examples) hold(name, pointer('components', 'schemas', name), example);
    }
    for (const { method, path, operation } of operations) {
      const at = ['paths', path, method.toLowerCase()];
      for (const [type, { example }] of Object.entries(operation.requestBody?.content ?? {}))
        hold(`${operation.operationId} body`, pointer(...at, 'requestBody', 'content', type, 'schema'), example);
      for (const [status, response] of Object.entries(operation.responses))
        for (const [type, { example }] of Object.entries('$ref' in response ? {} : (response.content ?? {})))
          hold(`${operation.operationId} ${status}`, pointer(...at, 'responses', status, 'content', type, 'schema'), example);
    }
    expect(wrong).toEqual([]);
  });

  test('are had by every named schema of the contract, and read by it', async () => {
    const folder = new URL('../../src/contract/', import.meta.url);
    const modules = await Promise.all(
      readdirSync(folder)
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
        .map(async (name) => (await import(new URL(name, folder).href)) as Readonly<Record<string, unknown>>),
    );
    const schemas = modules.flatMap((module) => Object.values(module)).filter((value): value is z.ZodType => value instanceof z.ZodType);
    const wrong = schemas.flatMap((schema) => {
      const { id, examples } = schema.meta() ?? {};
      if (id === undefined) return [];
      const list = (examples ?? []) as readonly unknown[];
      if (list.length === 0) return [`${id}: no example`];
      return list.flatMap((example) => {
        const parsed = schema.safeParse(example);
        return parsed.success ? [] : [`${id}: ${z.prettifyError(parsed.error)}`];
      });
    });
    expect(wrong).toEqual([]);
  });
});

test('what is open ended is told as such', () => {
  const free = (schema: Schema): boolean => schema.type === 'object' && schema.properties === undefined;
  const untold = Object.entries(document.components.schemas).filter(([, schema]) => free(schema) && (schema.description ?? '') === '');
  expect(untold.map(([name]) => name)).toEqual([]);
});
