import { createRandom, type Random } from '../random.ts';

export type RestRecord = Readonly<Record<string, unknown>>;

/** How many records there are. */
const counts = { customers: 130, orders: 95, products: 45, shipments: 120, returns: 60, invoices: 80, carriers: 6, depots: 9, tariffs: 14 };

const idsOf = {
  customers: (i: number) => `cus_${String(4000 + i * 3)}`,
  orders: (i: number) => 700_100 + i * 7,
  products: (i: number) => `p-${String(i + 1).padStart(4, '0')}`,
  shipments: (i: number) => `3f2c9b1e-0000-4000-8000-${String(i).padStart(12, '0')}`,
  returns: (i: number) => `RMA${String(1000 + i)}`,
  invoices: (i: number) => 9000 + i,
  carriers: (i: number) => ['swift', 'nordpost', 'parcelo', 'ums', 'cargobird', 'kurier24'][i] ?? `carrier${i}`,
  depots: (i: number) => `D${String(i + 1)}`,
  tariffs: (i: number) => 50 + i,
} as const;

export type RestObject = keyof typeof counts;

const two = (number: number) => String(number).padStart(2, '0');
const day = (random: Random) => `2025-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`;
const moment = (random: Random) => `${day(random)}T${two(random.integer(0, 23))}:${two(random.integer(0, 59))}:08.${random.integer(101, 999)}Z`;
const one = (object: RestObject, random: Random) => idsOf[object](random.integer(0, counts[object] - 1));
const topics = 'orders shipments returns invoices offers surveys news outages holidays pickups delays refunds'.split(' ');
const place = (random: Random) => ({
  street: `Dock ${random.integer(1, 90)}`,
  city: random.pick(['Kiel', 'Aarhus', 'Gdynia', 'Malmö']),
  geo: {
    lat: random.integer(53_000, 57_000) / 1000,
    lon: random.integer(9000, 19_000) / 1000,
    source: { kind: 'gps', accuracy: random.integer(1, 30) },
  },
});

/** How one record of an object is made. */
const make: Readonly<Record<RestObject, (random: Random, i: number) => RestRecord>> = {
  customers: (random, i) => ({
    id: idsOf.customers(i),
    name: `Customer ${i + 1}`,
    email: `desk${i + 1}@customer${i + 1}.example`,
    vat_number: random.chance(0.4) ? null : `XX${String(90_000 + i)}`,
    created_at: moment(random),
    credit_limit: random.integer(0, 8000) / 4,
    address: random.chance(0.1) ? null : place(random),
    preferences: Object.fromEntries(
      topics.flatMap((topic) => [
        [`mail_${topic}`, random.chance(0.5)],
        [`sms_${topic}`, random.chance(0.2)],
      ]),
    ),
    tags: random.sample(['vip', 'island', 'pallets', 'cooled'], random.integer(0, 2)),
    depot_code: one('depots', random),
  }),
  orders: (random, i) => ({
    id: idsOf.orders(i),
    customer_id: one('customers', random),
    ordered_on: day(random),
    state: random.pick(['open', 'packed', 'shipped', 'cancelled']),
    total: { amount: random.integer(500, 90_000) / 100, currency: random.pick(['EUR', 'DKK']) },
    note: random.chance(0.7) ? '' : 'ring twice',
    items: Array.from({ length: random.integer(1, 4) }, (_, position) => ({
      position: position + 1,
      product_id: one('products', random),
      quantity: random.integer(1, 12),
      price: random.integer(100, 9000) / 100,
    })),
    _links: { self: { href: `/api/v1/orders/${idsOf.orders(i)}` } },
  }),
  products: (random, i) => ({
    type: 'products',
    id: idsOf.products(i),
    attributes: {
      title: `Crate ${i + 1}`,
      weight_kg: random.integer(10, 900) / 10,
      fragile: random.chance(0.2),
      discontinued_on: random.chance(0.8) ? null : day(random),
    },
    relationships: { tariff: { data: { type: 'tariffs', id: String(one('tariffs', random)) } } },
  }),
  shipments: (random, i) => ({
    uuid: idsOf.shipments(i),
    order_id: one('orders', random),
    carrier: one('carriers', random),
    from_depot: one('depots', random),
    tracking: {
      number: `T${String(880_000 + i)}`,
      scans: Array.from({ length: random.integer(0, 3) }, () => ({ at: moment(random), depot: one('depots', random) })),
    },
    delivered_at: random.chance(0.3) ? null : moment(random),
    parcels: random.integer(1, 6),
  }),
  returns: (random, i) => ({
    rma: idsOf.returns(i),
    order_id: one('orders', random),
    reason: random.pick(['broken', 'late', 'wrong']),
    refunded: random.chance(0.5),
  }),
  invoices: (random, i) => ({
    id: idsOf.invoices(i),
    order_id: one('orders', random),
    customer: { id: one('customers', random), reference: `A${random.integer(1, 99)}` },
    issued_on: day(random),
    paid: random.chance(0.6),
    amount: random.integer(100, 90_000) / 100,
  }),
  carriers: (random, i) => ({ code: idsOf.carriers(i), name: `Carrier ${i + 1}`, tracks: random.chance(0.8) }),
  depots: (random, i) => ({ code: idsOf.depots(i), opened_on: day(random), place: place(random) }),
  tariffs: (random, i) => ({ id: idsOf.tariffs(i), zone: random.integer(1, 5), price: random.integer(100, 3000) / 100 }),
};

/** The records of an object, made when they are first asked for: the same ones on every machine. */
export function restRecords(object: RestObject): readonly RestRecord[] {
  const known = made.get(object);
  if (known !== undefined) return known;
  const random = createRandom(`rest/${object}`);
  const fresh = Array.from({ length: counts[object] }, (_, i) => make[object](random, i));
  made.set(object, fresh);
  return fresh;
}

const made = new Map<RestObject, readonly RestRecord[]>();
