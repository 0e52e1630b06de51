import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { verifyAuditLog, type LogReport } from '../../src/services/audit-verification.ts';
import { canonicalJson } from '../../src/store/audit-chain.ts';
import { recordAudit } from '../../src/store/audit.ts';
import { migrate, readMigrations } from '../../src/store/migrate.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { testDatabase, testHome, testOrganization } from '../support/store.ts';
import { catalogFixture } from './catalog-fixture.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
/** A superuser, for whom no trigger and no row-level security holds. */
let admin: Client;
beforeAll(async () => {
  api = await testApi();
  const { rows } = await sql<{ database: string }>`SELECT current_database() AS database`.execute(api.store.db);
  admin = new Client({ ...inject('postgres').admin, ...rows[0] });
  await admin.connect();
  await admin.query('SET session_replication_role = replica');
});
afterAll(async () => {
  await admin.end();
  await api.close();
});

const write = (store: Store, organizationId: string, count: number, details: Record<string, unknown> = {}) =>
  store.inOrganization(organizationId, (trx) =>
    recordAudit(
      store,
      trx,
      Array.from({ length: count }, (_, index) => ({
        organizationId,
        actorId: newId(),
        source: 'api' as const,
        action: 'thing.changed',
        objectKind: 'thing',
        objectId: newId(),
        details: { index, ...details },
        at: new Date(),
      })),
    ),
  );

async function check(store: Store, organizationId: string): Promise<LogReport> {
  for await (const report of verifyAuditLog(store, organizationId)) return report;
  throw new Error('no report');
}

describe('the list', () => {
  const list = (query = '', token = api.token) => api.call('GET', `/api/organization/${api.organizationId}/audit-events${query}`, undefined, token);

  test('tells what was done, in its order, with its place in the chain', async () => {
    const { inferred, members } = await catalogFixture(api);
    await api.call('PUT', `/api/integration-sources/relationships/${inferred}`, { status: 'APPROVED', score: 0.5 });
    await api.call('POST', `/api/integration-sources/relationships/${inferred}/undo`);
    await api.call('DELETE', `/api/integration-sources/relationships/${members[0]}`);
    const all = await list();
    expect(all.list.map((event) => event['position'])).toEqual(all.list.map((_, index) => index + 1));
    expect(all.list.map((event) => event['action'])).toEqual([
      'source.created',
      'relationship.revised',
      'relationship.decided',
      'relationship.undone',
      'relationship.deleted',
    ]);
    expect(all.list[2]).toMatchObject({
      organization_id: api.organizationId,
      actor_id: api.userId,
      source: 'api',
      object_kind: 'relationship',
      object_id: inferred,
      details: { from: 'SUGGESTED', to: 'APPROVED', batch_id: null },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const first = await list('?limit=3');
    expect([...first.list, ...(await api.call('GET', String(/<([^>]+)>/.exec(String(first.headers['link']))?.[1]))).list]).toEqual(all.list);
    const newest = await list('?limit=3&order=newest_first');
    expect([...newest.list, ...(await api.call('GET', String(/<([^>]+)>/.exec(String(newest.headers['link']))?.[1]))).list]).toEqual(
      all.list.toReversed(),
    );
    const positions = async (query: string) => (await list(query)).list.map((event) => event['position']);
    expect(await positions(`?object_id=${inferred}`)).toEqual([2, 3, 4]);
    expect(await positions(`?object_kind=relationship&action=relationship.deleted&actor_id=${api.userId}`)).toEqual([5]);
    expect(await positions(`?actor_id=${newId()}`)).toEqual([]);
    expect(await positions(`?since=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
    expect(await positions(`?until=${new Date(Date.now() + 60_000).toISOString()}&since=2026-01-01T00:00:00%2B01:00`)).toHaveLength(5);
    expect((await list('?since=yesterday')).problems).toEqual(['query.since']);
  });

  test('is verified over the API too', async () => {
    const { list: events } = await list();
    const verified = await list('/verification');
    expect(verified.body).toEqual({
      organization_id: api.organizationId,
      intact: true,
      read_from: 1,
      earlier_read_since: null,
      events: events.length,
      unhashed_events: 0,
      head: { position: events.length, hash: events.at(-1)?.['hash'] },
      problem: null,
    });
    expect((await list('/verification', await api.tokenOf('ANALYST'))).status).toBe(403);
  });

  test('is for administrators of the organization', async () => {
    expect((await list('', await api.tokenOf('ANALYST'))).status).toBe(403);
    expect((await list('', api.otherToken)).status).toBe(404);
  });
});

describe('the chain', () => {
  test('has no gaps and one order however many write at once', async () => {
    const { id } = await testOrganization(api.store);
    await Promise.all(Array.from({ length: 20 }, (_, index) => write(api.store, id, (index % 3) + 1)));
    expect(await check(api.store, id)).toMatchObject({ events: 39, unhashed: 0, head: { position: 39 }, problem: undefined });
    const { rows } = await api.store.inOrganization(id, (trx) =>
      sql<{ position: number }>`SELECT position FROM audit_events ORDER BY created_at, id`.execute(trx),
    );
    expect(rows.map(({ position }) => position)).toEqual(rows.map((_, index) => index + 1));
  });

  test('holds over more events than one page, and over every kind of detail', async () => {
    const { id } = await testOrganization(api.store);
    await write(api.store, id, 2100);
    const numbers = { large: 1e21, small: 5e-324, sum: 0.1 + 0.2, minus: -0, max: Number.MAX_VALUE };
    await write(api.store, id, 1, {
      numbers,
      text: 'ß\u2028"\\\u{1f600}',
      none: null,
      gone: undefined,
      list: [[], {}, [1, 'x', null]],
      at: new Date(0),
    });
    expect(await check(api.store, id)).toMatchObject({ events: 2101, problem: undefined });
  });

  test('a transaction that fails leaves no gap', async () => {
    const { id } = await testOrganization(api.store);
    await write(api.store, id, 1);
    const event = { organizationId: id, actorId: null, source: 'system', action: 'x', objectKind: 'x', objectId: null, at: new Date() } as const;
    const failing = api.store.inOrganization(id, async (trx) => {
      await recordAudit(api.store, trx, [event]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await write(api.store, id, 1);
    expect(await check(api.store, id)).toMatchObject({ events: 2, head: { position: 2 }, problem: undefined });
  });

  test('is append-only for the application, and goes only with its organization', async () => {
    const { id } = await testOrganization(api.store);
    await write(api.store, id, 2);
    for (const statement of [`UPDATE audit_events SET action = 'y'`, 'DELETE FROM audit_events', 'TRUNCATE audit_events']) {
      await expect(api.store.inOrganization(id, (trx) => sql.raw(statement).execute(trx))).rejects.toThrow('append-only');
    }
    await api.store.asSystem((trx) => trx.deleteFrom('organizations').where('id', '=', id).execute());
    await expect(check(api.store, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('begins after the events from before there were hashes', async () => {
    const { template } = inject('postgres');
    const database = new URL(await testDatabase()).pathname.slice(1);
    await admin.query(`ALTER DATABASE ${database} OWNER TO ${template.user}`);
    const client = new Client({ ...template, database });
    await client.connect();
    await migrate(client, readMigrations().slice(0, 3));
    const seeAll = (on: boolean) => client.query(`SELECT set_config('cognate.system', $1, false)`, [on ? 'on' : '']);
    await seeAll(true);
    const old = newId();
    const wrapped = api.store.sealer.newDataKey(old).wrapped;
    await client.query('INSERT INTO organizations (id, name, data_key) VALUES ($1, $2, $3)', [old, 'Old', wrapped]);
    for (const second of [3, 1, 2])
      await client.query(
        `INSERT INTO audit_events (organization_id, id, action, object_kind, created_at) VALUES ($1, $2, $3::int, 'x', to_timestamp($3::int))`,
        [old, newId(), second],
      );
    await seeAll(false);
    await migrate(client);
    await seeAll(true);
    const { rows } = await client.query<{ action: string }>('SELECT action FROM audit_events ORDER BY position');
    expect(rows.map(({ action }) => action)).toEqual(['1', '2', '3']);
    await client.end();
    const url = `postgresql://${template.user}:${template.password}@${template.host}:${template.port}/${database}`;
    const opened = await openStore({ home: testHome(), databaseUrl: url });
    const store: Store = { ...opened, sealer: api.store.sealer };
    expect(await check(store, old)).toMatchObject({ events: 3, unhashed: 3, head: { position: 3, hash: null }, problem: undefined });
    await write(store, old, 2);
    expect(await check(store, old)).toMatchObject({ events: 5, unhashed: 3, head: { position: 5, hash: expect.any(String) }, problem: undefined });
    await opened.close();
  });
});

describe('tampering by somebody who may write to the database, yet has not the key', () => {
  let id: string;
  beforeEach(async () => {
    ({ id } = await testOrganization(api.store));
    await write(api.store, id, 6);
    expect(await check(api.store, id)).toMatchObject({ events: 6, head: { position: 6 }, problem: undefined });
  });

  const tamper = async (...statements: readonly string[]) => {
    for (const statement of statements) {
      const { rowCount } = await admin.query(statement.replaceAll('$org', `'${id}'`));
      expect(rowCount, statement).toBeGreaterThan(0);
    }
    return (await check(api.store, id)).problem;
  };
  const here = 'WHERE organization_id = $org AND position';
  const copy = (position: number, as: number) => `
    INSERT INTO audit_events (organization_id, id, actor_id, action, object_kind, object_id, details, source, created_at, position, previous_hash, hash)
    SELECT organization_id, gen_random_uuid(), actor_id, action, object_kind, object_id, details, source, created_at, ${as}, previous_hash, hash
    FROM audit_events ${here} = ${position}`;

  const overApi = async (query = '') => {
    const token = await api.tokenOf('ORGANIZATION_ADMIN', { organizationId: id });
    return (await api.call('GET', `/api/organization/${id}/audit-events/verification${query}`, undefined, token)).body;
  };

  test('shows over the API too, which says what it read', async () => {
    await write(api.store, id, 2);
    expect(await overApi()).toMatchObject({ intact: true, events: 8, read_from: 7, earlier_read_since: expect.any(String) });
    expect(await overApi('?whole=true')).toMatchObject({ intact: true, events: 8, read_from: 1, earlier_read_since: null });
    await admin.query(`UPDATE audit_events SET action = 'thing.read' ${here} = 3`.replaceAll('$org', `'${id}'`));
    expect(await overApi()).toMatchObject({ intact: true, read_from: 9, earlier_read_since: expect.any(String) });
    const broken = { intact: false, read_from: 1, problem: { position: 3, what: 'The event is not as it was written.' } };
    expect(await overApi('?whole=true')).toMatchObject(broken);
    expect(await overApi(), 'and from then on').toMatchObject(broken);
  });

  test('what comes after what was read is read, whatever was said of that', async () => {
    await overApi();
    await write(api.store, id, 2);
    await admin.query(`UPDATE audit_events SET action = 'thing.read' ${here} = 8`.replaceAll('$org', `'${id}'`));
    expect(await overApi()).toMatchObject({ intact: false, read_from: 7, problem: { position: 8 } });
    const missing = { position: 3, what: 'The event is missing.' };
    expect(await tamper(`DELETE FROM audit_events ${here} = 3`)).toMatchObject(missing);
    expect(await overApi()).toMatchObject({ intact: false, problem: missing });
  });

  test('a log whose end was cut off is told at once, also where its end was read', async () => {
    expect(await overApi()).toMatchObject({ intact: true, events: 6, read_from: 7 });
    await admin.query(`DELETE FROM audit_events ${here} > 4`.replaceAll('$org', `'${id}'`));
    const problem = { position: 5, what: 'The log ends here, and its head says that it goes on to 6.' };
    for (const query of ['', '?whole=true', '']) expect(await overApi(query)).toMatchObject({ intact: false, events: 4, read_from: 1, problem });
  });

  test('an event that is taken away from what was read is found by reading the whole log', async () => {
    await admin.query(`DELETE FROM audit_events ${here} = 3`.replaceAll('$org', `'${id}'`));
    expect(await overApi()).toMatchObject({ intact: true, events: 6, read_from: 7, earlier_read_since: expect.any(String) });
    const broken = { intact: false, events: 5, read_from: 1, problem: { position: 3, what: 'The event is missing.' } };
    expect(await overApi('?whole=true')).toMatchObject(broken);
    expect(await overApi(), 'and from then on').toMatchObject(broken);
  });

  test('a reading that nobody made is not believed', async () => {
    await admin.query(`UPDATE audit_events SET action = 'thing.read' ${here} = 3`.replaceAll('$org', `'${id}'`));
    await admin.query(`UPDATE audit_readings SET since = now() WHERE organization_id = $1`, [id]);
    expect(await overApi()).toMatchObject({ intact: false, read_from: 1, problem: { position: 3 } });
  });

  test('putting an older state of the log back after it was read farther', async () => {
    await admin.query('CREATE TEMP TABLE older AS SELECT * FROM audit_heads WHERE organization_id = $1', [id]);
    await write(api.store, id, 2);
    await overApi();
    await admin.query('DELETE FROM audit_events WHERE organization_id = $1 AND position > 6', [id]);
    await admin.query('DELETE FROM audit_heads WHERE organization_id = $1', [id]);
    await admin.query('INSERT INTO audit_heads SELECT * FROM older');
    const what = 'The log was once read to event 8, and its head says that it ends at 6.';
    for (const query of ['', '?whole=true', '']) expect(await overApi(query)).toMatchObject({ intact: false, problem: { position: null, what } });
    await admin.query('DROP TABLE older');
  });

  test.each([
    ['details', `details = '{"index": 7}'`],
    ['who', 'actor_id = NULL'],
    ['when, by a microsecond', `created_at = created_at + interval '1 microsecond'`],
    ['the id', 'id = gen_random_uuid()'],
    ['the source', `source = 'cli'`],
    ['the action', `action = 'thing.read'`],
    ['the object', 'object_id = NULL'],
    ['the hash', `hash = sha256('x')`],
  ])('changing %s', async (_, change) => {
    expect(await tamper(`UPDATE audit_events SET ${change} ${here} = 3`)).toMatchObject({ position: 3, what: 'The event is not as it was written.' });
  });

  test('taking the hashes away', async () => {
    expect(await tamper(`UPDATE audit_events SET hash = NULL, previous_hash = NULL ${here} <= 3`)).toMatchObject({
      position: 1,
      what: 'The event has no hash.',
    });
  });

  test('deleting one', async () => {
    expect(await tamper(`DELETE FROM audit_events ${here} = 3`)).toEqual({ position: 3, eventId: null, what: 'The event is missing.' });
    const closed = await tamper(`UPDATE audit_events SET position = position - 1 ${here} > 3`);
    expect(closed).toMatchObject({ position: 3, what: 'The event does not continue the one before it.' });
  });

  test('deleting the last', async () => {
    const cut = await tamper(`DELETE FROM audit_events ${here} = 6`);
    expect(cut).toMatchObject({ position: 6, what: expect.stringContaining('The log ends here') });
    const head = `UPDATE audit_heads SET position = 5, hash = (SELECT hash FROM audit_events ${here} = 5) WHERE organization_id = $org`;
    expect(await tamper(head)).toMatchObject({ position: null, what: 'The head is not as it was written.' });
    await write(api.store, id, 1);
    expect((await check(api.store, id)).problem).toMatchObject({ position: 6, what: 'The event does not continue the one before it.' });
  });

  test('deleting all', async () => {
    expect(await tamper('DELETE FROM audit_events WHERE organization_id = $org')).toMatchObject({ position: 1 });
  });

  test('swapping two', async () => {
    const set = (from: number, to: number) => `UPDATE audit_events SET position = ${to} ${here} = ${from}`;
    expect(await tamper(set(3, 99), set(4, 3), set(99, 4))).toMatchObject({ position: 3, what: 'The event does not continue the one before it.' });
  });

  test('inserting one', async () => {
    expect(await tamper(copy(6, 7))).toMatchObject({ position: null, what: 'There are 1 events more than the head knows of.' });
    expect(await tamper('UPDATE audit_heads SET position = 7 WHERE organization_id = $org')).toMatchObject({ position: 7 });
    const moved = await tamper(
      `UPDATE audit_events SET position = position + 100 ${here} > 3`,
      `UPDATE audit_events SET position = position - 99 ${here} > 100`,
      copy(3, 4),
    );
    expect(moved).toMatchObject({ position: 4, what: 'The event does not continue the one before it.' });
  });

  test('writing the whole tail anew, with hashes of one’s own', async () => {
    await admin.query(`UPDATE audit_events SET action = 'forged' ${here} = 4`.replaceAll('$org', `'${id}'`));
    const { rows } = await admin.query<{ position: string; event: string; hash: Buffer }>(
      'SELECT position, row_to_json(event)::text AS event, hash FROM audit_events AS event WHERE organization_id = $1 ORDER BY position',
      [id],
    );
    let previous = rows[2]?.hash ?? Buffer.alloc(0);
    for (const { position, event } of rows.slice(3)) {
      const hash = createHash('sha256').update(previous).update(event).digest();
      await admin.query('UPDATE audit_events SET previous_hash = $1, hash = $2 WHERE organization_id = $3 AND position = $4', [
        previous,
        hash,
        id,
        position,
      ]);
      previous = hash;
    }
    await admin.query('UPDATE audit_heads SET hash = $1 WHERE organization_id = $2', [previous, id]);
    expect((await check(api.store, id)).problem).toMatchObject({ position: 4, what: 'The event is not as it was written.' });
  });

  test.each([
    ['its hash', `hash = sha256('x')`],
    ['its seal', `seal = sha256('x')`],
    ['its time', `at = at + interval '1 microsecond'`],
    ['no seal', 'seal = NULL'],
  ])('altering the head: %s', async (_, change) => {
    expect(await tamper(`UPDATE audit_heads SET ${change} WHERE organization_id = $org`)).toMatchObject({
      position: null,
      what: 'The head is not as it was written.',
    });
  });

  test('taking the head away', async () => {
    expect(await tamper('DELETE FROM audit_heads WHERE organization_id = $org')).toMatchObject({ position: null, what: 'The log has no head.' });
    await write(api.store, id, 1);
    expect((await check(api.store, id)).problem).toMatchObject({ position: 7, what: 'The event does not continue the one before it.' });
  });

  test('passing events off as older than the chain', async () => {
    const older = `UPDATE audit_events SET action = 'forged', hash = NULL, previous_hash = NULL ${here} <= 3`;
    expect(await tamper(older, 'UPDATE audit_heads SET unhashed = 3 WHERE organization_id = $org')).toMatchObject({ position: 4 });
  });

  test('taking every hash and the end away looks like a log from before there were hashes, and is told as one', async () => {
    const stripped = 'UPDATE audit_heads SET unhashed = 6, hash = NULL, seal = NULL WHERE organization_id = $org';
    expect(await tamper('UPDATE audit_events SET hash = NULL, previous_hash = NULL WHERE organization_id = $org', stripped)).toBeUndefined();
    expect(await check(api.store, id)).toMatchObject({ unhashed: 6, head: { hash: null } });
  });

  test('events of another organization', async () => {
    const other = (await testOrganization(api.store)).id;
    await write(api.store, other, 6);
    expect(
      await tamper(
        `DELETE FROM audit_events ${here} = 6`,
        `UPDATE audit_events SET organization_id = $org WHERE organization_id = '${other}' AND position = 6`,
      ),
    ).toMatchObject({
      position: 6,
    });
  });
});

test('canonical JSON is the same for the same value, however its members are ordered', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const canonical = canonicalJson(value);
      expect(canonicalJson(JSON.parse(canonical))).toBe(canonical);
      expect(JSON.parse(canonical)).toEqual(JSON.parse(JSON.stringify(value)));
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        expect(canonicalJson(Object.fromEntries(Object.entries(value).toReversed()))).toBe(canonical);
      }
    }),
  );
  expect(canonicalJson({ b: [1, { d: 'é', c: null }], a: 1e21 })).toBe('{"a":1e+21,"b":[1,{"c":null,"d":"é"}]}');
});
