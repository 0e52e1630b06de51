import { join } from 'node:path';
import type { Schemas } from '../../src/client/index.ts';
import { testCatalog } from '../support/store.ts';
import { start, temporary, until, type Env, type Running } from './cli.ts';

/** A running Cognate over a catalog of its own. */
export interface App {
  readonly url: string;
  readonly token: string;
  readonly organizationId: string;
  readonly running: Running;
  /** Calls the API with the administrator's token, or another one. Fails where the answer is no success. */
  call<Answer = unknown>(method: string, path: string, body?: unknown, token?: string): Promise<Answer>;
  /** Waits for the end of a job; answers with it. */
  ended(jobId: string): Promise<Schemas['Job']>;
  /** Registers a source and scans it; answers with the source's id. */
  scan(name: string, connectorType: string, configuration: object): Promise<string>;
  stop(): Promise<void>;
}

/** The token of whoever administers an installation of the web tests. */
export const adminToken = 'a-token-of-the-web-tests';

export async function startApp(env: Env = {}): Promise<App> {
  const token = adminToken;
  const settings = {
    COGNATE_HOME: env['COGNATE_HOME'] ?? join(temporary('web'), 'home'),
    DATABASE_URL: env['DATABASE_URL'] ?? (await testCatalog()),
    COGNATE_ADMIN_TOKEN: token,
    COGNATE_INTERNAL_ADDRESSES: 'allow',
    PORT: '0',
    LOG_LEVEL: 'warn',
  };
  const running = start(['serve'], { ...settings, ...env });
  const url = await until('the server', () => /ready at (\S+)/.exec(running.output())?.[1]);
  async function call<Answer>(method: string, path: string, body?: unknown, as = token): Promise<Answer> {
    const headers = { authorization: `Bearer ${as}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const response = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as Answer;
  }
  const ended = (jobId: string): Promise<Schemas['Job']> =>
    until(
      'the end of the job',
      async () => {
        const job = await call<Schemas['Job']>('GET', `/api/jobs/${jobId}`);
        return job.finished_at === null ? undefined : job;
      },
      120_000,
    );
  const { organization } = await call<{ organization: { id: string } }>('GET', '/api/me');
  return {
    url,
    token,
    organizationId: organization.id,
    running,
    call,
    ended,
    async scan(name, connectorType, configuration) {
      const sourceType = ['hubspot', 'salesforce', 'stripe', 'zendesk', 'rest'].includes(connectorType) ? 'saas' : 'database';
      const source = await call<{ id: string }>('POST', '/api/integration-sources', {
        name,
        source_type: sourceType,
        connector_type: connectorType,
        instance_label: name.slice(0, 20),
        configuration,
      });
      const job = await call<{ id: string }>('POST', `/api/integration-sources/${source.id}/scan`);
      const { state, error } = await ended(job.id);
      if (state !== 'succeeded') throw new Error(`the scan of ${name} ${state}: ${error}`);
      return source.id;
    },
    async stop() {
      running.process.kill('SIGTERM');
      await running.done;
    },
  };
}
