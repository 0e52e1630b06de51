import { isoDate } from './calendar.ts';
import { otherSpelling } from './companies.ts';
import type { Crosswalk } from './crosswalk.ts';
import { createCrosswalk } from './crosswalk.ts';
import { looseDate, maybe, maybeOrphan, phone, sequence, typed } from './dirt.ts';
import { toAscii } from './people.ts';
import { remark } from './prose.ts';
import type { Random } from './random.ts';
import type { DemoTable } from './table.ts';
import { defineTable } from './table.ts';
import type { Firm, Person, World } from './world.ts';
import { lastDay } from './world.ts';

interface Company {
  readonly id: number;
  readonly firm: Firm;
  readonly isDuplicate: boolean;
}

interface Contact {
  readonly id: number;
  readonly company: Company;
  readonly person: Person;
  readonly isDuplicate: boolean;
}

/** What sales wrote down: own ids, own spellings, prospects that never bought, some firms and people twice. */
export function crmTables(random: Random, world: World, scale: number): { readonly tables: DemoTable[]; readonly crosswalk: Crosswalk } {
  const crosswalk = createCrosswalk();
  const sellers = world.staff.filter(({ department }) => department === 'sales' || department === 'success');
  const ownerIds = sequence(random.branch('owners'), sellers.length, 7001);

  const known = world.firms.filter((firm) => firm.accountId === null || random.chance(0.92));
  const companyDrafts = known.flatMap((firm) => (random.chance(0.04) ? [false, true] : [false]).map((isDuplicate) => ({ firm, isDuplicate })));
  const companyIds = sequence(random.branch('companies'), companyDrafts.length, 450_210_000);
  const companies = companyDrafts.map((draft, i): Company => ({ id: companyIds.ids[i] ?? 0, ...draft }));

  const contactDrafts = companies
    .filter(({ isDuplicate }) => !isDuplicate)
    .flatMap((company) =>
      company.firm.people
        .filter((person) => person.userId === null || random.chance(0.55))
        .flatMap((person) => (random.chance(0.03) ? [false, true] : [false]).map((isDuplicate) => ({ company, person, isDuplicate }))),
    );
  const contactIds = sequence(random.branch('contacts'), contactDrafts.length, 88_001);
  const contacts = contactDrafts.map((draft, i): Contact => ({ id: contactIds.ids[i] ?? 0, ...draft }));

  for (const { id, firm } of companies) crosswalk.addFirm(firm.index, id);
  for (const { id, person } of contacts) crosswalk.addPerson(person.index, id);

  const owners = sellers.map((seller, i) => ({
    'Owner Id': ownerIds.ids[i] ?? 0,
    Name: `${seller.name.family}, ${seller.name.given}`,
    Mail: seller.email,
    Active: random.chance(0.9) ? 'true' : 'false',
  }));
  const deals = makeDeals(random.branch('deals'), contacts, ownerIds.ids, ownerIds.removed, Math.round(800 * scale) + 20);
  const tables = [
    defineTable('owners', { 'Owner Id': 'INTEGER', Name: 'TEXT', Mail: 'TEXT', Active: 'BOOLEAN' }, ['Owner Id'], owners),
    companiesTable(random.branch('company rows'), companies, ownerIds.ids),
    contactsTable(random.branch('contact rows'), contacts, companyIds.removed),
    dealsTable(deals),
    activitiesTable(random.branch('activities'), deals, contacts, ownerIds.ids, contactIds.removed, Math.round(2600 * scale) + 40),
  ];
  return { tables, crosswalk };
}

function companiesTable(random: Random, companies: readonly Company[], ownerIds: readonly number[]) {
  const columns = {
    'Company Id': 'INTEGER',
    'Company Name': 'TEXT',
    Website: 'TEXT',
    Phone: 'TEXT',
    City: 'TEXT',
    Country: 'TEXT',
    Owner: 'INTEGER',
    Lifecycle: 'TEXT',
    Currency: 'TEXT',
    Renewal: 'TEXT',
  };
  const rows = companies.map(({ id, firm, isDuplicate }) => ({
    'Company Id': id,
    'Company Name': typed(random, otherSpelling(random, firm.name, firm.city), 0.05),
    Website: isDuplicate ? null : maybe(random, 0.88, website(random, firm.name.domain)),
    Phone: maybe(random, 0.7, phone(random, firm.country.dialCode, firm.digits)),
    City: random.chance(0.2) ? toAscii(firm.city) : firm.city,
    Country: random.chance(0.1) ? firm.country.code : firm.country.name,
    Owner: random.pick(ownerIds),
    Lifecycle: firm.accountId === null ? random.pick(['lead', 'opportunity']) : 'customer',
    Currency: 'EUR',
    Renewal: maybe(random, 0.3, looseDate(random, random.integer(firm.since, lastDay))),
  }));
  return defineTable('companies', columns, ['Company Id'], rows);
}

function website(random: Random, domain: string): string {
  return random.pick([domain, `www.${domain}`, `https://www.${domain}/`, `http://${domain}`, domain.toUpperCase()]);
}

function contactsTable(random: Random, contacts: readonly Contact[], removedCompanies: readonly number[]) {
  const columns = {
    'Contact Id': 'INTEGER',
    'Company Id': 'INTEGER',
    First: 'TEXT',
    Last: 'TEXT',
    'E-Mail': 'TEXT',
    Mobile: 'TEXT',
    'Job Title': 'TEXT',
    'Opted Out': 'BOOLEAN',
  };
  const rows = contacts.map(({ id, company, person, isDuplicate }) => ({
    'Contact Id': id,
    'Company Id': maybe(random, 0.96, maybeOrphan(random, company.id, removedCompanies, 0.008)),
    First: random.chance(0.06) ? `${person.name.given.charAt(0)}.` : person.name.given,
    Last: typed(random, random.chance(0.1) ? toAscii(person.name.family) : person.name.family, 0.03),
    'E-Mail': isDuplicate ? null : maybe(random, 0.93, typed(random, person.email, 0.06)),
    Mobile: maybe(random, 0.5, phone(random, company.firm.country.dialCode, person.digits)),
    'Job Title': maybe(random, 0.7, person.title),
    'Opted Out': random.chance(0.1) ? 'true' : 'false',
  }));
  const test = { First: 'Test', Last: 'Test', 'E-Mail': 'test@test.example', Mobile: '123', 'Job Title': null, 'Opted Out': 'false' };
  const testRow = { ...test, 'Contact Id': 88_000, 'Company Id': null };
  return defineTable('contacts', columns, ['Contact Id'], [...rows, testRow]);
}

type Deal = ReturnType<typeof makeDeals>[number];

function makeDeals(random: Random, contacts: readonly Contact[], ownerIds: readonly number[], removedOwners: readonly number[], count: number) {
  return sequence(random, count).ids.map((number) => {
    const contact = random.pick(contacts);
    const { company } = contact;
    const closes = random.integer(company.firm.since, lastDay + 120);
    return {
      'Deal No': `D-${String(number).padStart(6, '0')}`,
      'Deal Name': `${company.firm.name.short} - ${random.pick(['new', 'upgrade', 'renewal', 'renewal '])}`,
      Company: company.id,
      'Primary Contact': maybe(random, 0.85, contact.id),
      'Owner Id': maybeOrphan(random, random.pick(ownerIds), removedOwners, 0.01),
      Stage: random.pick(['1 Contacted', '2 Demo', '3 Offer', '4 Won', '5 Lost']),
      Amount: random.integer(5, 900) * 100,
      'Close Date': isoDate(closes),
      'Next Step': maybe(random, 0.4, `${random.pick(['call', 'send offer', 'wait for legal'])} ${looseDate(random, closes - 14)}`),
    };
  });
}

function dealsTable(deals: readonly Deal[]) {
  const columns = {
    'Deal No': 'TEXT',
    'Deal Name': 'TEXT',
    Company: 'INTEGER',
    'Primary Contact': 'INTEGER',
    'Owner Id': 'INTEGER',
    Stage: 'TEXT',
    Amount: 'INTEGER',
    'Close Date': 'DATE',
    'Next Step': 'TEXT',
  };
  return defineTable('deals', columns, ['Deal No'], deals);
}

function activitiesTable(
  random: Random,
  deals: readonly Deal[],
  contacts: readonly Contact[],
  ownerIds: readonly number[],
  removedContacts: readonly number[],
  count: number,
) {
  const columns = {
    'Activity Id': 'INTEGER',
    Kind: 'TEXT',
    'Deal No': 'TEXT',
    'Contact Id': 'INTEGER',
    'Done By': 'INTEGER',
    'Done On': 'DATE',
    Note: 'TEXT',
  };
  const rows = sequence(random, count, 300_001).ids.map((id) => {
    const contact = random.skewed(contacts);
    const done = random.integer(contact.person.since, lastDay);
    return {
      'Activity Id': id,
      Kind: random.pick(['call', 'mail', 'meeting', 'Call']),
      'Deal No': maybe(random, 0.5, random.chance(0.01) ? 'D-999999' : random.pick(deals)['Deal No']),
      'Contact Id': maybeOrphan(random, contact.id, removedContacts, 0.012),
      'Done By': random.pick(ownerIds),
      'Done On': isoDate(done),
      Note: maybe(random, 0.6, remark(random, done)),
    };
  });
  return defineTable('activities', columns, ['Activity Id'], rows);
}
