import { isoInstant } from './calendar.ts';
import { otherSpelling } from './companies.ts';
import type { Crosswalk } from './crosswalk.ts';
import { createCrosswalk } from './crosswalk.ts';
import { maybe, maybeOrphan, phone, sequence, typed } from './dirt.ts';
import { remark } from './prose.ts';
import type { Random } from './random.ts';
import type { DemoTable } from './table.ts';
import { defineTable } from './table.ts';
import type { Colleague, Firm, Person, World } from './world.ts';
import { lastDay } from './world.ts';

interface Requester {
  readonly id: number;
  readonly organizationId: number | null;
  readonly firm: Firm;
  readonly person: Person;
}

/** What the help desk exports: organizations and users as it knows them, tickets with comments and ratings. */
export function supportTables(random: Random, world: World, scale: number): { readonly tables: DemoTable[]; readonly crosswalk: Crosswalk } {
  const crosswalk = createCrosswalk();
  const known = world.customers.filter(() => random.chance(0.8));
  const organizationIds = sequence(random.branch('organizations'), known.length, 36_000_001);
  const organizations = known.map((firm, i) => ({ id: organizationIds.ids[i] ?? 0, firm }));

  const people = organizations.flatMap(({ id, firm }) =>
    firm.people.filter(() => random.chance(0.5)).map((person) => ({ organizationId: id, firm, person })),
  );
  const agents = world.staff.filter(({ department }) => department === 'support' || department === 'success');
  const userIds = sequence(random.branch('users'), people.length + agents.length, 91_400_001);
  const agentIds = userIds.ids.slice(0, agents.length);
  const requesters = people.map((draft, i): Requester => ({
    ...draft,
    id: userIds.ids[agents.length + i] ?? 0,
    organizationId: maybe(random, 0.9, draft.organizationId),
  }));
  for (const { id, firm } of organizations) crosswalk.addFirm(firm.index, id);
  for (const { id, person } of requesters) crosswalk.addPerson(person.index, id);

  const tickets = sequence(random.branch('ticket ids'), Math.round(1700 * scale) + 30, 5001);
  const ticketRows = tickets.ids.map((id) => {
    const requester = random.skewed(requesters);
    const created = random.integer(requester.person.since, lastDay);
    return {
      id,
      requester_id: maybeOrphan(random, requester.id, userIds.removed, 0.007),
      assignee_id: maybe(random, 0.85, random.pick(agentIds)),
      organization_id: requester.organizationId,
      subject: random.pick(['Cannot log in', 'Export is empty', 'Invoice question', 'invoice question ', 'RE: RE: slow', 'Feature request', 'test']),
      description: remark(random, created),
      status: random.pick(['new', 'open', 'pending', 'solved', 'closed']),
      channel: random.pick(['mail', 'web', 'chat']),
      created_at: isoInstant(created, random.integer(20_000, 80_000)),
    };
  });

  const tables = [
    organizationsTable(random.branch('organization rows'), organizations),
    usersTable(random.branch('user rows'), requesters, agents, agentIds, organizationIds.removed),
    defineTable('tickets', ticketColumns, ['id'], ticketRows),
    commentsTable(random.branch('comments'), ticketRows, agentIds, tickets.removed, Math.round(3900 * scale) + 60),
    satisfactionTable(random.branch('satisfaction'), tickets.ids),
  ];
  return { tables, crosswalk };
}

function organizationsTable(random: Random, organizations: readonly { readonly id: number; readonly firm: Firm }[]) {
  const columns = { id: 'INTEGER', name: 'TEXT', domain: 'TEXT', external_id: 'TEXT', created_at: 'TEXT', notes: 'TEXT' };
  const rows = organizations.map(({ id, firm }) => ({
    id,
    name: typed(random, otherSpelling(random, firm.name, firm.city), 0.04),
    domain: maybe(random, 0.9, firm.name.domain),
    external_id: maybe(random, 0.85, `acct-${firm.accountId ?? 0}`),
    created_at: isoInstant(firm.since, random.integer(0, 86_399)),
    notes: maybe(random, 0.08, 'VIP, call first'),
  }));
  return defineTable('organizations', columns, ['id'], rows);
}

function usersTable(
  random: Random,
  requesters: readonly Requester[],
  agents: readonly Colleague[],
  agentIds: readonly number[],
  removedOrganizations: readonly number[],
) {
  const columns = { id: 'INTEGER', name: 'TEXT', email: 'TEXT', phone: 'TEXT', organization_id: 'INTEGER', role: 'TEXT', suspended: 'BOOLEAN' };
  const agentRows = agents.map((agent, i) => ({
    id: agentIds[i] ?? 0,
    name: `${agent.name.given} ${agent.name.family}`,
    email: agent.email,
    phone: null,
    organization_id: null,
    role: 'agent',
    suspended: 'false',
  }));
  const endUsers = requesters.map(({ id, organizationId, firm, person }) => ({
    id,
    name: typed(random, `${person.name.given} ${person.name.family}`, 0.05),
    email: typed(random, person.email, 0.05),
    phone: maybe(random, 0.25, phone(random, firm.country.dialCode, person.digits)),
    organization_id: organizationId === null ? null : maybeOrphan(random, organizationId, removedOrganizations, 0.006),
    role: 'end-user',
    suspended: random.chance(0.01) ? 'true' : 'false',
  }));
  return defineTable('users', columns, ['id'], [...agentRows, ...endUsers]);
}

const ticketColumns = {
  id: 'INTEGER',
  requester_id: 'INTEGER',
  assignee_id: 'INTEGER',
  organization_id: 'INTEGER',
  subject: 'TEXT',
  description: 'TEXT',
  status: 'TEXT',
  channel: 'TEXT',
  created_at: 'TEXT',
};

function commentsTable(
  random: Random,
  tickets: readonly { readonly id: number; readonly requester_id: number }[],
  agentIds: readonly number[],
  removedTickets: readonly number[],
  count: number,
) {
  const columns = { id: 'INTEGER', ticket_id: 'INTEGER', author_id: 'INTEGER', public: 'BOOLEAN', body: 'TEXT' };
  const rows = sequence(random, count, 700_001).ids.map((id) => {
    const ticket = random.pick(tickets);
    return {
      id,
      ticket_id: maybeOrphan(random, ticket.id, removedTickets, 0.006),
      author_id: random.chance(0.5) ? ticket.requester_id : random.pick(agentIds),
      public: random.chance(0.8) ? 'true' : 'false',
      body: remark(random, random.integer(lastDay - 1500, lastDay)),
    };
  });
  return defineTable('comments', columns, ['id'], rows);
}

function satisfactionTable(random: Random, ticketIds: readonly number[]) {
  const rows = ticketIds
    .filter(() => random.chance(0.3))
    .map((ticketId) => ({
      ticket_id: ticketId,
      score: random.weighted([
        ['good', 7],
        ['bad', 2],
        ['offered', 1],
      ]),
      comment: maybe(random, 0.3, random.pick(['Thanks!', 'too slow', 'ok', 'n/a', 'Great help '])),
    }));
  return defineTable('satisfaction', { ticket_id: 'INTEGER', score: 'TEXT', comment: 'TEXT' }, ['ticket_id'], rows);
}
