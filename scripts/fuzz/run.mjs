// Holds a running server against its own OpenAPI document: Schemathesis (from PyPI) calls every operation with good and bad requests and runs all its checks:
// alone; with 20 workers at a time; and with 20 workers on resources that are there. Arguments go to Schemathesis.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectAirbyte } from './airbyte.mjs';
import { fill } from './fill.mjs';
import { call, serve, token } from './server.mjs';

const version = '4.32.5';
const examples = 50;
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const environment = join(root, 'node_modules', '.cache', `schemathesis-${version}`);
const settings = join(root, 'scripts', 'fuzz', 'schemathesis.toml');

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

/** The settings, with the ids of what is there for the variables of paths. */
function settingsWith({ saas, ...ids }, path) {
  const parameters = Object.entries(ids).map(([name, id]) => `"path.${name}" = ${JSON.stringify(id)}`);
  const ofSaas = `[[operations]]\ninclude-path-regex = "/saas-"\nparameters = { "path.source_id" = ${JSON.stringify(saas)} }`;
  writeFileSync(path, `${readFileSync(settings, 'utf8')}\n${ofSaas}\n\n[parameters]\n${parameters.join('\n')}\n`);
  return path;
}

install();
run(process.execPath, ['scripts/build.mjs', '--if-stale']);
const home = mkdtempSync(join(tmpdir(), 'cognate-fuzz-'));
const server = await serve(root, home);
let failed = 0;
const airbyte = await connectAirbyte(root, server.url);
try {
  const runs = [{ workers: 1 }, { workers: 20 }, { workers: 20, known: true }];
  for (const [number, { workers, known = false }] of runs.entries()) {
    const directory = join(home, String(number));
    mkdirSync(directory);
    const ids = await fill(server.url, directory, number);
    const file = known ? settingsWith(ids, join(directory, 'schemathesis.toml')) : settings;
    // What is known shall stay.
    const only = known ? ['--exclude-method', 'DELETE'] : [];
    // Not waited for by standing still: the fake Airbyte lives in this process.
    const run = spawn(
      join(environment, 'bin', 'schemathesis'),
      [
        '--config-file',
        file,
        'run',
        `${server.url}/openapi.json`,
        '--checks',
        'all',
        '--continue-on-failure',
        '--seed',
        '1',
        '--max-examples',
        String(examples),
        '--workers',
        String(workers),
        '--header',
        `Authorization: Bearer ${token}`,
        ...only,
        ...process.argv.slice(2),
      ],
      { cwd: root, stdio: 'inherit' },
    );
    const [status] = await once(run, 'exit');
    if (status !== 0) failed += 1;
    // A run that locked itself out would find nothing.
    await call(server.url, 'GET', '/api/me');
  }
} finally {
  await server.close();
  await airbyte.close();
  rmSync(home, { recursive: true, force: true });
}
console.log(failed === 0 ? 'No run found anything.' : `${failed} of 3 runs found something: see above.`);
process.exit(failed === 0 ? 0 : 1);
