// Holds a running server against its own OpenAPI document: Schemathesis (from PyPI) calls every operation with good and bad requests and runs all its checks,
// once alone and once with 20 workers at a time. Arguments go to Schemathesis.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';

const version = '4.32.5';
const examples = 50;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const environment = join(root, 'node_modules', '.cache', `schemathesis-${version}`);
const token = 'pat_for-the-fuzzing-of-a-throwaway-catalog';

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

function install() {
  if (existsSync(join(environment, 'bin', 'schemathesis'))) return;
  rmSync(environment, { recursive: true, force: true });
  run('python3', ['-m', 'venv', environment]);
  run(join(environment, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', `schemathesis==${version}`]);
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}

/** A source to ask about: three tables that relate. */
function shop(path) {
  const database = new Database(path);
  database.exec(`
    CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers, total NUMERIC);
    CREATE TABLE order_lines (order_id INTEGER, line INTEGER, product TEXT, PRIMARY KEY (order_id, line));
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO customers SELECT i, 'c' || i || '@example.org' FROM n;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO orders SELECT i, 1 + i % 200, i * 1.5 FROM n;
    INSERT INTO order_lines SELECT id, line, 'p' || (id % 17) FROM orders, (SELECT 1 AS line UNION SELECT 2);`);
  database.close();
}

/** By a connection of its own: one kept since before a run may be gone. */
async function call(url, method, path, body) {
  const asked = request(url + path, { method, agent: false, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } });
  asked.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = await once(asked, 'response');
  const answer = await text(response);
  if (response.statusCode >= 400) throw new Error(`${method} ${path}: ${response.statusCode} ${answer}`);
  return JSON.parse(answer);
}

async function fill(url, home) {
  shop(join(home, 'shop.sqlite'));
  const source = await call(url, 'POST', '/api/integration-sources', {
    name: 'Shop',
    connector_type: 'sqlite',
    configuration: { path: join(home, 'shop.sqlite') },
  });
  const job = await call(url, 'POST', `/api/integration-sources/${source.id}/scan`);
  const deadline = Date.now() + 60_000;
  for (let state = job.state; state !== 'succeeded'; { state } = await call(url, 'GET', `/api/jobs/${job.id}`)) {
    if (state === 'failed' || Date.now() > deadline) throw new Error(`the scan is ${state}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await fillSaas(url, source.id);
}

/** A SaaS source with one thing of each kind, and a link into the other source. */
async function fillSaas(url, databaseId) {
  const crm = await call(url, 'POST', '/api/integration-sources', { name: 'CRM', source_type: 'saas', connector_type: 'hubspot' });
  const objects = `/api/integration-sources/${crm.id}/saas-objects`;
  const contact = await call(url, 'POST', objects, { object_name: 'Contact', api_identifier: 'contacts' });
  const company = await call(url, 'POST', objects, { object_name: 'Company', api_identifier: 'companies' });
  const field = await call(url, 'POST', `${objects}/${contact.id}/saas-fields`, { field_name: 'E-mail', api_identifier: 'email' });
  await call(url, 'POST', `/api/integration-sources/${crm.id}/saas-associations`, {
    from_object_id: contact.id,
    to_object_id: company.id,
    association_type_id: '279',
    association_label: 'Contact to Company',
  });
  const columns = await call(url, 'GET', `/api/integration-sources/${databaseId}/columns`);
  await call(url, 'POST', `/api/organization/${crm.organization_id}/entity-links`, {
    source_column_id: columns.find(({ name }) => name === 'email').id,
    target_field_id: field.id,
  });
}

async function serve(home, port) {
  const server = spawn(process.execPath, [join(root, 'bin', 'cognate.mjs'), 'serve'], {
    cwd: home,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      COGNATE_HOME: join(home, 'home'),
      COGNATE_ADMIN_TOKEN: token,
      COGNATE_RATE_LIMIT: '0',
      LOG_LEVEL: 'error',
      HOST: '127.0.0.1',
      PORT: String(port),
    },
  });
  for await (const chunk of server.stdout) if (String(chunk).includes('ready')) break;
  if (server.exitCode !== null) throw new Error('the server did not start');
  return server;
}

install();
run(process.execPath, ['scripts/build.mjs', '--if-stale']);
const home = mkdtempSync(join(tmpdir(), 'cognate-fuzz-'));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const server = await serve(home, port);
let failed = 0;
try {
  await fill(url, home);
  for (const workers of [1, 20]) {
    const { status } = spawnSync(
      join(environment, 'bin', 'schemathesis'),
      [
        '--config-file',
        'scripts/schemathesis.toml',
        'run',
        `${url}/openapi.json`,
        '--checks',
        'all',
        '--max-examples',
        String(examples),
        '--workers',
        String(workers),
        '--continue-on-failure',
        '--seed',
        '1',
        '--header',
        `Authorization: Bearer ${token}`,
        ...process.argv.slice(2),
      ],
      { cwd: root, stdio: 'inherit' },
    );
    if (status !== 0) failed += 1;
    // A run that locked itself out would find nothing.
    await call(url, 'GET', '/api/me');
  }
} finally {
  server.kill('SIGTERM');
  await once(server, 'exit');
  rmSync(home, { recursive: true, force: true });
}
console.log(failed === 0 ? 'Both runs found nothing.' : `${failed} of 2 runs found something: see above.`);
process.exit(failed === 0 ? 0 : 1);
