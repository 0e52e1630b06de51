import { day } from './calendar.ts';
import type { FirmName } from './companies.ts';
import { makeFirmName } from './companies.ts';
import type { Country } from './countries.ts';
import { servedCountries } from './countries.ts';
import { sequence } from './dirt.ts';
import type { PersonName } from './people.ts';
import { mailbox, makePersonName } from './people.ts';
import { jobTitles } from './prose.ts';
import type { Random } from './random.ts';

/** The invented company whose systems these are; it sells a web application for planning work. */
export const vendor = { name: 'Ondovale', domain: 'ondovale.example' } as const;

export const firstDay = day('2022-01-03');
export const lastDay = day('2026-06-30');

export interface Firm {
  readonly index: number;
  readonly name: FirmName;
  readonly country: Country;
  readonly city: string;
  /** National telephone number without leading zero. */
  readonly digits: string;
  /** Prospects are known to sales only and have no account. */
  readonly accountId: number | null;
  readonly publicId: string | null;
  readonly parent: Firm | null;
  readonly since: number;
  readonly people: readonly Person[];
}

export interface Person {
  readonly index: number;
  readonly name: PersonName;
  readonly email: string;
  readonly digits: string;
  readonly title: string;
  readonly since: number;
  /** Null for the people of prospects. */
  readonly userId: number | null;
}

/** Somebody who works for the vendor. */
export interface Colleague {
  readonly id: number;
  readonly name: PersonName;
  readonly email: string;
  readonly department: 'sales' | 'success' | 'support' | 'engineering';
  readonly manager: Colleague | null;
}

export interface World {
  readonly firms: readonly Firm[];
  readonly customers: readonly (Firm & { readonly accountId: number; readonly publicId: string })[];
  readonly staff: readonly Colleague[];
  /** Numbers of accounts and users that were deleted for good. */
  readonly removedAccounts: readonly number[];
  readonly removedUsers: readonly number[];
}

export function makeWorld(random: Random, scale: number): World {
  const customerCount = Math.max(12, Math.round(330 * scale));
  const prospectCount = Math.max(6, Math.round(170 * scale));
  const accounts = sequence(random.branch('accounts'), customerCount);
  const headcounts = Array.from({ length: customerCount }, () => 2 + Math.floor(random.next() * random.next() * 22));
  const users = sequence(
    random.branch('users'),
    headcounts.reduce((sum, count) => sum + count, 0),
  );
  const taken = new Set<string>();
  const firms: Firm[] = [];
  let nextUser = 0;
  let nextPerson = 0;

  for (let index = 0; index < customerCount + prospectCount; index += 1) {
    const country = random.skewed(servedCountries);
    const since = random.integer(firstDay, lastDay - 90);
    const accountId = accounts.ids[index] ?? null;
    const name = uniqueFirmName(random, country, taken);
    const style = random.weighted([
      ['dotted', 6],
      ['initial', 3],
      ['given', 1],
    ] as const);
    const mailboxes = new Set<string>();
    const people = Array.from({ length: headcounts[index] ?? random.integer(1, 4) }, (): Person => {
      const personName = makePersonName(random, random.chance(0.85) ? country.language : 'english');
      const userId = accountId === null ? null : (users.ids[nextUser++] ?? null);
      return {
        index: nextPerson++,
        name: personName,
        email: `${uniqueMailbox(mailbox(personName, style), mailboxes)}@${name.domain}`,
        digits: makeDigits(random),
        title: random.pick(jobTitles),
        since: random.integer(since, lastDay),
        userId,
      };
    });
    const parent = index > 10 && random.chance(0.08) ? random.pick(firms) : null;
    const publicId = accountId === null ? null : makeUuid(random);
    firms.push({ index, name, country, city: random.pick(country.cities), digits: makeDigits(random), accountId, publicId, parent, since, people });
  }
  return {
    firms,
    customers: firms.flatMap((firm) => {
      const { accountId, publicId } = firm;
      return accountId === null || publicId === null ? [] : [{ ...firm, accountId, publicId }];
    }),
    staff: makeStaff(random.branch('staff'), Math.max(12, Math.round(46 * Math.sqrt(scale)))),
    removedAccounts: accounts.removed,
    removedUsers: users.removed,
  };
}

function makeStaff(random: Random, count: number): Colleague[] {
  const staff: Colleague[] = [];
  const { ids } = sequence(random, count, 101);
  const mailboxes = new Set<string>();
  for (const id of ids) {
    const name = makePersonName(random, random.pick(['german', 'english', 'swedish', 'polish'] as const));
    const department = (['sales', 'success', 'support', 'engineering'] as const)[staff.length % 4] ?? 'sales';
    const manager = staff.length === 0 ? null : random.skewed(staff);
    staff.push({ id, name, email: `${uniqueMailbox(mailbox(name, 'dotted'), mailboxes)}@${vendor.domain}`, department, manager });
  }
  return staff;
}

function uniqueFirmName(random: Random, country: Country, taken: Set<string>): FirmName {
  for (;;) {
    const name = makeFirmName(random, country.language, country.legalForms);
    if (taken.has(name.domain) || taken.has(name.short)) continue;
    taken.add(name.domain).add(name.short);
    return name;
  }
}

function uniqueMailbox(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let i = 2; taken.has(name); i += 1) name = `${wanted}${i}`;
  taken.add(name);
  return name;
}

/** Nine or ten digits whose middle says 555, which no real number has in most plans. */
function makeDigits(random: Random): string {
  return `${random.integer(201, 989)}555${random.text('0123456789', 4)}`;
}

function makeUuid(random: Random): string {
  const hex = random.text('0123456789abcdef', 30);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${random.pick(['8', '9', 'a', 'b'])}${hex.slice(15, 18)}-${hex.slice(18)}`;
}
