import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { attachEmbedded } from '../../src/store/embedded/attach.ts';
import { openStore } from '../../src/store/open.ts';
import { sourceConnection } from '../../src/store/sources.ts';
import { childrenOf, run, start, temporary, until, type Env, type Running } from './cli.ts';
import { dumpOf, filesBelow, findSecrets, looksOf, plant } from './secret-search.ts';

const directory = temporary('secrets');
const servers: Running[] = [];
afterAll(() => servers.forEach(({ process: server }) => server.kill('SIGKILL')));

/** A PostgreSQL to scan and to keep a catalog in, on the server of the test run; its user's password is a planted secret. */
async function database(password: string): Promise<{ host: string; port: number; database: string; user: string; password: string; url: string }> {
  const { admin } = inject('postgres');
  const name = `s_${randomUUID().replaceAll('-', '')}`;
  const client = new Client(admin);
  await client.connect();
  try {
    await client.query(`CREATE ROLE ${name} LOGIN PASSWORD '${password}'`);
    await client.query(`CREATE DATABASE ${name} OWNER ${name}`);
  } finally {
    await client.end();
  }
  const { host, port } = admin;
  return { host, port, database: name, user: name, password, url: `postgres://${name}:${password}@${host}:${port}/${name}` };
}

/** A running server, whose answers are all kept. */
async function serve(env: Env) {
  const running = start(['serve'], { LOG_LEVEL: 'trace', PORT: '0', ...env });
  servers.push(running);
  const url = await until('the server', () => /ready at (\S+)/.exec(running.output())?.[1]);
  const answers: [name: string, content: string][] = [];
  return {
    running,
    answers,
    async call(method: string, path: string, options: { body?: unknown; raw?: string; headers: Readonly<Record<string, string>> }) {
      const payload = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...options.headers },
        ...(payload === undefined ? {} : { body: payload }),
      });
      const text = await answer.text();
      answers.push([`${method} ${path} ${answer.status}`, `${JSON.stringify([...answer.headers])}\n${text}`]);
      return { status: answer.status, text, id: /"id":"([\w-]+)"/.exec(text)?.[1] ?? '' };
    },
    async stop(): Promise<void> {
      running.process.kill('SIGTERM');
      expect((await running.done).code).toBe(0);
    },
  };
}

test('the search finds a secret in any of its looks, wherever it lies', () => {
  const secret = plant('here');
  for (let before = 0; before < 5; before += 1) {
    const text = `${'.'.repeat(before)}${secret}…`;
    for (const encoding of ['utf8', 'hex', 'base64', 'base64url'] as const) {
      expect(findSecrets([['it', Buffer.from(text).toString(encoding)]]), `${encoding} at ${before}`).not.toEqual([]);
    }
  }
  expect(looksOf('abc').map(String)).toEqual(expect.arrayContaining(['abc', '616263', 'YWJj']));
  expect(findSecrets([['it', 'nothing to see']])).toEqual([]);
});

describe('with an embedded catalog', () => {
  const home = join(directory, 'home');
  const adminToken = plant('admin-token');
  const env = { COGNATE_HOME: home, COGNATE_ADMIN_TOKEN: adminToken, COGNATE_SECRET_KEY: plant('installation-key') };
  const outputs: [name: string, content: string][] = [];
  let answers: readonly (readonly [string, string])[] = [];
  let createdToken = '';
  let createdAnswer = '';

  beforeAll(async () => {
    const source = await database(plant('source-password'));
    const target = await database(plant('target-password'));
    await tableIn(source.url);
    await tableIn(target.url);
    const server = await serve(env);
    const headers = { authorization: `Bearer ${adminToken}` };
    const call = async (method: string, path: string, body?: unknown) => server.call(method, path, { body, headers });
    const expectStatus = async (status: number, answer: ReturnType<typeof call>) => {
      const { status: answered, text, id } = await answer;
      expect(answered, text).toBe(status);
      return id;
    };

    // Sources: each connector that takes a secret, created, tested, changed, refused.
    const { url: _url, ...login } = source;
    const sources = '/api/integration-sources';
    const registered = { name: 'Not a secret: visible', connector_type: 'postgresql', configuration: login };
    const good = await expectStatus(201, call('POST', sources, registered));
    await expectStatus(200, call('POST', `${sources}/${good}/test-connection`));
    for (const [type, port] of [
      ['postgresql', source.port],
      ['mysql', 1],
    ] as const) {
      const configuration = {
        ...login,
        port,
        password: plant(`${type}-create`),
        more: { password: plant(`${type}-nested`), list: [plant('listed')] },
      };
      const made = await expectStatus(
        201,
        call('POST', sources, { name: type, connector_type: type, instance_label: type.slice(0, 5), configuration }),
      );
      const at = `${sources}/${made}`;
      await expectStatus(200, call('POST', `${at}/test-connection`));
      await expectStatus(200, call('PUT', at, { configuration: { ...configuration, password: plant(`${type}-update`) } }));
      await expectStatus(200, call('PUT', at, { configuration: { ...login, port, password: undefined } }));
      await expectStatus(422, call('PUT', at, { configuration: { ...configuration, port: plant('not-a-port') } }));
      await expectStatus(422, call('PUT', at, { configuration: { ...configuration, password: { value: plant('not-a-text') } } }));
      await expectStatus(422, call('PUT', at, { configuration: { ...configuration, ssl_mode: plant('not-a-mode') } }));
      await expectStatus(422, call('PUT', at, { configuration: { ...configuration, host: `reader:${plant('in-host')}@db` } }));
      const job = await expectStatus(202, call('POST', `${at}/scan`));
      await until('its failure', async () => (/"state":"failed"/.test((await call('GET', `/api/jobs/${job}`)).text) ? true : undefined));
    }
    await expectStatus(422, call('POST', sources, { name: 'x', connector_type: 'abacus', configuration: { password: plant('unknown-connector') } }));
    await expectStatus(
      422,
      call('POST', sources, { name: { first: plant('not-a-name') }, connector_type: 'mysql', configuration: plant('not-an-object') }),
    );
    const oauth = { configuration: { oauth: { refresh_token: plant('saas') }, api_key: plant('saas-key') } };
    const saas = await expectStatus(201, call('POST', sources, { name: 'CRM', connector_type: 'intercom', source_type: 'saas', ...oauth }));
    await expectStatus(200, call('PUT', `${sources}/${saas}`, { configuration: { api_key: plant('saas-update') } }));
    const raw = `{"name": "x", "configuration": {"password": "${plant('malformed')}"`;
    await expectStatus(422, server.call('POST', sources, { raw, headers }));
    await server.call('POST', sources, { raw: plant('no-json'), headers: { ...headers, 'content-type': 'text/plain' } });
    const strict = { ...headers, prefer: 'handling=strict' };
    await expectStatus(422, server.call('PUT', `${sources}/${good}`, { body: { secret: plant('unknown-field') }, headers: strict }));
    const job = await expectStatus(202, call('POST', `${sources}/${good}/scan`));
    await until('its success', async () => (/"state":"succeeded"/.test((await call('GET', `/api/jobs/${job}`)).text) ? true : undefined));

    // The organization's own secret.
    const organization = /"organization_id":"([\w-]+)"/.exec((await call('GET', `${sources}/${good}`)).text)?.[1];
    const bucket = { customer_s3_bucket: 'visible', customer_aws_secret_access_key: plant('aws') };
    await expectStatus(200, call('PUT', `/api/organization/${organization}`, bucket));
    await expectStatus(422, call('PUT', `/api/organization/${organization}`, { customer_aws_secret_access_key: { key: plant('aws-422') } }));
    await expectStatus(200, call('GET', `/api/organization/${organization}`));

    // The account of Airbyte, at a server that must not be called, and a source that it syncs.
    await expectStatus(200, call('PUT', `${sources}/${saas}`, { airbyte_source_id: 'visible', airbyte_connection_id: 'visible' }));
    const airbyte = `/api/organization/${organization}/airbyte`;
    const settings = { api_url: 'https://127.0.0.1:8443', workspace_id: 'visible', client_id: 'visible' };
    await expectStatus(200, call('PUT', airbyte, { ...settings, client_secret: plant('airbyte') }));
    await expectStatus(200, call('PUT', airbyte, { client_secret: plant('airbyte-update') }));
    await expectStatus(422, call('PUT', airbyte, { client_secret: { value: plant('airbyte-422') } }));
    await expectStatus(422, call('PUT', airbyte, { api_url: `https://u:${plant('airbyte-in-url')}@airbyte.example.org` }));
    await expectStatus(200, call('GET', airbyte));
    await expectStatus(200, call('POST', `${airbyte}/test`));
    await expectStatus(424, call('POST', `${sources}/${saas}/reconnect/complete`, { secret_id: plant('airbyte-consent') }));
    const sync = await expectStatus(202, call('POST', `${sources}/${saas}/sync`));
    await until('its failure', async () => (/"state":"failed"/.test((await call('GET', `/api/jobs/${sync}`)).text) ? true : undefined));
    await expectStatus(200, call('GET', `${sources}/${saas}/sync`));

    // Tokens, good and bad.
    const created = await call('POST', '/api/tokens', { name: 'created' });
    createdToken = /"token":"(pat_[\w-]+)"/.exec(created.text)?.[1] ?? '';
    createdAnswer = 'POST /api/tokens 201';
    await expectStatus(200, server.call('GET', sources, { headers: { authorization: `Bearer ${createdToken}` } }));
    for (const authorization of [`Bearer ${plant('wrong-token')}`, `Bearer pat_${plant('wrong-pat')}`, plant('no-scheme'), basic(plant('basic'))]) {
      await expectStatus(401, server.call('GET', sources, { headers: { authorization } }));
    }
    for (const path of [
      sources,
      '/api/tokens',
      '/api/jobs',
      '/api/connectors',
      `/api/organization/${organization}/audit-events`,
      '/metrics',
      '/openapi.json',
    ]) {
      await call('GET', path);
    }
    const arguments_ = childrenOf(server.running.process.pid ?? 0).map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    outputs.push(['arguments of the processes', arguments_.join('\n')]);

    // The command line, beside the server: a password that works, another, one from the environment.
    const scans: [args: string[], env: Env, code: number][] = [
      [[target.url], {}, 0],
      [[target.url.replace(target.password, plant('target-mistyped'))], {}, 3],
      [[target.url.replace(`:${target.password}`, '')], { PGPASSWORD: target.password }, 0],
      [[`mysql://u:${plant('target-mysql')}@127.0.0.1:1/d`, `postgres://u:${plant('target-broken')}@[:1/d`], {}, 2],
      [[`mysql://u:${plant('target-mysql')}@127.0.0.1:1/d`], { LOG_LEVEL: 'trace' }, 3],
      [[`gopher://u:${plant('target-unknown')}@h`], { LOG_LEVEL: 'trace' }, 2],
    ];
    for (const [args, extra, code] of scans) {
      const done = await run(['scan', ...args, '--json', '-'], { ...env, ...extra });
      expect(done.code, done.stderr).toBe(code);
      outputs.push([`cognate scan (${code})`, done.stdout + done.stderr]);
    }
    await server.stop();
    outputs.push(['cognate serve', server.running.output()]);
    ({ answers } = server);
    expect(createdToken).not.toBe('');
  }, 300_000);

  test('no answer of the API holds a secret, but the one that tells a new token', () => {
    expect(findSecrets(answers)).toEqual([]);
    const telling = findSecrets(
      answers.filter(([name]) => name !== createdAnswer),
      [createdToken],
    );
    expect(telling).toEqual([]);
  });

  test('no output, log line or process argument does', () => {
    expect(outputs.map(([, text]) => text).join('')).toContain('"level":10');
    expect(findSecrets(outputs, [createdToken])).toEqual([]);
  });

  test('no row of the catalog does, and no byte of the files below the home', async () => {
    const { admin, connection, release } = await attachEmbedded(home);
    try {
      const catalog = new Client({ ...admin, database: connection.database });
      await catalog.connect();
      const dump = await dumpOf(catalog);
      await catalog.query('CHECKPOINT');
      await catalog.end();
      const names = dump.map(([name]) => name);
      expect(names).toEqual(expect.arrayContaining(['public.integration_sources', 'public.audit_events', 'public.tokens', 'dbos.workflow_status']));
      expect(dump.map(([, rows]) => rows).join('\n')).toContain('Not a secret: visible');
      expect(findSecrets(dump, [createdToken])).toEqual([]);
    } finally {
      await release();
    }
    const files = [...filesBelow(home)];
    expect(files.some(([name, bytes]) => name.includes('/pg_wal/') && bytes.includes('Not a secret: visible'))).toBe(true);
    expect(findSecrets(files, [createdToken])).toEqual([]);
  });

  test('the password that worked is kept where a mistyped one was tried', async () => {
    const store = await openStore({ home, secretKey: env.COGNATE_SECRET_KEY });
    try {
      const kept = await store.asSystem(async (trx) => {
        const rows = await trx.selectFrom('integration_sources').select(['id', 'organization_id']).execute();
        return Promise.all(rows.map((row) => sourceConnection(trx, row.organization_id, row.id, store.sealer)));
      });
      expect(kept.map((connection) => connection?.config['password'])).toContain(plant('target-password'));
      expect(JSON.stringify(kept)).not.toContain(plant('target-mistyped'));
    } finally {
      await store.close();
    }
  });
});

test("with somebody else's PostgreSQL as catalog, its password and the printed admin token are nowhere else", async () => {
  const home = join(directory, 'outside');
  mkdirSync(home);
  const { url, ...login } = await database(plant('catalog-password'));
  const server = await serve({ COGNATE_HOME: home, DATABASE_URL: url });
  const token = /pat_[\w-]{43}/.exec(server.running.output())?.[0] ?? '';
  const headers = { authorization: `Bearer ${token}` };
  expect((await server.call('GET', '/api/integration-sources', { headers })).status).toBe(200);
  writeFileSync(join(directory, 'people.csv'), 'id,name\n1,Ada\n');
  const scan = await run(['scan', join(directory, 'people.csv')], { COGNATE_HOME: home, DATABASE_URL: url, LOG_LEVEL: 'trace' });
  expect(scan.code, scan.stderr).toBe(0);
  const wrong = await run(['scan', join(directory, 'people.csv')], {
    COGNATE_HOME: home,
    DATABASE_URL: url.replace(login.password, plant('catalog-mistyped')),
    LOG_LEVEL: 'trace',
  });
  expect(wrong.code).toBe(1);
  await server.stop();
  const output = server.running.output();
  expect(output.split(token)).toHaveLength(2);
  const client = new Client(login);
  await client.connect();
  const dump = await dumpOf(client);
  await client.end();
  const places = [...server.answers, ['scans', scan.stdout + scan.stderr + wrong.stdout + wrong.stderr] as const, ...dump, ...filesBelow(home)];
  expect(findSecrets([...places, ['cognate serve', output.replace(token, '')]], [token])).toEqual([]);
});

async function tableIn(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await client.query('CREATE TABLE people (id int PRIMARY KEY, name text); INSERT INTO people VALUES (1, $$Ada$$), (2, $$Ben$$)');
  await client.end();
}

function basic(text: string): string {
  return `Basic ${Buffer.from(`u:${text}`).toString('base64')}`;
}
