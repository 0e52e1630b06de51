import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import type { Connection } from '../../src/store/embedded/attach.ts';
import { openStore, type Store } from '../../src/store/open.ts';

/** The URL of a new empty PostgreSQL database on the server of this test run; its user is a superuser. */
export async function testDatabase(): Promise<string> {
  const { admin } = inject('postgres');
  return urlOf({ ...admin, database: await createDatabase('') });
}

/** The URL of a new migrated catalog; its user owns it and is no superuser. */
export async function testCatalog(): Promise<string> {
  const { template } = inject('postgres');
  return urlOf({ ...template, database: await createDatabase(`TEMPLATE ${template.database} OWNER ${template.user}`) });
}

/** The URL of a copy of a catalog that nobody is connected to. */
export async function copyOfCatalog(url: string): Promise<string> {
  const copied = new URL(url);
  copied.pathname = await createDatabase(`TEMPLATE ${copied.pathname.slice(1)} OWNER ${copied.username}`);
  return copied.href;
}

/** A new directory that is removed after the run. */
export function testHome(): string {
  return mkdtempSync(join(inject('postgres').scratch, 'home-'));
}

/** A store over a new catalog, with a home of its own. The caller closes it. */
export async function testStore(): Promise<Store> {
  return openStore({ home: testHome(), databaseUrl: await testCatalog() });
}

/** Adds an organization to the catalog. */
export async function testOrganization(store: Store, name = 'Test'): Promise<{ id: string; dataKey: Buffer }> {
  const id = newId();
  const { dataKey, wrapped } = store.sealer.newDataKey(id);
  await store.asSystem((trx) => trx.insertInto('organizations').values({ id, name, data_key: wrapped }).execute());
  return { id, dataKey };
}

async function createDatabase(options: string): Promise<string> {
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const client = new Client(inject('postgres').admin);
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name} ${options}`);
    return name;
  } finally {
    await client.end();
  }
}

const urlOf = ({ user, password, host, port, database }: Connection): string => `postgresql://${user}:${password}@${host}:${port}/${database}`;
