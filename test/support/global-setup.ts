import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { attachEmbedded, type Connection } from '../../src/store/embedded/attach.ts';
import { migrate } from '../../src/store/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: {
      /** The server of this test run, as superuser. */
      readonly admin: Connection;
      /** A migrated catalog to make databases from, and its owner, who is no superuser. */
      readonly template: Connection;
      /** A directory that goes with the run. */
      readonly scratch: string;
    };
  }
}

/** One PostgreSQL for all tests of a run: our own embedded one, on loopback, without the waits for its disk. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'cognate-tests-'));
  const server = await attachEmbedded(home, {
    transport: 'loopback',
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  });
  stopWithUs(home);
  const client = new Client(server.connection);
  await client.connect();
  await migrate(client);
  await client.end();
  project.provide('postgres', { admin: server.admin, template: server.connection, scratch: home });
  return async () => {
    await server.release();
    rmSync(home, { recursive: true, force: true });
  };
}

/** A run that is killed cannot stop its server: a shell waits for our end and does. */
function stopWithUs(home: string): void {
  if (process.platform === 'win32') return;
  const script =
    'while kill -0 "$1" 2>/dev/null; do sleep 2; done; kill -INT "$(head -n 1 "$2/postgres/data/postmaster.pid")" && sleep 5; rm -rf "$2"';
  spawn('sh', ['-c', script, 'sh', String(process.pid), home], { stdio: 'ignore', detached: true }).unref();
}
