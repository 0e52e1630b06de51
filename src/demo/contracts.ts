import { addMonths } from './calendar.ts';
import { sequence } from './dirt.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';
import { lastDay } from './world.ts';

export interface Plan {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly months: 1 | 12;
  readonly centsPerSeat: number;
}

export const plans: readonly Plan[] = [
  { id: 1, code: 'seedling', title: 'Seedling', months: 1, centsPerSeat: 900 },
  { id: 2, code: 'grove', title: 'Grove', months: 1, centsPerSeat: 1900 },
  { id: 3, code: 'grove_yearly', title: 'Grove, yearly', months: 12, centsPerSeat: 18_000 },
  { id: 4, code: 'forest', title: 'Forest', months: 1, centsPerSeat: 3400 },
  { id: 5, code: 'forest_yearly', title: 'Forest, yearly', months: 12, centsPerSeat: 34_000 },
  { id: 7, code: 'legacy_2021', title: 'Legacy 2021', months: 12, centsPerSeat: 12_000 },
];

export interface Subscription {
  readonly id: number;
  readonly accountId: number;
  readonly plan: Plan;
  readonly seats: number;
  readonly from: number;
  readonly until: number | null;
}

interface Invoice {
  readonly id: number;
  readonly number: string;
  readonly subscription: Subscription;
  readonly issued: number;
  readonly cents: number;
  /** The day it was paid; null while it is open. */
  readonly paid: number | null;
}

export interface Contracts {
  readonly subscriptions: readonly Subscription[];
  readonly removedSubscriptions: readonly number[];
  readonly invoices: readonly Invoice[];
}

/** What the company sold: both the application and the billing system tell of it. */
export function makeContracts(random: Random, world: World): Contracts {
  const drafts = world.customers.flatMap((firm) => {
    const first = { firm, from: firm.since, changed: random.chance(0.35) ? random.integer(firm.since + 60, lastDay) : null };
    return first.changed === null ? [first] : [first, { firm, from: first.changed, changed: null }];
  });
  const numbers = sequence(random.branch('subscriptions'), drafts.length, 501);
  const subscriptions = drafts.map((draft, i): Subscription => {
    const ended = draft.changed ?? (random.chance(0.15) ? random.integer(draft.from + 30, lastDay + 30) : null);
    return {
      id: numbers.ids[i] ?? 0,
      accountId: draft.firm.accountId,
      plan: random.skewed(plans),
      seats: draft.firm.people.length + random.integer(0, 5),
      from: draft.from,
      until: ended === null || ended > lastDay ? null : ended,
    };
  });
  const due = subscriptions
    .flatMap((subscription) => billingDays(subscription).map((issued) => ({ subscription, issued })))
    .toSorted((left, right) => left.issued - right.issued || left.subscription.id - right.subscription.id);
  const ids = sequence(random.branch('invoices'), due.length, 10_001).ids;
  const countOfYear = new Map<number, number>();
  const invoices = due.map(({ subscription, issued }, i): Invoice => {
    const year = new Date(issued * 86_400_000).getUTCFullYear();
    const count = (countOfYear.get(year) ?? 0) + 1;
    countOfYear.set(year, count);
    const paid = issued + random.integer(0, 34);
    return {
      id: ids[i] ?? 0,
      number: `${year}-${String(count).padStart(5, '0')}`,
      subscription,
      issued,
      cents: subscription.plan.centsPerSeat * subscription.seats,
      paid: paid > lastDay || random.chance(0.03) ? null : paid,
    };
  });
  return { subscriptions, removedSubscriptions: numbers.removed, invoices };
}

/** Quarterly for monthly plans (three months on one invoice), yearly for yearly ones. */
function billingDays({ plan, from, until }: Subscription): number[] {
  const days: number[] = [];
  for (let months = 0; ; months += plan.months === 12 ? 12 : 3) {
    const issued = addMonths(from, months);
    if (issued > (until ?? lastDay)) return days;
    days.push(issued);
  }
}
