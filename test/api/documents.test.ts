import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operationsOf, type Document, type Entry } from '../../src/api/docs/document.ts';
import { buildApi, type ApiDependencies } from '../../src/api/server.ts';

type Api = Awaited<ReturnType<typeof buildApi>>;

let app: Api;
let operations: readonly Entry[];
const read = async (url: string) => app.inject({ method: 'GET', url });
beforeAll(async () => {
  app = await buildApi({ version: '0.0.0-test' } as ApiDependencies);
  operations = operationsOf((await read('/openapi.json')).json<Document>());
});
afterAll(() => app.close());

const pageOf = async (operationId: string) => (await read(`/docs/api/${operationId}.md`)).body;

describe('/llms.txt', () => {
  test('is a title, a summary and lists of links, as llmstxt.org has it', async () => {
    const { headers, body } = await read('/llms.txt');
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    const lines = body.split('\n');
    expect(lines[0]).toBe('# Cognate');
    expect(lines[2]).toMatch(/^> \w/);
    expect(lines.filter((line) => line.startsWith('# '))).toHaveLength(1);
    const [, ...sections] = body.split(/^## /m);
    for (const section of sections) {
      const listed = section.split('\n').filter((line) => line.startsWith('- '));
      expect(listed.length, section).toBeGreaterThan(0);
      for (const line of listed) expect(line).toMatch(/^- \[[^\]]+\]\(\/[^)]+\): \S/);
    }
  });

  test('links the page of every operation, and every link leads somewhere without a token', async () => {
    const { body } = await read('/llms.txt');
    const links = [...body.matchAll(/\]\(([^)]+)\)/g)].map(([, url = '']) => url);
    expect(links).toEqual(expect.arrayContaining(operations.map(({ operation }) => `/docs/api/${operation.operationId}.md`)));
    for (const link of links) expect([link, (await read(link)).statusCode]).toEqual([link, 200]);
  });

  test('shows the usual way of a review, step by step', async () => {
    const { body } = await read('/llms.txt');
    const way = body.split('\n').filter((line) => /^\d\. /.test(line));
    expect(way.map((line) => line.split(':')[0]?.slice(3))).toEqual([
      'Know where you are',
      'Register a source',
      'Scan it',
      'Read the queue',
      'Decide',
      'Undo',
    ]);
    const calls = new Set(operations.map(({ method, path }) => `${method} ${path}`));
    const named = [...way.join('\n').matchAll(/`((?:GET|POST|PUT|DELETE) [^`]+)`/g)].map(([, call = '']) => call);
    expect(named.length).toBeGreaterThan(way.length);
    expect(named.filter((call) => !calls.has(call))).toEqual([]);
  });
});

describe('the pages of the operations', () => {
  test('tell everything that the document has of one', async () => {
    const page = await pageOf('update_integration_source_relationship');
    expect(page).toMatch(/^# Update Integration Source Relationship\n/);
    expect(page).toContain('`PUT /api/integration-sources/relationships/{relationship_id}`');
    expect(page).toContain('the role ANALYST');
    expect(page).toContain('| `relationship_id` | path | string (uuid) | yes |');
    expect(page).toContain('| `If-Match` | header | string | no |');
    expect(page).toMatch(/Scope parameters .*`organization_id`, .*`job_id`/);
    expect(page).toContain('| `status` | `SUGGESTED`, `APPROVED`, `REJECTED` or null | no |');
    expect(page).toMatch(/\| `score` \| number or null \| no \| 0 to 1 \|/);
    expect(page).toContain('curl -X PUT "http://127.0.0.1:7400/api/integration-sources/relationships/$RELATIONSHIP_ID"');
    expect(page).toContain('| `status` | `SUGGESTED`, `APPROVED`, `REJECTED` | default `"SUGGESTED"` |');
    expect(page).toContain('- `ETag`: ');
    expect(page).toMatch(/\| 412 \| \w/);
  });

  test('have defaults, lengths and nested fields', async () => {
    const create = await pageOf('create_integration_source_database');
    expect(create).toContain('| `name` | string | yes | 1 to 255 characters |');
    expect(create).toContain('| `priority` | integer or null | no | default `99`');
    expect(await pageOf('get_job')).toContain('| `progress.phase` |');
    expect(await pageOf('get_integration_source_relationship_history')).toContain('| `revisions[].revision` | integer |');
  });

  test('every one has its role, an example to run and the errors', async () => {
    for (const { operation, path, method } of operations) {
      const response = await read(`/docs/api/${operation.operationId}.md`);
      expect(response.headers['content-type']).toBe('text/markdown; charset=utf-8');
      expect(response.body).toContain(`# ${operation.summary}\n`);
      expect(response.body).toContain(`\`${method} ${path}\``);
      expect(response.body).toMatch(/```sh\ncurl /);
      expect(response.body).toContain('| 401 |');
      expect(response.body).not.toMatch(/undefined|\[object|\n{3}/);
    }
  });

  test('are all in the index and in one file', async () => {
    const index = (await read('/docs/api/index.md')).body;
    const whole = (await read('/llms-full.txt')).body;
    for (const { operation } of operations) {
      expect(index).toContain(`(${operation.operationId}.md)`);
      expect(whole).toContain(await pageOf(operation.operationId));
    }
  });

  test('one that is not there is 404', async () => {
    expect((await read('/docs/api/nothing.md')).statusCode).toBe(404);
  });
});

describe('/docs', () => {
  test('loads nothing from elsewhere', async () => {
    const { statusCode, body, headers } = await read('/docs/');
    expect(statusCode).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    for (const [, url = ''] of body.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(url).not.toMatch(/^(?:https?:)?\/\//);
      expect((await read(new URL(url, 'http://localhost/docs/').pathname)).statusCode, url).toBe(200);
    }
  });
});
