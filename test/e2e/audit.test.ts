import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, inject, test } from 'vitest';
import { recordAudit } from '../../src/store/audit.ts';
import { openStore } from '../../src/store/open.ts';
import { testCatalog, testOrganization } from '../support/store.ts';
import { run, temporary } from './cli.ts';

const directory = temporary('audit');

describe('cognate audit verify', () => {
  test('exits 0 while the log is as it was written, and 1 where it is not, with the place', async () => {
    const env = { COGNATE_HOME: join(directory, 'home'), DATABASE_URL: await testCatalog() };
    const store = await openStore({ home: env.COGNATE_HOME, databaseUrl: env.DATABASE_URL });
    const organizations = [await testOrganization(store, 'First'), await testOrganization(store, 'Second')] as const;
    for (const { id } of organizations) {
      const event = { organizationId: id, actorId: null, source: 'system', action: 'thing.changed', objectKind: 'thing', objectId: null } as const;
      await store.inOrganization(id, (trx) =>
        recordAudit(
          store,
          trx,
          [1, 2, 3].map((second) => ({ ...event, at: new Date(second * 1000) })),
        ),
      );
    }
    await store.close();
    const [first, second] = organizations;

    const intact = await run(['audit', 'verify'], env);
    expect(intact.stderr).toBe('');
    expect(intact.code).toBe(0);
    expect(intact.stdout).toMatch(new RegExp(`^First \\(${first.id}\\): intact\\n  events  3\\n  head    3 [0-9a-f]{64}\\nSecond `));
    const json = await run(['audit', 'verify', '--json', '--organization', second.id.toUpperCase()], env);
    expect(JSON.parse(json.stdout)).toEqual([
      {
        organization_id: second.id,
        name: 'Second',
        intact: true,
        events: 3,
        unhashed_events: 0,
        head: { position: 3, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
        problem: null,
      },
    ]);

    const database = new URL(env.DATABASE_URL).pathname.slice(1);
    const admin = new Client({ ...inject('postgres').admin, database });
    await admin.connect();
    await admin.query('ALTER TABLE audit_events DISABLE TRIGGER USER');
    await admin.query(`UPDATE audit_events SET action = 'thing.read' WHERE organization_id = $1 AND position = 2`, [second.id]);
    await admin.end();
    const broken = await run(['audit', 'verify'], env);
    expect(broken.code).toBe(1);
    expect(broken.stdout).toContain(`First (${first.id}): intact`);
    expect(broken.stdout).toMatch(/Second \(.*\): BROKEN\n(.*\n){2} {2}broken {2}event 2 \(.*\): The event is not as it was written\.\n$/);
    expect((await run(['audit', 'verify', '--organization', first.id], env)).code).toBe(0);
  });

  test('says what it does not know', async () => {
    const env = { COGNATE_HOME: join(directory, 'home'), DATABASE_URL: await testCatalog() };
    expect(await run(['audit', 'verify', '--organization', 'me'], env)).toMatchObject({ code: 2, stderr: expect.stringContaining('not "me"') });
    const unknown = await run(['audit', 'verify', '--organization', '0198c4b2-2222-7a60-8d21-3c4b5a697887'], env);
    expect(unknown).toMatchObject({ code: 1, stderr: 'cognate: Organization not found\n' });
    const other = { ...env, COGNATE_HOME: join(directory, 'other') };
    expect((await run(['audit', 'verify'], other)).code).toBe(0);
  });
});
