import { isoInstant } from './calendar.ts';
import { officialName, otherSpelling } from './companies.ts';
import type { Contracts, Subscription } from './contracts.ts';
import { plans } from './contracts.ts';
import type { Crosswalk } from './crosswalk.ts';
import { createCrosswalk } from './crosswalk.ts';
import { maybe, typed } from './dirt.ts';
import type { Random } from './random.ts';
import type { DemoTable } from './table.ts';
import { defineTable } from './table.ts';
import type { World } from './world.ts';

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** What the payment service exports: prefixed random ids, and the application's public account id where somebody set it. */
export function billingTables(random: Random, world: World, contracts: Contracts): { readonly tables: DemoTable[]; readonly crosswalk: Crosswalk } {
  const crosswalk = createCrosswalk();
  const makeId = (prefix: string) => `${prefix}_${random.text(alphabet, 14)}`;
  const paying = new Set(contracts.subscriptions.map(({ accountId }) => accountId));
  const customers = world.customers.filter(({ accountId }) => paying.has(accountId)).map((firm) => ({ id: makeId('cus'), firm }));
  const idOfAccount = new Map(customers.map(({ id, firm }) => [firm.accountId, id]));
  for (const { id, firm } of customers) crosswalk.addFirm(firm.index, id);

  const products = plans.map((plan) => ({ id: makeId('prod'), plan }));
  const prices = products.map(({ id, plan }) => ({ id: makeId('price'), product: id, plan }));
  const idOfSubscription = new Map(contracts.subscriptions.map((subscription) => [subscription, makeId('sub')]));
  const customerOf = ({ accountId }: Subscription) => idOfAccount.get(accountId) ?? null;
  const invoices = contracts.invoices.map((invoice) => ({ id: makeId('in'), invoice }));

  const customerRows = customers.map(({ id, firm }) => ({
    id,
    name: random.chance(0.6) ? officialName(firm.name) : otherSpelling(random, firm.name, firm.city),
    email: random.chance(0.4) ? `invoices@${firm.name.domain}` : typed(random, firm.people[0]?.email ?? '', 0.04),
    country: firm.country.code,
    tax_exempt: 'none',
    account_ref: maybe(random, 0.94, random.chance(0.08) ? firm.publicId.toUpperCase() : firm.publicId),
    created: isoInstant(firm.since, random.integer(0, 86_399)),
  }));
  // A customer whom the payment service holds twice: the second one never got an account reference.
  const twins = random.sample(customerRows, Math.ceil(customerRows.length * 0.02)).map((row) => ({ ...row, id: makeId('cus'), account_ref: null }));

  const priceRows = prices.map(({ id, product, plan }) => ({
    id,
    product,
    unit_amount: plan.centsPerSeat,
    currency: 'eur',
    interval: plan.months === 12 ? 'year' : 'month',
  }));
  const subscriptionRows = contracts.subscriptions.map((subscription) => ({
    id: idOfSubscription.get(subscription) ?? null,
    customer: customerOf(subscription),
    price: prices.find(({ plan }) => plan === subscription.plan)?.id ?? null,
    quantity: subscription.seats,
    status: subscription.until === null ? 'active' : 'canceled',
    start_date: isoInstant(subscription.from, 0),
    canceled_at: subscription.until === null ? null : isoInstant(subscription.until, random.integer(0, 86_399)),
  }));
  const invoiceRows = invoices.map(({ id, invoice }) => ({
    id,
    customer: customerOf(invoice.subscription),
    subscription: maybe(random, 0.985, idOfSubscription.get(invoice.subscription) ?? null),
    number: `ON-${invoice.number}`,
    amount_due: invoice.cents,
    status: invoice.paid === null ? 'open' : 'paid',
    created: isoInstant(invoice.issued, 21_600),
  }));
  const paymentRows = invoices.flatMap(({ id, invoice }) => {
    if (invoice.paid === null) return [];
    const payment = {
      invoice: random.chance(0.004) ? makeId('in') : id,
      customer: customerOf(invoice.subscription),
      amount: invoice.cents,
      method: random.pick(['card', 'transfer', 'debit']),
      failure: null,
      created: isoInstant(invoice.paid, random.integer(0, 86_399)),
    };
    const failed = { ...payment, failure: random.pick(['insufficient_funds', 'expired_card']) };
    return (random.chance(0.05) ? [failed, payment] : [payment]).map((row) => ({ id: makeId('pay'), ...row }));
  });

  const tables = [
    defineTable('customers', customerColumns, ['id'], [...customerRows, ...twins]),
    defineTable(
      'products',
      { id: 'TEXT', name: 'TEXT', active: 'BOOLEAN', plan_code: 'TEXT' },
      ['id'],
      products.map(({ id, plan }) => ({ id, name: plan.title, active: plan.id === 7 ? 'false' : 'true', plan_code: plan.code })),
    ),
    defineTable('prices', priceColumns, ['id'], priceRows),
    defineTable('subscriptions', subscriptionColumns, ['id'], subscriptionRows),
    defineTable('invoices', invoiceColumns, ['id'], invoiceRows),
    defineTable('payments', paymentColumns, ['id'], paymentRows),
  ];
  return { tables, crosswalk };
}

const customerColumns = {
  id: 'TEXT',
  name: 'TEXT',
  email: 'TEXT',
  country: 'TEXT',
  tax_exempt: 'TEXT',
  account_ref: 'TEXT',
  created: 'TIMESTAMP',
};
const priceColumns = { id: 'TEXT', product: 'TEXT', unit_amount: 'INTEGER', currency: 'TEXT', interval: 'TEXT' };
const subscriptionColumns = {
  id: 'TEXT',
  customer: 'TEXT',
  price: 'TEXT',
  quantity: 'INTEGER',
  status: 'TEXT',
  start_date: 'TIMESTAMP',
  canceled_at: 'TIMESTAMP',
};
const invoiceColumns = {
  id: 'TEXT',
  customer: 'TEXT',
  subscription: 'TEXT',
  number: 'TEXT',
  amount_due: 'INTEGER',
  status: 'TEXT',
  created: 'TIMESTAMP',
};
const paymentColumns = {
  id: 'TEXT',
  invoice: 'TEXT',
  customer: 'TEXT',
  amount: 'INTEGER',
  method: 'TEXT',
  failure: 'TEXT',
  created: 'TIMESTAMP',
};
