import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeSaasConnector } from '../../../test/contracts/saas-connector.ts';
import { loneHost } from '../../../test/support/lone-host.ts';
import { salesforceObjects } from '../../demo/platforms/salesforce-account.ts';
import { recordsOf } from '../../demo/platforms/salesforce-records.ts';
import { startSalesforce, salesforceTruth, type SalesforcePlatform } from '../../demo/platforms/salesforce.ts';
import type { SaasAssociationModel, SaasModel } from '../../domain/saas.ts';
import type { SaasSession } from '../contract.ts';
import { connector } from './index.ts';

const never = new AbortController().signal;

function fakeRows(name: string, fields: readonly string[]): (string | null)[][] {
  const object = salesforceObjects.find((candidate) => candidate.name === name);
  return object === undefined ? [] : recordsOf(object).map((record) => fields.map((field) => (record[field] ?? null) as string | null));
}

const contactFields = ['Email', 'Id', 'LastName', 'AccountId'];
const expected = {
  objects: salesforceTruth.objects.length,
  fields: salesforceObjects.flatMap(({ fields }) => fields.filter(({ isHidden }) => isHidden !== true)).length,
  associations: salesforceTruth.associations.length,
  records: { object: 'Contact', fields: contactFields, rows: fakeRows('Contact', contactFields) },
};

describeSaasConnector('salesforce with a refresh token, by the batch', {
  connector,
  async start() {
    const platform = await startSalesforce();
    return { platform, config: platform.config, renews: true, expected };
  },
});

describeSaasConnector('salesforce with an access token, object by object', {
  connector,
  async start() {
    const platform = await startSalesforce({ hasBatches: false });
    return { platform, config: { instance_url: platform.url, access_token: platform.accessToken }, renews: false, expected };
  },
});

describe('salesforce', () => {
  let platform: SalesforcePlatform;
  let model: SaasModel;

  beforeAll(async () => {
    platform = await startSalesforce();
    model = await described();
  });
  afterAll(() => platform?.close());

  const opened = async <T>(work: (session: SaasSession) => Promise<T>, more: Record<string, unknown> = {}, at = platform): Promise<T> => {
    const session = await connector.open(connector.configSchema.parse({ ...at.config, ...more }), never, loneHost);
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  };
  const described = (more: Record<string, unknown> = {}, at = platform) => opened((session) => session.describe(never, () => undefined), more, at);
  const rowsOf = (object: string, fields: readonly string[], limit?: number, at = platform) =>
    opened(
      async (session) => {
        const rows: (readonly (string | null)[])[] = [];
        for await (const batch of session.read(object, fields, { signal: never, ...(limit === undefined ? {} : { limit }) }))
          rows.push(...batch.rows);
        return rows;
      },
      {},
      at,
    );
  const named = (typeId: string, of = model): readonly SaasAssociationModel[] =>
    of.associations.filter((association) => association.typeId === typeId);
  const field = (object: string, name: string, of = model) =>
    of.objects.find(({ apiIdentifier }) => apiIdentifier === object)?.fields.find(({ apiIdentifier }) => apiIdentifier === name);

  it('finds every object that can be queried, and none that is hidden, a companion or gone', () => {
    const names = model.objects.map(({ apiIdentifier }) => apiIdentifier);
    expect(names).toEqual(salesforceTruth.objects);
    for (const name of salesforceTruth.leftOut) expect(names).not.toContain(name);
    expect(model.notes).toEqual(['Old_Survey__c is listed, but was gone when its fields were asked for.']);
  });

  it('finds every association of the organization, and invents none', () => {
    const line = ({ from, to, typeId, kind }: { from: string; to: string; typeId: string; kind: unknown }) =>
      `${typeId}: ${from} to ${to}, ${String(kind)}`;
    const found = model.associations.map((association) => line({ ...association, kind: association.metadata['kind'] ?? 'unseen' }));
    expect(found.toSorted()).toEqual(salesforceTruth.associations.map(line).toSorted());
  });

  it('names its two kinds of fields and of associations in the words of Salesforce', () => {
    expect(named('Project__c.Customer__c')).toMatchObject([{ category: 'CUSTOM', label: 'Customer__r', metadata: { category: 'custom' } }]);
    expect(named('Contact.AccountId')).toMatchObject([{ category: 'PLATFORM_DEFINED', label: 'Account', metadata: { category: 'standard' } }]);
    expect(new Set(model.associations.map(({ cardinality }) => cardinality))).toEqual(new Set(['N:1']));
  });

  it('gives a reference to several objects as one association each, of one group', () => {
    const groups = model.associations.flatMap(({ metadata }) => (metadata['group'] === undefined ? [] : [metadata['group']]));
    expect(new Set(groups)).toEqual(new Set(salesforceTruth.groups));
    expect(named('Task.WhatId').map(({ to, metadata }) => [to, metadata['group']])).toEqual(
      ['Account', 'Campaign', 'Case', 'Opportunity', 'Product2', 'Project__c'].map((to) => [to, 'Task.WhatId']),
    );
  });

  it('merges what an object says of a reference with what its target says of it', () => {
    expect(named('Milestone__c.Project__c')).toMatchObject([
      { metadata: { kind: 'master_detail', relationship_order: 0, child_relationship: 'Milestones__r', cascade_delete: true } },
    ]);
    expect(named('Contact.AccountId')).toMatchObject([{ metadata: { kind: 'lookup', child_relationship: 'Contacts', cascade_delete: true } }]);
    expect(named('TaskRelation.TaskId')).toMatchObject([
      { metadata: { junction_id_lists: ['TaskWhoIds'], junction_reference_to: ['Contact', 'Lead'] } },
    ]);
    expect(named('Milestone__c.Delivery__c')).toMatchObject([
      { to: 'Delivery__x', metadata: { kind: 'external_lookup', target_field: 'ExternalId' } },
    ]);
    expect(named('Account.ParentId')).toMatchObject([{ from: 'Account', to: 'Account' }]);
  });

  it('keeps a reference whose field is hidden from these credentials, and says that no field of the model holds it', () => {
    expect(named('Case.Project__c')).toMatchObject([{ from: 'Case', to: 'Project__c', field: null, label: 'Cases__r', category: 'CUSTOM' }]);
    expect(field('Case', 'Project__c')).toBeUndefined();
  });

  it('tells required, unique, custom and sensitive fields, and their help', () => {
    expect(field('Account', 'Name')).toMatchObject({ fieldName: 'Name', dataType: 'string', isRequired: true, isUnique: false, isCustom: false });
    expect(field('Account', 'Id')).toMatchObject({ dataType: 'id', isRequired: false, isUnique: true });
    expect(field('Account', 'IsPriorityRecord')).toMatchObject({ dataType: 'boolean', isRequired: false });
    expect(field('Account', 'Customer_Number__c')).toMatchObject({
      fieldName: 'Customer Number',
      isUnique: true,
      isCustom: true,
      description: 'Number of the customer in the warehouse',
    });
    expect(field('Account', 'Tax_Number__c')).toMatchObject({ isSensitive: true });
    expect(field('Contact', 'Email'), 'an upsert may look there, but two contacts may share one').toMatchObject({ isUnique: false });
    expect(field('Task', 'WhoId')).toMatchObject({ dataType: 'reference', references: ['Contact', 'Lead'] });
    expect(field('Account', 'Main_Project__c'), 'deprecated and hidden').toBeUndefined();
  });

  it('asks for descriptions by the batch', async () => {
    platform.reset();
    await described();
    expect(platform.requests.map(({ path }) => path)).toEqual([
      '/services/oauth2/token',
      '/services/data/v60.0/sobjects',
      '/services/data/v60.0/composite/batch',
    ]);
  });

  it.each([0, 1])('signs in anew when the access token runs out at call %i', async (skip) => {
    platform.reset();
    const hits = await opened(async (session) => {
      await session.test(never);
      const fault = platform.fault('unauthorized-once', { skip });
      expect(await session.describe(never, () => undefined)).toEqual(model);
      return fault.hits;
    });
    expect(hits).toBe(1);
    expect(platform.requests.filter(({ path }) => path === '/services/oauth2/token')).toHaveLength(2);
  });

  it('signs in as the app itself where there is no refresh token', async () => {
    const { instance_url, client_id, client_secret } = platform.config;
    const config = connector.configSchema.parse({ instance_url, client_id, client_secret });
    const session = await connector.open(config, never, loneHost);
    expect(await session.test(never)).toEqual({
      passed: ['resolve', 'connect', 'authenticate', 'list'],
      server: "Salesforce Spring '24 (API v60.0)",
    });
    await session.close();
  });

  it('says which version of the API the organization has', async () => {
    await expect(opened((session) => session.test(never), { api_version: 'v99.0' })).rejects.toThrow(/no version v99\.0.*newest is v60\.0/);
  });

  it('refuses a configuration that cannot sign in', () => {
    const problems = (config: Record<string, unknown>) =>
      connector.configSchema.safeParse({ instance_url: 'https://acme.my.salesforce.com', ...config }).error?.issues.map(({ path }) => path.join('.'));
    expect(problems({})).toEqual(['client_id']);
    expect(problems({ client_id: 'app' })).toEqual(['client_secret']);
    expect(problems({ client_id: 'app', refresh_token: 'token' })).toBeUndefined();
    expect(problems({ access_token: 'token', api_version: '60' })).toEqual(['api_version']);
  });

  it('keeps to the objects that are asked for, and gives those left out otherwise', async () => {
    const some = await described({ objects: ['Opportunity', 'Account', 'Nothing__c'] });
    expect(some.objects.map(({ apiIdentifier }) => apiIdentifier)).toEqual(['Account', 'Opportunity']);
    expect(some.associations.map(({ typeId }) => typeId)).toEqual(['Account.MasterRecordId', 'Account.ParentId', 'Opportunity.AccountId']);
    expect(some.notes).toEqual(['Asked for, but not among the objects that these credentials can query: Nothing__c.']);
  });

  it('leaves out custom objects, fields and associations where told to', async () => {
    const standard = await described({ include_custom: false });
    expect(standard.objects.some(({ isCustom, fields }) => isCustom || fields.some((entry) => entry.isCustom))).toBe(false);
    expect(standard.associations.filter(({ category }) => category !== 'PLATFORM_DEFINED')).toEqual([]);
    expect(named('Contact.AccountId', standard)).toHaveLength(1);
  });

  it('reads values as texts that are the same on every source', async () => {
    const fields = ['CreatedDate', 'Opens_At__c', 'IsPriorityRecord', 'AnnualRevenue', 'BillingAddress', 'ParentId'];
    const rows = await rowsOf('Account', fields, 40);
    const shapes = [/^2025-\d\d-\d\d \d\d:15:30$/, /^\d\d:30:00$/, /^(true|false)$/, /^\d+(\.5)?$/, /^$/, /^0015g\w+$/];
    expect(rows).toHaveLength(40);
    shapes.forEach((shape, i) => {
      for (const value of rows.map((row) => row[i])) if (value !== null) expect(value, fields[i]).toMatch(shape);
    });
    expect(rows.filter((row) => row[5] !== null).length).toBeGreaterThan(5);
    expect(
      rows.every((row) => row[4] === null),
      'a compound field has no value of its own',
    ).toBe(true);
  });

  it('reads an object with more fields than fit into one query', async () => {
    const wide = await startSalesforce({ manyFields: 600 });
    const fields = ['Name', ...Array.from({ length: 600 }, (_, n) => `Custom_Attribute_${n}__c`), 'OwnerId'];
    expect((await described({}, wide)).objects[0]?.fields.length).toBeGreaterThan(670);
    const rows = await rowsOf('Account', fields, 210, wide);
    expect(rows.map((row) => [row[0], row.at(-1)])).toEqual(fakeRows('Account', ['Name', 'OwnerId']).slice(0, 210));
    expect(rows.filter((row) => row[500] !== null).length).toBeGreaterThan(100);
    await wide.close();
  });

  it('says so when the requests of the day are used up', async () => {
    const spent = await startSalesforce({ isSpent: true });
    await expect(described({}, spent)).rejects.toThrow(/used up its API requests/);
    await spent.close();
  });

  it('keeps queries to plain names', async () => {
    await expect(rowsOf('Account', ['Id FROM User'])).rejects.toThrow(/no field/);
    await expect(rowsOf('Account/../User', ['Id'])).rejects.toThrow(/no object/);
  });
});
