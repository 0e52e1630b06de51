import { isoDate, timestamp } from '../calendar.ts';
import { officialName } from '../companies.ts';
import { countries } from '../countries.ts';
import { maybe, maybeOrphan, phone, typed } from '../dirt.ts';
import type { Random } from '../random.ts';
import type { DemoTable } from '../table.ts';
import { defineTable } from '../table.ts';
import type { World } from '../world.ts';
import { lastDay, vendor } from '../world.ts';

/** Who is there: countries, staff, accounts, users and their profiles, addresses. */
export function directoryTables(random: Random, world: World): DemoTable[] {
  return [
    countriesTable(),
    staffTable(world),
    accountsTable(random.branch('accounts'), world),
    usersTable(random.branch('users'), world),
    profilesTable(random.branch('profiles'), world),
    addressesTable(random.branch('addresses'), world),
  ];
}

function countriesTable() {
  const rows = countries
    .toSorted((left, right) => (left.code < right.code ? -1 : 1))
    .map(({ code, code3, name, currency, dialCode }) => ({ code, iso3: code3, name, currency, dial_code: dialCode }));
  const columns = { code: 'CHAR(2)', iso3: 'CHAR(3)', name: 'VARCHAR(80)', currency: 'CHAR(3)', dial_code: 'VARCHAR(4)' };
  return defineTable('countries', columns, ['code'], rows);
}

function staffTable(world: World) {
  const rows = world.staff.map(({ id, name, email, department, manager }) => ({
    id,
    name: `${name.given} ${name.family}`,
    email,
    dept: department,
    manager_id: manager?.id ?? null,
  }));
  const columns = { id: 'INTEGER', name: 'VARCHAR(120)', email: 'VARCHAR(255)', dept: 'VARCHAR(20)', manager_id: 'INTEGER' };
  return defineTable('staff', columns, ['id'], rows);
}

function accountsTable(random: Random, world: World) {
  const successIds = world.staff.filter(({ department }) => department === 'success').map(({ id }) => id);
  const rows = world.customers.map((firm) => ({
    id: firm.accountId,
    public_id: firm.publicId,
    name: typed(random, officialName(firm.name), 0.02),
    domain: firm.name.domain,
    country_code: firm.country.code,
    parent_id: firm.parent?.accountId ?? null,
    owner_id: maybeOrphan(random, firm.people[0]?.userId ?? 0, world.removedUsers, 0.015),
    csm_id: maybe(random, 0.7, random.pick(successIds)),
    vat_no: maybe(random, 0.6, `${firm.country.code}${random.text('0123456789', 9)}`),
    region: 'eu-1',
    created_at: timestamp(firm.since, random.integer(25_000, 70_000)),
    deleted_at: maybe(random, 0.05, timestamp(random.integer(firm.since, lastDay), random.integer(0, 86_399))),
  }));
  const last = rows.at(-1)?.id ?? 0;
  const testRows = ['Test Account', 'asdf', 'DO NOT USE '].map((name, i) => ({
    id: last + 10 + i,
    public_id: null,
    name,
    domain: 'test.example',
    country_code: 'DE',
    parent_id: null,
    owner_id: null,
    csm_id: null,
    vat_no: null,
    region: 'eu-1',
    created_at: '2022-01-03 09:00:00',
    deleted_at: null,
  }));
  const columns = {
    id: 'INTEGER',
    public_id: 'CHAR(36)',
    name: 'VARCHAR(200)',
    domain: 'VARCHAR(120)',
    country_code: 'CHAR(2)',
    parent_id: 'INTEGER',
    owner_id: 'INTEGER',
    csm_id: 'INTEGER',
    vat_no: 'VARCHAR(20)',
    region: 'VARCHAR(10)',
    created_at: 'TIMESTAMP',
    deleted_at: 'TIMESTAMP',
  };
  return defineTable('accounts', columns, ['id'], [...rows, ...testRows]);
}

function usersTable(random: Random, world: World) {
  const rows = world.customers.flatMap((firm) =>
    firm.people.map((person, i) => ({
      id: person.userId,
      account_id: maybeOrphan(random, firm.accountId, world.removedAccounts, 0.003),
      email: typed(random, person.email, 0.03),
      first_name: person.name.given,
      last_name: typed(random, person.name.family, 0.01),
      phone: maybe(random, 0.55, phone(random, firm.country.dialCode, person.digits)),
      manager_id: i === 0 ? null : maybe(random, 0.6, firm.people[random.integer(0, i - 1)]?.userId ?? null),
      invited_by: i === 0 ? null : (firm.people[0]?.userId ?? null),
      locale: firm.country.language.slice(0, 2),
      is_test: 0,
      created_at: timestamp(person.since, random.integer(20_000, 80_000)),
      last_login_at: maybe(random, 0.8, timestamp(random.integer(person.since, lastDay), random.integer(0, 86_399))),
      deleted_at: maybe(random, 0.04, timestamp(random.integer(person.since, lastDay), random.integer(0, 86_399))),
    })),
  );
  const last = rows.at(-1)?.id ?? 0;
  const testRows = ['test', 'qa+1', 'qa+2'].map((name, i) => ({
    id: last + 20 + i,
    account_id: world.customers.at(0)?.accountId ?? 1,
    email: `${name}@${vendor.domain}`,
    first_name: 'Test',
    last_name: 'Test',
    phone: '000',
    manager_id: null,
    invited_by: null,
    locale: 'en',
    is_test: 1,
    created_at: '2022-01-03 09:00:00',
    last_login_at: null,
    deleted_at: null,
  }));
  const columns = {
    id: 'INTEGER',
    account_id: 'INTEGER',
    email: 'VARCHAR(255)',
    first_name: 'VARCHAR(80)',
    last_name: 'VARCHAR(80)',
    phone: 'VARCHAR(40)',
    manager_id: 'INTEGER',
    invited_by: 'INTEGER',
    locale: 'VARCHAR(5)',
    is_test: 'BOOLEAN',
    created_at: 'TIMESTAMP',
    last_login_at: 'TIMESTAMP',
    deleted_at: 'TIMESTAMP',
  };
  return defineTable('users', columns, ['id'], [...rows, ...testRows], ['account_id', 'email']);
}

function profilesTable(random: Random, world: World) {
  const rows = world.customers.flatMap((firm) =>
    firm.people
      .filter(() => random.chance(0.72))
      .map((person) => ({
        user_id: person.userId,
        job_title: person.title,
        bio: maybe(random, 0.2, `${person.title} at ${firm.name.short}.`),
        birth_date: maybe(random, 0.3, isoDate(random.integer(-8000, 12_000))),
        newsletter: random.chance(0.4) ? 1 : 0,
      })),
  );
  const columns = { user_id: 'INTEGER', job_title: 'VARCHAR(80)', bio: 'TEXT', birth_date: 'DATE', newsletter: 'BOOLEAN' };
  return defineTable('user_profiles', columns, ['user_id'], rows);
}

function addressesTable(random: Random, world: World) {
  const rows = world.customers.flatMap((firm) =>
    (['billing', 'shipping'] as const)
      .filter((kind) => kind === 'billing' || random.chance(0.35))
      .map((kind) => ({
        acct_id: firm.accountId,
        kind,
        street: `${random.pick(['Hauptstr.', 'Main Street', 'Rue du Port', 'Storgatan', 'Calle Mayor'])} ${random.integer(1, 140)}`,
        postal_code: random.text('0123456789', 5),
        city: typed(random, firm.city, 0.03),
        country: firm.country.code,
      })),
  );
  const columns = {
    id: 'INTEGER',
    acct_id: 'INTEGER',
    kind: 'VARCHAR(10)',
    street: 'VARCHAR(120)',
    postal_code: 'VARCHAR(12)',
    city: 'VARCHAR(80)',
    country: 'CHAR(2)',
  };
  return defineTable(
    'addresses',
    columns,
    ['id'],
    rows.map((address, i) => ({ id: i + 1, ...address })),
  );
}
