import { createRandom } from '../random.ts';
import { stripeResources } from './stripe-resources.ts';

export type StripeRecord = Readonly<Record<string, unknown>> & { readonly id: string };

/** What moves money: each of its records has a balance transaction of its own, which says where it comes from. */
const moves = ['charge', 'refund', 'payout', 'transfer', 'application_fee', 'transfer_reversal'];

/** The records of a resource, in the order of its list; a reference in them is the id of another record, or null. */
export function stripeRecords(resource: string): readonly StripeRecord[] {
  const known = made.get(resource);
  if (known !== undefined) return known;
  const { properties = {}, parent } = stripeResources[resource] ?? {};
  const drawn = Object.entries(properties).map(([name, kind]) => ({ name, kind, random: createRandom(`stripe/${resource}.${name}`) }));
  const parents = parent === undefined ? [] : idsOf(parent.resource);
  const fresh = idsOf(resource).map((id, i) => {
    const own = Object.fromEntries(drawn.map(({ name, kind, random }) => [name, kind.value({ random, ids: idsOf })]));
    // Every second parent has some.
    const held = parent === undefined ? {} : { [parent.field]: parents[(2 * (i >> 1)) % parents.length] };
    return { id, object: resource, ...own, ...held, ...paired(resource, own, i) };
  });
  made.set(resource, fresh);
  return fresh;
}

const made = new Map<string, readonly StripeRecord[]>();

/** The fields of two records that name each other. */
function paired(resource: string, own: Readonly<Record<string, unknown>>, i: number): Readonly<Record<string, unknown>> {
  const other = (name: string) => idsOf(name)[i] ?? null;
  if (resource === 'payment_intent') return { latest_charge: own['latest_charge'] === null ? null : other('charge') };
  if (resource === 'balance_transaction') return { source: moves.flatMap(idsOf)[i] ?? null };
  if (!moves.includes(resource)) return {};
  const before = moves.slice(0, moves.indexOf(resource)).flatMap(idsOf).length;
  const balance = { balance_transaction: idsOf('balance_transaction')[before + i] ?? null };
  return resource === 'charge' ? { ...balance, payment_intent: other('payment_intent') } : balance;
}

const madeIds = new Map<string, readonly string[]>();

export function idsOf(resource: string): readonly string[] {
  const known = madeIds.get(resource);
  if (known !== undefined) return known;
  const { prefix = '', records = 0 } = stripeResources[resource] ?? {};
  const random = createRandom(`stripe/${resource}/ids`);
  const fresh = Array.from({ length: records }, () => `${prefix}_${random.text('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz0123456789', 14)}`);
  madeIds.set(resource, fresh);
  return fresh;
}
