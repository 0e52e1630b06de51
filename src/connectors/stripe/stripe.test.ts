import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeSaasConnector } from '../../../test/contracts/saas-connector.ts';
import { loneHost } from '../../../test/support/lone-host.ts';
import { startStripe, type StripePlatform, stripeRecords, stripeTruth } from '../../demo/platforms/stripe.ts';
import { stripeVersion } from '../../demo/platforms/stripe-document.ts';
import { stripeResources } from '../../demo/platforms/stripe-resources.ts';
import type { SaasModel } from '../../domain/saas.ts';
import type { SaasSession } from '../contract.ts';
import { connector } from './index.ts';

const never = new AbortController().signal;
const text = (value: unknown) => (value === null || typeof value === 'string' ? value : JSON.stringify(value));

/** `id`, `object` and the properties of a resource, and the references inside of its nested objects. */
const fieldsOf = (object: string) => {
  const nested = Object.keys(stripeTruth.associations).filter(
    (typeId) => typeId.startsWith(`${object}.`) && typeId.slice(object.length + 1).includes('.'),
  );
  return 2 + Object.keys(stripeResources[object]?.properties ?? {}).length + nested.length;
};

describeSaasConnector('stripe', {
  connector,
  async start() {
    const platform = await startStripe();
    const fields = ['id', 'email', 'created', 'test_clock'];
    return {
      config: platform.config,
      platform,
      renews: false,
      expected: {
        objects: stripeTruth.objects.length,
        fields: stripeTruth.objects.reduce((sum, object) => sum + fieldsOf(object), 0),
        associations: Object.values(stripeTruth.associations).flat().length,
        records: { object: 'customer', fields, rows: stripeRecords('customer').map((record) => fields.map((field) => text(record[field]))) },
      },
    };
  },
});

const firstSubscriptions = new Set(
  stripeRecords('subscription')
    .slice(0, 100)
    .map(({ id }) => id),
);

describe('the Stripe connector', () => {
  let platform: StripePlatform;
  let session: SaasSession;
  let model: SaasModel;

  const open = (changes: Record<string, unknown> = {}) =>
    connector.open(connector.configSchema.parse({ ...platform.config, ...changes }), never, loneHost);
  const read = async (object: string, fields: readonly string[], limit = 5) => {
    const rows = [];
    for await (const batch of session.read(object, fields, { signal: never, limit })) rows.push(...batch.rows);
    return rows;
  };
  const fieldOf = (object: string, field: string) =>
    model.objects.find(({ apiIdentifier }) => apiIdentifier === object)?.fields.find(({ apiIdentifier }) => apiIdentifier === field);
  const associationsOf = (typeId: string) => model.associations.filter((association) => association.typeId === typeId);

  beforeAll(async () => {
    platform = await startStripe();
    session = await open();
    model = await session.describe(never, () => undefined);
  });
  beforeEach(() => platform.reset());
  afterAll(async () => {
    await session?.close();
    await platform?.close();
  });

  it('finds the resources that have a path, and no others', () => {
    expect(model.objects.map(({ apiIdentifier }) => apiIdentifier)).toEqual(stripeTruth.objects.toSorted());
  });

  it('finds every reference, and takes nothing else for one', () => {
    const found: Record<string, string[]> = {};
    for (const { typeId, to } of model.associations) (found[typeId] ??= []).push(to);
    expect(found).toEqual(stripeTruth.associations);
    const many = model.associations.filter(({ cardinality }) => cardinality === 'N:M').map(({ typeId }) => typeId);
    expect([...new Set(many)].toSorted()).toEqual(stripeTruth.many.toSorted());
    expect(model.associations.every(({ cardinality }) => ['N:1', 'N:M'].includes(cardinality))).toBe(true);
  });

  it('groups the targets of a polymorphic reference, also where one of them has no path', () => {
    const group = { polymorphic_group: 'balance_transaction.source' };
    const targets = stripeTruth.associations['balance_transaction.source'];
    expect(associationsOf('balance_transaction.source').map(({ metadata }) => metadata)).toEqual(targets?.map(() => group));
    expect(fieldOf('balance_transaction', 'source')?.references).toEqual(targets);
  });

  it('takes a resource and what is left of a deleted one for one target', () => {
    expect(associationsOf('charge.customer')).toEqual([
      {
        from: 'charge',
        to: 'customer',
        typeId: 'charge.customer',
        label: 'Customer',
        category: 'PLATFORM_DEFINED',
        cardinality: 'N:1',
        field: 'customer',
        metadata: {},
      },
    ]);
  });

  it('makes a reference inside nested objects a field of its own', async () => {
    expect(fieldOf('invoice', 'parent')).toMatchObject({ dataType: 'object', references: [] });
    expect(fieldOf('invoice', 'parent.subscription_details.subscription')).toMatchObject({
      fieldName: 'Parent subscription details subscription',
      dataType: 'string',
      references: ['subscription'],
    });
    const rows = await read('invoice', ['parent.subscription_details.subscription'], 200);
    const subscriptions = new Set(stripeRecords('subscription').map(({ id }) => id));
    const held = rows.flat().filter((value) => value !== null);
    expect(held.length).toBeGreaterThan(20);
    expect(held.filter((id) => !subscriptions.has(id))).toEqual([]);
  });

  it('describes fields in the words of the document', () => {
    expect(fieldOf('customer', 'id')).toMatchObject({ dataType: 'string', isRequired: true, isUnique: true });
    expect(fieldOf('customer', 'email')).toMatchObject({ isRequired: false, isUnique: false });
    expect(fieldOf('customer', 'created')).toMatchObject({ fieldName: 'Created', dataType: 'integer (unix-time)', isRequired: true });
    expect(fieldOf('customer', 'metadata')).toMatchObject({ dataType: 'object', references: [] });
    expect(fieldOf('invoice', 'discounts')).toMatchObject({ dataType: 'array<string>', references: ['discount'] });
    expect(fieldOf('charge', 'balance_transaction')?.description).toBe('What the charge did to the balance.');
    expect(model.objects.find(({ apiIdentifier }) => apiIdentifier === 'test_helpers.test_clock')?.objectName).toBe('Test Clock (test helpers)');
  });

  it('reads values as texts', async () => {
    const [coupon, invoice] = [stripeRecords('coupon')[0], stripeRecords('invoice')[0]];
    expect(await read('coupon', ['metadata', 'percent_off', 'created'], 1)).toEqual([
      [JSON.stringify(coupon?.['metadata']), text(coupon?.['percent_off']), text(coupon?.['created'])],
    ]);
    const amounts = invoice?.['total_discount_amounts'] as { discount: string }[];
    expect(await read('invoice', ['discounts', 'total_discount_amounts.discount'], 1)).toEqual([
      [JSON.stringify(invoice?.['discounts']), JSON.stringify(amounts.map(({ discount }) => discount))],
    ]);
    expect(await read('payment_method', ['id'], 3)).toEqual(
      stripeRecords('payment_method')
        .slice(0, 3)
        .map(({ id }) => [id]),
    );
  });

  it('reads what is listed by parent, parent after parent', async () => {
    const all = stripeRecords('subscription_item');
    const expected = stripeRecords('subscription').flatMap((parent) =>
      all.filter((item) => item['subscription'] === parent.id).map(({ id }) => [id, parent.id]),
    );
    expect(await read('subscription_item', ['id', 'subscription'], 5)).toEqual(expected.slice(0, 5));
    expect(await read('subscription_item', ['id', 'subscription'], 1000)).toEqual(
      expected.filter(([, parent = '']) => firstSubscriptions.has(parent)),
    );
    expect((await read('transfer_reversal', ['id', 'transfer'], 10)).length).toBe(stripeRecords('transfer_reversal').length);
  });

  it('reads on when a parent is gone by now, but misses no list of all records', async () => {
    const lines = await read('line_item', ['id'], 10);
    platform.fault('vanished', { path: /\/lines$/ });
    expect(await read('line_item', ['id'], 8)).toEqual(lines.slice(2));
    platform.fault('vanished', { path: '/v1/coupons' });
    await expect(read('coupon', ['id'])).rejects.toMatchObject({ stage: 'read' });
  });

  it('says which objects are listed by parent, or not at all', async () => {
    expect(model.notes).toEqual([
      expect.stringContaining('lists line_item, subscription_item, transfer_reversal by parent only'),
      expect.stringContaining('does not list bank_account, card, discount: no records are read'),
    ]);
    expect(await read('card', ['id'])).toEqual([]);
    await expect(read('customer', ['no_such_field'])).rejects.toThrow('no field');
  });

  it('asks for the document once and without the key, and for records in the version that it describes', async () => {
    const other = await open({ account: 'acct_1' });
    try {
      await other.describe(never, () => undefined);
      for await (const _ of other.read('coupon', ['id'], { signal: never }));
    } finally {
      await other.close();
    }
    const [account, document, coupons] = platform.requests;
    expect(platform.requests.map(({ path }) => path)).toEqual(['/v1/account', '/openapi/spec3.json', '/v1/coupons']);
    expect(account?.headers).toMatchObject({ authorization: `Bearer ${platform.config.api_key}`, 'stripe-account': 'acct_1' });
    expect(document?.headers).not.toHaveProperty('authorization');
    expect(document?.headers).not.toHaveProperty('stripe-account');
    expect(coupons?.headers).toMatchObject({ 'stripe-version': stripeVersion, 'stripe-account': 'acct_1' });
  });

  it('describes nothing for a key that is no good, though the document needs none', async () => {
    const other = await open({ api_key: 'sk_test_wrong' });
    try {
      await expect(other.describe(never, () => undefined)).rejects.toMatchObject({ stage: 'authenticate' });
    } finally {
      await other.close();
    }
  });

  it('keeps accounts apart, by id or by key', () => {
    const place = (changes: Record<string, unknown>) => connector.location(connector.configSchema.parse({ api_key: 'sk_1', ...changes }));
    expect(place({})).toBe(place({ api_version: '2024-06-20' }));
    expect(place({})).not.toBe(place({ api_key: 'sk_2' }));
    expect(place({ account: 'acct_1' })).toBe(place({ account: 'acct_1', api_key: 'sk_2' }));
    expect(place({ account: 'acct_1' })).not.toBe(place({ account: 'acct_2' }));
  });
});
