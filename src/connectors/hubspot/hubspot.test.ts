import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hubspotExpected } from '../../../test/contracts/hubspot-expected.ts';
import { describeSaasConnector } from '../../../test/contracts/saas-connector.ts';
import { loneHost } from '../../../test/support/lone-host.ts';
import { failureOf } from '../../../test/contracts/failures.ts';
import { type HubspotPlatform, hubspotTruth, startHubspot } from '../../demo/platforms/hubspot.ts';
import { objects } from '../../demo/platforms/hubspot-account.ts';
import { recordsOf } from '../../demo/platforms/hubspot-records.ts';
import { SourceError } from '../../domain/errors.ts';
import type { SaasModel } from '../../domain/saas.ts';
import type { SaasSession } from '../contract.ts';
import { connector } from './index.ts';

const never = new AbortController().signal;
const quick = { requests_per_second: 1000 };

describeSaasConnector('HubSpot', {
  connector,
  async start() {
    const platform = await startHubspot();
    return { platform, config: { ...platform.config, ...quick }, renews: false, expected: hubspotExpected };
  },
});

describe('an account of HubSpot', () => {
  let platform: HubspotPlatform;
  let session: SaasSession;
  let model: SaasModel;

  const open = (config: Record<string, unknown>) => connector.open(connector.configSchema.parse({ ...config, ...quick }), never, loneHost);
  const describeIt = () => session.describe(never, () => undefined);
  const object = (apiIdentifier: string) => model.objects.find((one) => one.apiIdentifier === apiIdentifier);
  const field = (of: string, name: string) => object(of)?.fields.find(({ apiIdentifier }) => apiIdentifier === name);
  const association = (category: string, typeId: string) =>
    model.associations.find((one) => one.metadata['raw_category'] === category && one.typeId === typeId);

  beforeAll(async () => {
    platform = await startHubspot();
    session = await open(platform.config);
    model = await describeIt();
  });
  beforeEach(() => platform.reset());
  afterAll(async () => {
    await session.close();
    await platform.close();
  });

  it('has the objects and fields of the truth, and no others', () => {
    const found = model.objects.map(({ apiIdentifier, objectName, isCustom, fields }) => ({
      apiIdentifier,
      objectName,
      isCustom,
      fields: fields.map((one) => one.apiIdentifier),
    }));
    expect(found).toEqual(hubspotTruth.objects);
    expect(object('contacts')?.fields.length).toBeGreaterThan(300);
  });

  it('has the associations of the truth, each once, and no others', () => {
    const found = model.associations.map(({ metadata, ...one }) => {
      const inverse = metadata['inverse'] as { type_id: string } | null | undefined;
      return { ...one, inverseTypeId: inverse?.type_id ?? null };
    });
    const sorted = (list: readonly object[]) => list.map((one) => JSON.stringify(one, Object.keys(one).toSorted())).toSorted();
    expect(sorted(found)).toEqual(sorted(hubspotTruth.associations));
  });

  it('tells what a field is: its type, whether it is unique, required, custom or sensitive, and what it references', () => {
    expect(field('contacts', 'erp_customer_number')).toEqual({
      apiIdentifier: 'erp_customer_number',
      fieldName: 'Erp customer number',
      dataType: 'string',
      description: 'The number that accounting knows the person by',
      isRequired: false,
      isUnique: true,
      isCustom: true,
      isSensitive: false,
      references: [],
    });
    expect(field('contacts', 'hs_object_id')).toMatchObject({ isRequired: true, isUnique: true, isCustom: false });
    expect(field('contacts', 'national_id')?.isSensitive).toBe(true);
    expect(field('contacts', 'dietary_needs')?.isSensitive).toBe(true);
    expect(field('contacts', 'old_newsletter_flag')).toBeUndefined();
    expect(field('contacts', 'preferred_machine')?.references).toEqual(['2-3465710']);
    expect(field('deals', 'hs_primary_quote_id')?.references).toEqual(['quotes']);
    expect(field('2-3465710', 'serial_number')).toMatchObject({ isRequired: true, isUnique: true });
  });

  it('keeps what HubSpot said: its word for the category, both type ids, and how the two were paired', () => {
    expect(association('HUBSPOT_DEFINED', '13')?.metadata).toEqual({
      raw_category: 'HUBSPOT_DEFINED',
      label: 'Child Company',
      name: 'parent_to_child_company',
      max_to: null,
      inverse: { type_id: '14', label: 'Parent Company', name: 'child_to_parent_company', max_to: 1 },
      paired_by: 'name',
    });
    expect(association('USER_DEFINED', '35')?.metadata).toMatchObject({ paired_by: 'label' });
    expect(association('USER_DEFINED', '41')?.metadata).toMatchObject({ paired_by: 'neighbouring ids', inverse: { type_id: '42' } });
    expect(association('INTEGRATOR_DEFINED', '2001')?.metadata).toMatchObject({ paired_by: null, inverse: null });
    expect(association('INTEGRATOR_DEFINED', '1001')?.category).toBe('CUSTOM');
    expect(association('WORK', '12')?.category).toBe('PLATFORM_DEFINED');
    expect(association('PARTNER_DEFINED', '7')?.category).toBe('PARTNER_DEFINED');
  });

  it('leaves out what the credentials do not show, and says so', async () => {
    expect(model.notes).toEqual([
      'deals: sensitive fields are not shown to the credentials.',
      'deals: highly_sensitive fields are not shown to the credentials.',
      'quotes is left out: the credentials may not read it.',
    ]);
    platform.fault('forbidden', { path: '/crm/v3/properties/tickets' });
    const without = await describeIt();
    expect(without.notes).toContain('tickets is left out: the credentials may not read it.');
    expect(without.associations.filter(({ from, to }) => from === 'tickets' || to === 'tickets')).toEqual([]);
  });

  it('claims no cardinality where limits are not shown', async () => {
    platform.fault('forbidden', { path: '/crm/associations/v4/definitions' });
    const { associations, notes } = await describeIt();
    expect(new Set(associations.filter((one) => one.field === null).map(({ cardinality }) => cardinality))).toEqual(new Set(['unknown']));
    expect(notes.join(' ')).toContain('limits of associations');
  });

  it('asks only about pairs of objects that a schema lists', async () => {
    await describeIt();
    const asked = platform.requests.filter(({ path }) => path.endsWith('/labels')).map(({ path }) => path);
    const pairs = new Set(
      hubspotTruth.associations.filter((one) => one.field === null).flatMap(({ from, to }) => [`${from}/${to}`, `${to}/${from}`]),
    );
    expect(asked.toSorted()).toEqual([...pairs].map((pair) => `/crm/associations/v4/${pair}/labels`).toSorted());
  });

  it('reads more fields than an address holds, and timestamps as value texts', async () => {
    const contacts = objects.find(({ apiIdentifier }) => apiIdentifier === 'contacts');
    const fields = object('contacts')?.fields.map(({ apiIdentifier }) => apiIdentifier) ?? [];
    const rows: (readonly (string | null)[])[] = [];
    for await (const batch of session.read('contacts', fields, { signal: never, limit: 130 })) rows.push(...batch.rows);
    const text = (value: string | null | undefined) => value?.replace(/^(\S{10})T(\S+?)\.?0*Z$/, '$1 $2') || null;
    const wanted = contacts === undefined ? [] : recordsOf(contacts).slice(0, 130);
    expect(rows).toEqual(wanted.map((record) => fields.map((name) => text(record[name]))));
    expect(rows.flat().some((value) => /^\d{4}-\d\d-\d\d \d\d:\d\d:07\.\d+$/.test(value ?? ''))).toBe(true);
  });

  it('reads owners, and an object without records', async () => {
    const read = async (of: string, fields: readonly string[]) => {
      const rows: (readonly (string | null)[])[] = [];
      for await (const batch of session.read(of, fields, { signal: never, limit: 2 })) rows.push(...batch.rows);
      return rows;
    };
    expect(await read('owners', ['id', 'userId', 'archived', 'createdAt', 'teams'])).toEqual([
      ['7001', '4400', 'false', '2021-03-10 08:15:00', '[{"id":"12","name":"Field sales","primary":true}]'],
      ['7012', '4401', 'false', '2021-03-11 08:15:00', null],
    ]);
    expect(await read('tasks', ['hs_object_id'])).toEqual([]);
  });

  it('reads the same as an OAuth app, also when its access token runs out on the way', async () => {
    const app = await open(platform.oauthConfig);
    await app.test(never);
    const fault = platform.fault('unauthorized-once', { skip: 20 });
    expect(await app.describe(never, () => undefined)).toEqual(model);
    expect(fault.hits).toBeGreaterThan(0);
    await app.close();
  });

  it('refuses credentials of another account than the one that is wanted', async () => {
    const other = await open({ ...platform.config, portal_id: '1' });
    const error = await failureOf(other.describe(never, () => undefined));
    await other.close();
    expect(error).toBeInstanceOf(SourceError);
    expect(error).toMatchObject({ stage: 'authenticate', message: expect.stringContaining('account 4815162, not to 1') });
  });

  it.each([{}, { client_id: 'a', client_secret: 'b' }, { access_token: 't', client_id: 'a' }])('does not take %j for credentials', (config) => {
    expect(connector.configSchema.safeParse(config).success).toBe(false);
  });
});
