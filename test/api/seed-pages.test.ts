import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oneOfEach, type OneOfEach } from './one-of-each.ts';
import { fieldLines, jsonOf, resolve, words, type Document } from './schema-words.ts';
import { seedPages, type SeedPage } from './seed-pages.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let document: Document;
let made: OneOfEach;

beforeAll(async () => {
  api = await testApi();
  document = (await api.call('GET', '/openapi.json', undefined, null)).body as unknown as Document;
  made = await oneOfEach(api, api);
  // With an account of Airbyte, what a source says of its sync must be so.
  await api.call('DELETE', `/api/organization/${api.organizationId}/airbyte`);
});
afterAll(() => api.close());

const operationOf = ({ method, path }: SeedPage) => {
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`no ${method} ${path}`);
  return operation;
};

const urlOf = ({ path }: SeedPage): string =>
  path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => (name === 'source_id' && path.includes('saas') ? made.saasSourceId : (made.ids[name] ?? '')));

const nameOf = (field: string): string => field.split(/!?: /)[0] ?? '';
/** The pages do not tell whether an object may be null. */
const asPrinted = (field: string): string => field.replace(/: object \| null/, ': object');
/** The page prints this limit with the answer only; a longer label is refused all the same. */
const withoutLabelLimit = (field: string): string => (field.startsWith('instance_label') ? field.replace(' ≤ 20', '') : field);

describe.each(seedPages)('$title', (page) => {
  test('its path and query parameters', () => {
    const operation = operationOf(page);
    expect(operation).toMatchObject({ summary: page.title, operationId: page.title.toLowerCase().replaceAll(' ', '_') });
    const lines = (place: string) =>
      (operation.parameters ?? [])
        .filter((parameter) => parameter.in === place && !['limit', 'cursor'].includes(parameter.name))
        .map(({ name, required, schema }) => `${name}${required ? '!' : ''}: ${words(document, schema)}`);
    expect(lines('path')).toEqual(page.inPath);
    expect(lines('query')).toEqual(page.inQuery);
  });

  test('its body', () => {
    const operation = operationOf(page);
    expect(fieldLines(document, jsonOf(operation.requestBody?.content)).map(asPrinted).map(withoutLabelLimit)).toEqual(page.inBody);
  });

  test('its answer as the document has it', () => {
    const answer = resolve(document, jsonOf(operationOf(page).responses['200']?.content));
    expect(answer.type === 'array').toBe(page.isList);
    const item = resolve(document, page.isList ? (answer.items ?? {}) : answer);
    expect(fieldLines(document, item).map(asPrinted)).toEqual(page.inAnswer.map(([field]) => field));
    for (const [field, description] of page.inAnswer) {
      if (description !== undefined) expect(resolve(document, item.properties?.[nameOf(field)] ?? {}).description, field).toBe(description);
    }
  });

  test('its answer as it is given', async () => {
    const url = urlOf(page);
    const answer = await api.call(page.method, url, page.method === 'PUT' ? {} : undefined);
    expect(answer.status, answer.text).toBe(200);
    const item = page.isList ? answer.list[0] : answer.body;
    expect(Object.keys(item ?? {})).toEqual(page.inAnswer.map(([field]) => nameOf(field)));
    for (const [field] of page.inAnswer)
      expect(fits(item?.[nameOf(field)], field), `${field} is not ${JSON.stringify(item?.[nameOf(field)])}`).toBe(true);
  });
});

/** Whether a value is of the type that the words say. */
function fits(value: unknown, field: string): boolean {
  const type = field.replace(/^[^:]+: /, '').replace(/ [=≤].*$/, '');
  if (value === null) return type.endsWith(' | null') || type === 'object';
  const plain = type.replace(' | null', '');
  const text = typeof value === 'string' ? value : '';
  if (plain.startsWith('enum<')) return plain.slice(5, -1).split('|').includes(text);
  switch (plain) {
    case 'string<uuid>':
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
    case 'string<date-time>':
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text);
    case 'string[]':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'integer':
      return Number.isInteger(value);
    case 'object':
      return typeof value === 'object' && !Array.isArray(value);
    default:
      return typeof value === plain;
  }
}

/** For each field of a body: a value, and what the answer then has. */
const told = {
  'Update Integration Source': {
    name: 'New name',
    description: 'What it is',
    configuration: { path: '/srv/other.sqlite' },
    capabilities: ['introspect'],
    is_active: false,
    connection_status: 'disconnected',
    last_connection_test: '2026-01-02T03:04:05Z',
    legacy_data_source_id: '3c90c3cc-0d44-4b50-8888-8dd25736052a',
    system_source_id: null,
    instance_label: 'US',
    airbyte_source_id: 'a',
    airbyte_connection_id: 'b',
    airbyte_connection_ids: ['b', 'c'],
    airbyte_destination_id: 'd',
    last_sync_at: '2026-01-02T03:04:05.678Z',
    last_sync_status: 'anything at all',
    last_sync_row_count: 12,
    selected_streams: ['contacts'],
    description_source: 'imported',
    description_generated_at: '2026-01-02T03:04:05Z',
    description_version: 7,
  },
  'Update Integration Source Relationship': { status: 'APPROVED', score: 0.25, evidence: { said: 'by hand' } },
  'Update Saas Association': {
    association_type_id: '2',
    association_label: 'works at',
    association_category: 'USER_DEFINED',
    metadata_: { pair: 3 },
    relationship_type: 'MANUAL',
    status: 'REJECTED',
    score: 1,
    evidence: { said: 'by hand' },
  },
} as const;

test.each(Object.entries(told))('%s takes every field of its body', async (title, body) => {
  const page = seedPages.find((candidate) => candidate.title === title);
  if (page === undefined) throw new Error(`no page ${title}`);
  expect(Object.keys(body)).toEqual(page.inBody.map(nameOf));
  const url = urlOf(page);
  const answer = await api.call('PUT', url, body);
  expect(answer.status, answer.text).toBe(200);
  const sameTime = (value: unknown): unknown =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).toISOString() : value;
  for (const [name, value] of Object.entries(body)) expect(sameTime(answer.body[name]), name).toEqual(sameTime(value));
});
