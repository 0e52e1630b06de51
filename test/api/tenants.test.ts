import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../src/domain/roles.ts';
import { oneOfEach, type OneOfEach } from './one-of-each.ts';
import { jsonOf, resolve, type Document, type Operation, type Schema } from './schema-words.ts';
import { testApi, type TestApi } from './support.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

interface Walked {
  readonly method: Method;
  readonly path: string;
  readonly operation: Operation;
}

/** Operations that name nothing of any organization, not even by a scope parameter: nothing of another one can be asked of them. */
const ofTheCallerOnly = ['get_current_user', 'list_connectors'];

const api: TestApi = await testApi();
const document = (await api.call('GET', '/openapi.json', undefined, null)).body as unknown as Document;
/** The session of a browser is there before a token and after it: session.test.ts holds what these may tell. */
const ofTheSession = ['sign_in', 'get_session', 'sign_out'];
const operations: readonly Walked[] = Object.entries(document.paths)
  .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase() as Method, path, operation })))
  .filter(({ operation }) => !ofTheSession.includes(operation.operationId));
let ours: OneOfEach;
let theirs: OneOfEach;
let tokens: Readonly<Record<'revoked' | 'pending' | 'suspended' | Role, string>>;

beforeAll(async () => {
  ours = await oneOfEach(api, api);
  theirs = await oneOfEach(api, { organizationId: api.otherOrganizationId, token: api.otherToken });
  tokens = {
    revoked: await tokenThatWas({ revoked_at: new Date() }),
    pending: await tokenThatWas({ membership_state: 'pending' }),
    suspended: await tokenThatWas({ membership_state: 'suspended' }),
    ANALYST: await api.tokenOf('ANALYST'),
    ORGANIZATION_ADMIN: await api.tokenOf('ORGANIZATION_ADMIN'),
    SYSTEM_ADMIN: api.token,
  };
});
afterAll(() => api.close());

/** A token that was good, of an administrator. */
async function tokenThatWas(change: { revoked_at: Date } | { membership_state: 'pending' | 'suspended' }): Promise<string> {
  const token = await api.tokenOf('ORGANIZATION_ADMIN');
  expect((await api.call('GET', '/api/integration-sources', undefined, token)).status).toBe(200);
  await api.store.asSystem(async (trx) => {
    const newest = await trx.selectFrom('tokens').select(['id', 'user_id']).orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
    if ('revoked_at' in change) await trx.updateTable('tokens').set(change).where('id', '=', newest.id).execute();
    else await trx.updateTable('members').set(change).where('user_id', '=', newest.user_id).execute();
  });
  return token;
}

/** The path with the ids of an organization in it; a variable that this test does not know fails it. */
function urlOf({ path }: Walked, idOf: (name: string) => string | undefined): string {
  return path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const id = path.includes('/saas-') && name === 'source_id' ? idOf('saas_source_id') : idOf(name);
    if (id === undefined) throw new Error(`${path}: tell one-of-each.ts what {${name}} is`);
    return id;
  });
}

const idsOf =
  (made: OneOfEach) =>
  (name: string): string | undefined =>
    name === 'saas_source_id' ? made.saasSourceId : made.ids[name];

/** The documented example of the body: the checks that come before the work shall have nothing to complain of. */
function bodyOf({ operation }: Walked): unknown {
  const content = operation.requestBody?.content['application/json'];
  if (content === undefined) return undefined;
  const schema = resolve(document, jsonOf(operation.requestBody?.content));
  return content.example ?? Object.values(content.examples ?? {})[0]?.value ?? schema.examples?.[0] ?? leastOf(schema);
}

/** The least that fits a schema without an example. */
function leastOf(schema: Schema): unknown {
  const { anyOf, oneOf, enum: values, const: value, type, format, properties = {}, required = [], items } = resolve(document, schema);
  if (value !== undefined) return value;
  if (values !== undefined) return values[0];
  const parts = anyOf ?? oneOf;
  if (parts?.[0] !== undefined) return leastOf(parts[0]);
  switch (Array.isArray(type) ? type[0] : type) {
    case 'object':
      return Object.fromEntries(required.map((name) => [name, leastOf(properties[name] ?? {})]));
    case 'array':
      return items === undefined ? [] : [leastOf(items)];
    case 'string':
      return format === 'uuid' ? '3c90c3cc-0d44-4b50-8888-8dd25736052a' : 'text';
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    default:
      return {};
  }
}

const named = operations.map((walked) => [`${walked.method} ${walked.path}`, walked] as const);

test('there is something to walk', () => {
  expect(operations.length).toBeGreaterThan(50);
});

describe.each(named)('%s', (_name, walked) => {
  const { method, operation } = walked;
  const variables = [...walked.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

  test('wants a token', async () => {
    const url = urlOf(walked, idsOf(ours));
    expect((await api.call(method, url, bodyOf(walked), null)).status).toBe(401);
    expect((await api.call(method, url, bodyOf(walked), `pat_${'x'.repeat(43)}`)).status).toBe(401);
  });

  test('refuses a revoked token', async () => {
    expect((await api.call(method, urlOf(walked, idsOf(ours)), bodyOf(walked), tokens.revoked)).status).toBe(401);
  });

  test('refuses a role too low', async () => {
    const role = operation['x-required-role'];
    expect(['ANALYST', 'ORGANIZATION_ADMIN', 'SYSTEM_ADMIN']).toContain(role);
    const lower: readonly (keyof typeof tokens)[] = {
      ANALYST: ['pending', 'suspended'] as const,
      ORGANIZATION_ADMIN: ['ANALYST', 'pending', 'suspended'] as const,
      SYSTEM_ADMIN: ['ORGANIZATION_ADMIN', 'ANALYST', 'pending', 'suspended'] as const,
    }[role as Role];
    for (const low of lower) {
      const answer = await api.call(method, urlOf(walked, idsOf(ours)), bodyOf(walked), tokens[low]);
      expect(answer.status, `${low}: ${answer.text}`).toBe(403);
    }
  });

  test('has nothing of another organization', async () => {
    if (variables.length > 0) {
      const answer = await api.call(method, urlOf(walked, idsOf(theirs)), bodyOf(walked));
      expect(answer.status, answer.text).toBe(404);
      expect(answer.text).not.toContain(api.otherOrganizationId);
    }
    // Also where only one of the ids is another organization's.
    for (const variable of variables.length > 1 ? variables : []) {
      if (variable === 'version' || variable === 'kind') continue;
      const mixed = (name: string): string | undefined =>
        idsOf(name === variable || (variable === 'source_id' && name === 'saas_source_id') ? theirs : ours)(name);
      const answer = await api.call(method, urlOf(walked, mixed), bodyOf(walked));
      expect(answer.status, `${variable}: ${answer.text}`).toBe(404);
    }
    const scopes = (operation.parameters ?? [])
      .filter((parameter) => parameter.in === 'query' && parameter.name.endsWith('_id'))
      .map(({ name }) => name);
    if (scopes.includes('organization_id')) {
      const answer = await api.call(method, `${urlOf(walked, idsOf(ours))}?organization_id=${api.otherOrganizationId}`, bodyOf(walked));
      expect(answer.status, answer.text).toBe(404);
    } else if (variables.length === 0) {
      expect(ofTheCallerOnly).toContain(operation.operationId);
    }
  });
});
