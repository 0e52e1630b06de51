import { join } from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';
import { testCatalog } from '../support/store.ts';
import { start, temporary, until, type Env, type Running } from './cli.ts';
import { dumpOf } from './secret-search.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface CatalogRow {
  /** The table and the row. */
  readonly text: string;
  /** All that it holds. */
  readonly ids: readonly string[];
}

/** A running Cognate with its worker, over a catalog of its own, that may call the fake platforms of this machine. */
export interface SaasServer {
  readonly running: Running;
  /** Every answer of its API, with its headers. */
  readonly answers: readonly (readonly [name: string, content: string])[];
  /** Fails where the answer is no success. */
  call<T = Row>(method: string, path: string, body?: unknown): Promise<T>;
  /** The same, as the text that it is. */
  text(method: string, path: string): Promise<string>;
  /** One page of a list, and the path of the next one. */
  page(path: string): Promise<{ rows: Row[]; next: string | undefined }>;
  /** Registers a source; answers with its id. */
  register(name: string, connectorType: string, configuration: Row): Promise<string>;
  /** Asks for a scan; answers with the job's id. */
  ask(sourceId: string): Promise<string>;
  /** The job as it ended. */
  ended(jobId: string, patienceMs?: number): Promise<Row>;
  /** Scans the source; answers with the job as it ended. */
  scan(sourceId: string): Promise<Row>;
  /** The rows of the catalog, but those that a failed scan is to change: jobs, workflows, the state of sources. */
  rows(): Promise<readonly CatalogRow[]>;
  /** All of it, for searches. */
  dump(): ReturnType<typeof dumpOf>;
  readonly home: string;
  /** One more worker beside the server's own. */
  worker(): Running;
  stop(): Promise<void>;
}

const token = 'a-token-of-the-tests';
const changing = /^(dbos\.|public\.(jobs|job_sources|integration_sources|audit_|schema_migrations))/;

export async function startSaasServer(env: Env = {}): Promise<SaasServer> {
  const home = join(temporary('saas'), 'home');
  const databaseUrl = await testCatalog();
  const settings = { COGNATE_HOME: home, DATABASE_URL: databaseUrl, COGNATE_ADMIN_TOKEN: token, COGNATE_INTERNAL_ADDRESSES: 'allow', PORT: '0' };
  const running = start(['serve'], { ...settings, LOG_LEVEL: 'warn', ...env });
  const url = await until('the server', () => /ready at (\S+)/.exec(running.output())?.[1]);
  const answers: (readonly [string, string])[] = [];
  const database = new URL(databaseUrl).pathname.slice(1);

  async function dump(): ReturnType<typeof dumpOf> {
    const client = new Client({ ...inject('postgres').admin, database });
    await client.connect();
    try {
      return await dumpOf(client);
    } finally {
      await client.end();
    }
  }

  async function ask(method: string, path: string, body?: unknown): Promise<{ text: string; headers: Headers }> {
    const answer = await fetch(`${url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    answers.push([`${method} ${path} ${answer.status}`, `${JSON.stringify([...answer.headers])}\n${text}`]);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return { text, headers: answer.headers };
  }

  const server: SaasServer = {
    running,
    answers,
    home,
    async call<T>(method: string, path: string, body?: unknown): Promise<T> {
      const { text } = await ask(method, path, body);
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },
    text: async (method, path) => (await ask(method, path)).text,
    async page(path) {
      const { text, headers } = await ask('GET', path);
      return { rows: JSON.parse(text) as Row[], next: /<\/api([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1] };
    },
    async register(name, connectorType, configuration) {
      return String((await server.call('POST', '/integration-sources', { name, connector_type: connectorType, configuration }))['id']);
    },
    async ask(sourceId) {
      return String((await server.call('POST', `/integration-sources/${sourceId}/scan`, { sample_rows: 20 }))['id']);
    },
    ended: (jobId, patienceMs = 120_000) =>
      until(
        'the end of the job',
        async () => {
          const job = await server.call('GET', `/jobs/${jobId}`);
          return job['state'] === 'queued' || job['state'] === 'running' ? undefined : job;
        },
        patienceMs,
      ),
    scan: async (sourceId) => server.ended(await server.ask(sourceId)),
    async rows() {
      const tables = (await dump()).filter(([name]) => !changing.test(name));
      const texts = tables.flatMap(([name, text]) => text.split('\n').map((row) => `${name} ${row}`)).toSorted();
      return texts.map((text) => ({ text, ids: text.match(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g) ?? [] }));
    },
    dump,
    worker: () => start(['worker'], { ...settings, LOG_LEVEL: 'warn', ...env }),
    async stop() {
      running.process.kill('SIGTERM');
      await running.done;
    },
  };
  return server;
}

/** Those that tell of one of these ids. */
export function rowsOf(rows: readonly CatalogRow[], ids: readonly unknown[]): readonly string[] {
  const wanted = new Set(ids);
  return rows.filter((row) => row.ids.some((id) => wanted.has(id))).map(({ text }) => text);
}

/** What the API tells of a SaaS source: its objects with their fields, and its associations. */
export async function catalogOf({ call }: Pick<SaasServer, 'call'>, sourceId: string) {
  const list = (path: string) => call<Row[]>('GET', `/integration-sources/${sourceId}${path}?limit=1000`);
  const objects = await list('/saas-objects');
  const fields: Row[][] = [];
  for (const object of objects) fields.push(await list(`/saas-objects/${String(object['id'])}/saas-fields`));
  return { objects, fields, associations: await list('/saas-associations') };
}
