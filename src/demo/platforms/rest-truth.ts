import type { RestObject } from './rest-records.ts';

interface Reference {
  readonly from: string;
  readonly field: string;
  readonly to: string;
  readonly toField: string;
}

/** Names, with blanks between them, by type. */
function typed(names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(names).flatMap(([type, some]) => some.split(' ').map((name) => [name, type])));
}

const place = (name: string) =>
  typed({ string: `${name}.street ${name}.city`, number: `${name}.geo.lat ${name}.geo.lon`, object: `${name}.geo.source` });
const topics = 'orders shipments returns invoices offers surveys news outages holidays pickups delays refunds'.split(' ');
const [day, moment] = ['string (date)', 'string (date-time)'];

/** By object, the fields at a depth of three names, with their types. */
const objects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  account: typed({ string: 'company plan', integer: 'limits.orders limits.users' }),
  carriers: typed({ string: 'code name', boolean: 'tracks' }),
  customers: {
    ...typed({ string: 'id name email vat_number depot_code', [moment]: 'created_at', number: 'credit_limit', 'array<string>': 'tags' }),
    ...place('address'),
    ...typed({ boolean: topics.map((topic) => `preferences.mail_${topic} preferences.sms_${topic}`).join(' ') }),
  },
  depots: { ...typed({ string: 'code', [day]: 'opened_on' }), ...place('place') },
  invoices: typed({ integer: 'id order_id', string: 'customer.id customer.reference', [day]: 'issued_on', boolean: 'paid', number: 'amount' }),
  orders: typed({
    integer: 'id',
    string: 'customer_id state total.currency note _links.self.href',
    [day]: 'ordered_on',
    number: 'total.amount',
    'array<object>': 'items',
  }),
  'orders.items': typed({ integer: 'orders.id position quantity', string: 'product_id', number: 'price' }),
  products: typed({
    string: 'type id attributes.title',
    number: 'attributes.weight_kg',
    boolean: 'attributes.fragile',
    [day]: 'attributes.discontinued_on',
    object: 'relationships.tariff.data',
  }),
  refunds: {},
  returns: typed({ string: 'rma reason', integer: 'order_id', boolean: 'refunded' }),
  shipments: typed({
    string: 'uuid carrier from_depot tracking.number',
    integer: 'order_id parcels',
    [moment]: 'delivered_at',
    'array<object>': 'tracking.scans',
  }),
  'shipments.tracking.scans': typed({ string: 'shipments.uuid depot', [moment]: 'at' }),
  tariffs: typed({ integer: 'id zone', number: 'price' }),
};

const reference = (from: string, field: string, to: RestObject, toField: string): Reference => ({ from, field, to, toField });

/** What a reader of the API must find, and which fields hold ids of which objects: the API says so nowhere. */
export const restTruth = {
  objects,
  references: [
    reference('customers', 'depot_code', 'depots', 'code'),
    reference('orders', 'customer_id', 'customers', 'id'),
    reference('orders.items', 'orders.id', 'orders', 'id'),
    reference('orders.items', 'product_id', 'products', 'id'),
    reference('invoices', 'order_id', 'orders', 'id'),
    reference('invoices', 'customer.id', 'customers', 'id'),
    reference('returns', 'order_id', 'orders', 'id'),
    reference('shipments', 'order_id', 'orders', 'id'),
    reference('shipments', 'carrier', 'carriers', 'code'),
    reference('shipments', 'from_depot', 'depots', 'code'),
    reference('shipments.tracking.scans', 'shipments.uuid', 'shipments', 'uuid'),
    reference('shipments.tracking.scans', 'depot', 'depots', 'code'),
  ],
} as const;
