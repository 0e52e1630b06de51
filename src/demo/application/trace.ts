import { isoDate, timestamp } from '../calendar.ts';
import { maybe, maybeOrphan, sequence } from '../dirt.ts';
import type { Random } from '../random.ts';
import type { DemoTable } from '../table.ts';
import { defineTable } from '../table.ts';
import type { World } from '../world.ts';
import { firstDay, lastDay } from '../world.ts';
import type { Work } from './work.ts';

/** What the application remembers of itself: flags, API keys, events and the audit log. */
export function traceTables(random: Random, world: World, work: Work, scale: number): DemoTable[] {
  const count = (rows: number) => Math.max(60, Math.round(rows * scale));
  return [
    ...flagTables(random.branch('flags'), world),
    apiKeysTable(random.branch('api keys'), world),
    eventsTable(random.branch('events'), world, count(3600)),
    auditTable(random.branch('audit'), world, work, count(1400)),
  ];
}

const flagKeys = ['beta_board', 'dark_mode', 'export_v2', 'gantt', 'guest_links', 'mail_digest', 'new_search', 'sso', 'time_tracking', 'webhooks'];

function flagTables(random: Random, world: World) {
  const staffIds = world.staff.map(({ id }) => id);
  const flags = flagKeys.map((key) => ({ key, description: maybe(random, 0.6, `Turns on ${key.replaceAll('_', ' ')}.`), default_on: 0 }));
  const settings = world.customers.flatMap(({ accountId }) =>
    random.sample(flagKeys, random.integer(0, 3)).map((key) => ({
      account_id: accountId,
      flag_key: random.chance(0.01) ? 'old_editor' : key,
      enabled: random.chance(0.8) ? 1 : 0,
      set_by: maybe(random, 0.7, random.pick(staffIds)),
    })),
  );
  const once = [...new Map(settings.map((row) => [`${row.account_id} ${row.flag_key}`, row])).values()];
  const columns = { account_id: 'INTEGER', flag_key: 'VARCHAR(40)', enabled: 'BOOLEAN', set_by: 'INTEGER' };
  return [
    defineTable('feature_flags', { key: 'VARCHAR(40)', description: 'TEXT', default_on: 'BOOLEAN' }, ['key'], flags),
    defineTable('account_flags', columns, ['account_id', 'flag_key'], once),
  ];
}

function apiKeysTable(random: Random, world: World) {
  const owners = world.customers.filter(() => random.chance(0.5));
  const rows = owners.map((customer, i) => ({
    id: i + 1,
    account_id: customer.accountId,
    created_by: random.pick(customer.people).userId,
    prefix: random.text('abcdefghjkmnpqrstuvwxyz23456789', 6),
    secret_hash: random.text('0123456789abcdef', 64),
    expires_on: maybe(random, 0.3, isoDate(lastDay + random.integer(1, 700))),
    revoked_at: maybe(random, 0.1, timestamp(random.integer(customer.since, lastDay), random.integer(0, 86_399))),
  }));
  const columns = {
    id: 'INTEGER',
    account_id: 'INTEGER',
    created_by: 'INTEGER',
    prefix: 'CHAR(6)',
    secret_hash: 'CHAR(64)',
    expires_on: 'DATE',
    revoked_at: 'TIMESTAMP',
  };
  return defineTable('api_keys', columns, ['id'], rows);
}

function eventsTable(random: Random, world: World, count: number) {
  const rows = sequence(random, count).ids.map((id) => {
    const customer = random.skewed(world.customers);
    const kind = random.pick(['login', 'page_view', 'export', 'search', 'invite']);
    return {
      id,
      acct_id: customer.accountId,
      usr_id: maybe(random, 0.93, maybeOrphan(random, random.pick(customer.people).userId ?? 0, world.removedUsers, 0.02)),
      kind,
      ip: `${random.pick(['192.0.2', '198.51.100', '203.0.113'])}.${random.integer(1, 254)}`,
      payload: kind === 'search' ? JSON.stringify({ q: random.pick(['plan', 'invoice', 'test']), hits: random.integer(0, 40) }) : '{}',
      happened_at: timestamp(random.integer(customer.since, lastDay), random.integer(0, 86_399)),
    };
  });
  const columns = {
    id: 'BIGINT',
    acct_id: 'INTEGER',
    usr_id: 'INTEGER',
    kind: 'VARCHAR(20)',
    ip: 'VARCHAR(45)',
    payload: 'TEXT',
    happened_at: 'TIMESTAMP',
  };
  return defineTable('events', columns, ['id'], rows);
}

/** Says by a type what its object is: an account, a project or a user. */
function auditTable(random: Random, world: World, work: Work, count: number) {
  const subjects = {
    account: world.customers.map(({ accountId }) => accountId),
    project: work.projects.map(({ id }) => id),
    user: world.customers.flatMap(({ people }) => people.flatMap(({ userId }) => (userId === null ? [] : [userId]))),
  };
  const staffIds = world.staff.map(({ id }) => id);
  const rows = sequence(random, count).ids.map((id) => {
    const type = random.weighted([
      ['account', 3],
      ['project', 5],
      ['user', 4],
    ] as const);
    return {
      id,
      actor_id: maybe(random, 0.95, random.pick(staffIds)),
      action: random.pick(['create', 'update', 'update', 'delete', 'impersonate']),
      entity_type: type,
      entity_id: random.pick(subjects[type]),
      at: timestamp(random.integer(firstDay, lastDay), random.integer(0, 86_399)),
    };
  });
  const columns = {
    id: 'BIGINT',
    actor_id: 'INTEGER',
    action: 'VARCHAR(20)',
    entity_type: 'VARCHAR(20)',
    entity_id: 'INTEGER',
    at: 'TIMESTAMP',
  };
  return defineTable('audit_log', columns, ['id'], rows);
}
