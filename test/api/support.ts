import type { FastifyInstance, InjectOptions } from 'fastify';
import { buildApi, type ApiDependencies } from '../../src/api/server.ts';
import { newId } from '../../src/domain/ids.ts';
import type { Role } from '../../src/domain/roles.ts';
import { ensureFirstOrganization } from '../../src/services/first-organization.ts';
import { createToken } from '../../src/services/tokens.ts';
import type { Store } from '../../src/store/open.ts';
import { jobClient } from '../../src/workflows/client.ts';
import { testOrganization, testStore } from '../support/store.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | string[] | undefined>>;
  readonly text: string;
  /** The object of a JSON answer; empty where it is none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The objects of a JSON array. */
  readonly list: readonly Readonly<Record<string, unknown>>[];
  /** The id of what was answered. */
  readonly id: string;
  /** Where the problems of a 422 lie: `body.score`, … */
  readonly problems: readonly string[];
}

export interface TestApi {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly organizationId: string;
  readonly userId: string;
  /** The first administrator's. */
  readonly token: string;
  /** Another organization's administrator's. */
  readonly otherToken: string;
  readonly otherOrganizationId: string;
  tokenOf(role: Role, options?: { organizationId?: string; expiresAt?: Date }): Promise<string>;
  call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: unknown,
    token?: string | null,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  close(): Promise<void>;
}

/** The whole API over a catalog of its own, with answers held against their schemas. */
export async function testApi(settings: Partial<ApiDependencies> = {}): Promise<TestApi> {
  const store = await testStore();
  const { organizationId, userId, token } = await ensureFirstOrganization(store);
  if (token === null) throw new Error('no first token');
  const other = await testOrganization(store, 'Other');
  const app = await buildApi({ store, jobClient: jobClient(store), version: '0.0.0-test', checkAnswers: true, ...settings });

  const tokenOf: TestApi['tokenOf'] = async (role, options = {}) =>
    store.asSystem(async (trx) => {
      const organization = options.organizationId ?? organizationId;
      const user = newId();
      const at = new Date();
      await trx
        .insertInto('users')
        .values({ id: user, email: `${user}@example.org` })
        .execute();
      await trx.insertInto('members').values({ organization_id: organization, id: newId(), user_id: user, role }).execute();
      const made = await createToken(trx, { organizationId: organization, userId: user, name: role, role, expiresAt: options.expiresAt ?? null, at });
      return made.plain;
    });

  return {
    app,
    store,
    organizationId,
    userId,
    token,
    otherToken: await tokenOf('SYSTEM_ADMIN', { organizationId: other.id }),
    otherOrganizationId: other.id,
    tokenOf,
    async call(method, url, body, bearer = token, headers = {}) {
      const options: InjectOptions = { method, url, headers: { ...headers } };
      if (bearer !== null) options.headers = { ...options.headers, authorization: `Bearer ${bearer}` };
      if (body !== undefined) {
        options.payload = JSON.stringify(body);
        options.headers = { ...options.headers, 'content-type': 'application/json' };
      }
      const response = await app.inject(options);
      return readAnswer(response.statusCode, response.headers, response.body);
    },
    async close() {
      await app.close();
      await store.close();
    },
  };
}

function readAnswer(status: number, headers: Answer['headers'], text: string): Answer {
  const json: unknown = String(headers['content-type'] ?? '').startsWith('application/json') ? JSON.parse(text) : undefined;
  const body = typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Answer['body']) : {};
  const detail = Array.isArray(body['detail']) ? (body['detail'] as { loc: (string | number)[] }[]) : [];
  return {
    status,
    headers,
    text,
    body,
    list: Array.isArray(json) ? (json as Answer['list']) : [],
    id: typeof body['id'] === 'string' ? body['id'] : '',
    problems: detail.map(({ loc }) => loc.join('.')),
  };
}
