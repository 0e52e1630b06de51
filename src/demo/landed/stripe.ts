import type { Kind } from '../platforms/stripe-kinds.ts';
import { stripeRecords } from '../platforms/stripe-records.ts';
import { stripeResources } from '../platforms/stripe-resources.ts';
import type { LandedType, StreamAccount } from './stream.ts';

const streamNames: Readonly<Record<string, string>> = {
  account: 'accounts',
  application_fee: 'application_fees',
  balance_transaction: 'balance_transactions',
  bank_account: 'bank_accounts',
  charge: 'charges',
  coupon: 'coupons',
  credit_note: 'credit_notes',
  customer: 'customers',
  dispute: 'disputes',
  event: 'events',
  file: 'files',
  invoice: 'invoices',
  invoiceitem: 'invoice_items',
  line_item: 'invoice_line_items',
  payment_intent: 'payment_intents',
  payment_method: 'payment_methods',
  payout: 'payouts',
  plan: 'plans',
  price: 'prices',
  product: 'products',
  promotion_code: 'promotion_codes',
  refund: 'refunds',
  setup_intent: 'setup_intents',
  subscription: 'subscriptions',
  subscription_item: 'subscription_items',
  transfer: 'transfers',
  transfer_reversal: 'transfer_reversals',
};

const types: Readonly<Record<string, LandedType>> = { string: 'text', integer: 'integer', number: 'number', boolean: 'boolean' };

/** References are the texts of ids, times the seconds that Stripe gives, whatever is nested JSON. Some resources have no stream. */
export const stripeStreams: StreamAccount = {
  streams: Object.entries(streamNames).map(([resource, name]) => ({
    name,
    object: resource,
    primaryKey: [['id']],
    fields: [
      { name: 'id', type: 'text' },
      { name: 'object', type: 'text' },
      ...Object.entries(stripeResources[resource]?.properties ?? {}).map(([property, kind]) => ({ name: property, type: typeOf(kind) })),
    ],
    records: () => stripeRecords(resource),
  })),
  selected: Object.values(streamNames).filter((name) => !['files', 'events', 'promotion_codes', 'transfer_reversals'].includes(name)),
  deselectedFields: ['customers.default_source', 'charges.on_behalf_of'],
};

function typeOf({ schema }: Kind): LandedType {
  const [first] = (schema['anyOf'] as readonly { readonly type?: string }[] | undefined) ?? [];
  return types[String(first?.type ?? schema['type'])] ?? 'json';
}
