import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { makeCompany } from '../../src/demo/company.ts';
import { writeSqlite } from '../../src/demo/write.ts';
import { temporary } from '../e2e/cli.ts';
import type { App } from './browser.ts';

/** Writes the database of the demo's application, whose keys nobody declared; answers with its path. */
export async function writeApplication(): Promise<string> {
  const directory = join(temporary('company'), 'demo');
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'application.sqlite');
  await writeSqlite(path, makeCompany({ scale: 0.3 }).find(({ system }) => system === 'application')?.tables ?? []);
  return path;
}

/** Makes a person a member of the app's organization; answers with a token of theirs. */
export async function colleague(app: App, name: string): Promise<string> {
  const at = `/api/organization/${app.organizationId}`;
  const user = await app.call<{ id: string }>('POST', `${at}/user`, { email: `${name.toLowerCase()}@example.org`, given_name: name, name });
  await app.call('POST', `${at}/member`, { user_id: user.id, role: 'ANALYST' });
  const made = await app.call<{ token: string }>('POST', '/api/tokens', { name, user_id: user.id, role: 'ANALYST' });
  return made.token;
}

/** As `expect.poll`, with the patience that a busy machine takes. */
export const eventually: typeof expect.poll = (read, options) => expect.poll(read, { timeout: 30_000, ...options });
