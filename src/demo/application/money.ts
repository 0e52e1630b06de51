import { isoDate } from '../calendar.ts';
import type { Contracts } from '../contracts.ts';
import { plans } from '../contracts.ts';
import { maybe, maybeOrphan } from '../dirt.ts';
import type { Random } from '../random.ts';
import type { DemoTable } from '../table.ts';
import { defineTable } from '../table.ts';
import type { World } from '../world.ts';

/** What is sold: plans, subscriptions, invoices with lines, and corrections of single lines. */
export function moneyTables(random: Random, world: World, contracts: Contracts): DemoTable[] {
  const lines = makeLines(random.branch('lines'), contracts);
  return [
    plansTable(),
    subscriptionsTable(random.branch('subscriptions'), world, contracts),
    invoicesTable(random.branch('invoices'), contracts),
    linesTable(lines),
    adjustmentsTable(random.branch('adjustments'), world, lines),
  ];
}

function plansTable() {
  const rows = plans.map(({ id, code, title, months, centsPerSeat }) => ({ id, code, title, months, seat_cents: centsPerSeat, currency: 'EUR' }));
  const columns = { id: 'INTEGER', code: 'VARCHAR(30)', title: 'VARCHAR(80)', months: 'SMALLINT', seat_cents: 'INTEGER', currency: 'CHAR(3)' };
  return defineTable('plans', columns, ['id'], rows);
}

function subscriptionsTable(random: Random, world: World, { subscriptions }: Contracts) {
  const rows = subscriptions.map(({ id, accountId, plan, seats, from, until }) => ({
    id,
    account_id: maybeOrphan(random, accountId, world.removedAccounts, 0.012),
    plan_id: plan.id,
    seats,
    started_on: isoDate(from),
    ended_on: until === null ? null : isoDate(until),
    auto_renew: 1,
  }));
  const columns = {
    id: 'INTEGER',
    account_id: 'INTEGER',
    plan_id: 'INTEGER',
    seats: 'INTEGER',
    started_on: 'DATE',
    ended_on: 'DATE',
    auto_renew: 'BOOLEAN',
  };
  return defineTable('subscriptions', columns, ['id'], rows);
}

function invoicesTable(random: Random, { invoices, removedSubscriptions }: Contracts) {
  const rows = invoices.map(({ id, number, subscription, issued, cents, paid }) => ({
    id,
    inv_no: number,
    acct_id: subscription.accountId,
    sub_id: maybeOrphan(random, subscription.id, removedSubscriptions, 0.003),
    issued_on: isoDate(issued),
    due_on: isoDate(issued + 30),
    paid_on: paid === null ? null : isoDate(paid),
    total_cents: cents,
    currency: 'EUR',
    note: maybe(random, 0.05, random.pick(['paid twice, refunded', 'sent by post', 'see mail ', 'PO number missing'])),
  }));
  const columns = {
    id: 'INTEGER',
    inv_no: 'VARCHAR(20)',
    acct_id: 'INTEGER',
    sub_id: 'INTEGER',
    issued_on: 'DATE',
    due_on: 'DATE',
    paid_on: 'DATE',
    total_cents: 'BIGINT',
    currency: 'CHAR(3)',
    note: 'TEXT',
  };
  return defineTable('invoices', columns, ['id'], rows, ['acct_id']);
}

interface Line {
  readonly invoice_id: number;
  readonly line_no: number;
  readonly plan_code: string | null;
  readonly quantity: number;
  readonly unit_cents: number;
}

function makeLines(random: Random, { invoices }: Contracts): Line[] {
  return invoices.flatMap(({ id, subscription: { plan, seats } }) => {
    const first = { invoice_id: id, line_no: 1, plan_code: plan.code, quantity: seats, unit_cents: plan.centsPerSeat };
    const extra = { invoice_id: id, line_no: 2, plan_code: null, quantity: random.integer(1, 4), unit_cents: -500 };
    return random.chance(0.3) ? [first, extra] : [first];
  });
}

/** References a plan by its code, not by its id. */
function linesTable(lines: readonly Line[]) {
  const columns = { invoice_id: 'INTEGER', line_no: 'SMALLINT', plan_code: 'VARCHAR(30)', quantity: 'INTEGER', unit_cents: 'INTEGER' };
  return defineTable('invoice_lines', columns, ['invoice_id', 'line_no'], lines);
}

function adjustmentsTable(random: Random, world: World, lines: readonly Line[]) {
  const staffIds = world.staff.map(({ id }) => id);
  const rows = random.sample(lines, Math.max(10, Math.round(lines.length * 0.06))).map((line, i) => ({
    id: i + 1,
    invoice_id: line.invoice_id,
    line_no: random.chance(0.02) ? 9 : line.line_no,
    cents: -random.integer(1, 60) * 100,
    reason: random.pick(['goodwill', 'wrong seats', 'WRONG SEATS', 'outage', '']),
    approved_by: random.pick(staffIds),
  }));
  const columns = { id: 'INTEGER', invoice_id: 'INTEGER', line_no: 'SMALLINT', cents: 'INTEGER', reason: 'VARCHAR(40)', approved_by: 'INTEGER' };
  return defineTable('line_adjustments', columns, ['id'], rows);
}
