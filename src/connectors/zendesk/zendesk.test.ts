import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../../test/contracts/failures.ts';
import { describeSaasConnector } from '../../../test/contracts/saas-connector.ts';
import { loneHost } from '../../../test/support/lone-host.ts';
import { startPlatform } from '../../demo/platforms/server.ts';
import { startZendesk, type ZendeskPlatform, zendeskRecords, zendeskTruth } from '../../demo/platforms/zendesk.ts';
import { ticketFields } from '../../demo/platforms/zendesk-custom-fields.ts';
import type { SaasModel } from '../../domain/saas.ts';
import type { SaasSession } from '../contract.ts';
import { connector } from './index.ts';

const never = new AbortController().signal;
const quick = { requests_per_second: 1000 };

const userFields = ['id', 'email', 'organization_id', 'created_at', 'user_fields.job', 'user_fields.badge.number'];
const userRows = zendeskRecords('users').map((user) => {
  const added = user['user_fields'] as Record<string, string | null>;
  const text = (value: unknown) => (value === null || typeof value === 'string' ? value : JSON.stringify(value));
  const created = String(user['created_at']).replace('T', ' ').replace('Z', '');
  return [text(user['id']), text(user['email']), text(user['organization_id']), created, added['job'] ?? null, added['badge.number'] ?? null];
});

const expected = {
  objects: zendeskTruth.objects.length,
  fields: zendeskTruth.objects.reduce((sum, { fields }) => sum + fields.length, 0),
  associations: zendeskTruth.associations.length,
  records: { object: 'users', fields: userFields, rows: userRows },
};

describeSaasConnector('zendesk with a refresh token', {
  connector,
  async start() {
    const platform = await startZendesk();
    return { platform, config: { ...platform.oauthConfig, ...quick }, renews: true, expected };
  },
});

describeSaasConnector('zendesk with an API token', {
  connector,
  async start() {
    const platform = await startZendesk();
    return { platform, config: { ...platform.config, ...quick }, renews: false, expected };
  },
});

describe('an account of Zendesk', () => {
  let platform: ZendeskPlatform;
  let session: SaasSession;
  let model: SaasModel;

  const open = (config: Record<string, unknown>) => connector.open(connector.configSchema.parse({ ...config, ...quick }), never, loneHost);
  const object = (name: string) => model.objects.find(({ apiIdentifier }) => apiIdentifier === name);
  const field = (of: string, name: string) => object(of)?.fields.find(({ apiIdentifier }) => apiIdentifier === name);
  const ticketField = (key: string) => `custom_fields_${ticketFields.find((definition) => definition.key === key)?.id ?? 0}`;
  const read = async (name: string, fields: readonly string[], limit = Infinity) => {
    const rows = [];
    for await (const batch of session.read(name, fields, { signal: never, limit })) rows.push(...batch.rows);
    return rows;
  };

  beforeAll(async () => {
    platform = await startZendesk();
    session = await open(platform.config);
    model = await session.describe(never, () => undefined);
  });
  beforeEach(() => platform.reset());
  afterAll(async () => {
    await session?.close();
    await platform?.close();
  });

  it('has the objects and fields that the account shows, and no others', () => {
    const found = model.objects.map(({ apiIdentifier, isCustom, fields }) => ({
      apiIdentifier,
      isCustom,
      fields: fields.map((one) => one.apiIdentifier).toSorted(),
    }));
    expect(found).toEqual(zendeskTruth.objects);
  });

  it('has every documented reference and every lookup, and nothing else', () => {
    const sorted = (list: readonly object[]) => list.map((one) => JSON.stringify(one)).toSorted();
    const found = model.associations.map(({ from, to, field: holder, category, cardinality }) => ({
      from,
      to,
      field: holder,
      category,
      cardinality,
    }));
    expect(sorted(found)).toEqual(sorted(zendeskTruth.associations));
    expect(model.associations.filter(({ typeId, from, field: holder }) => typeId !== `${from}.${holder ?? ''}`)).toEqual([]);
  });

  it('names standard fields as the account names them', () => {
    expect(field('tickets', 'group_id')).toMatchObject({ fieldName: 'Group', dataType: 'integer', isRequired: true, isCustom: false });
    expect(field('tickets', 'custom_status_id')).toMatchObject({ fieldName: 'Ticket status', references: ['custom_statuses'] });
    expect(field('zen:custom_object:machine', 'name')).toMatchObject({ fieldName: 'Serial number', isRequired: true, isUnique: true });
    expect(field('zen:custom_object:spare_part', 'name')).toMatchObject({ fieldName: 'Part number', isUnique: false });
    expect(field('users', 'user_fields.standard::messaging_id')).toMatchObject({ fieldName: 'Messaging id', isCustom: false });
  });

  it('says of custom fields what their definitions say', () => {
    expect(field('tickets', ticketField('machine_line'))).toMatchObject({
      fieldName: 'Machine line',
      dataType: 'tagger',
      isRequired: true,
      isCustom: true,
      description: expect.stringMatching(/^The line that the machine belongs to\. Options: press, lathe, .*palletizer\.$/),
    });
    expect(field('tickets', ticketField('error_code'))?.description).toMatch(/e_129 and 15 more\.$/);
    expect(field('tickets', ticketField('card_for_spare_parts'))).toMatchObject({ dataType: 'partialcreditcard', isSensitive: true });
    expect(field('tickets', ticketField('technician_code'))).toMatchObject({ isRequired: true, isSensitive: false, references: [] });
    expect(field('tickets', ticketField('fax_number'))).toBeUndefined();
    expect(object('zen:custom_object:machine')).toMatchObject({
      objectName: 'Machine',
      isCustom: true,
      description: expect.stringContaining('delivered'),
    });
  });

  it('leads lookups to standard and to custom objects, and to nothing that is not there', () => {
    const of = (key: string) => model.associations.find(({ typeId }) => typeId === `tickets.${ticketField(key)}`);
    expect(of('machine')).toEqual({
      from: 'tickets',
      to: 'zen:custom_object:machine',
      typeId: `tickets.${ticketField('machine')}`,
      label: 'Machine',
      category: 'USER_DEFINED',
      cardinality: 'N:1',
      field: ticketField('machine'),
      metadata: { field_id: ticketField('machine').slice('custom_fields_'.length), relationship_target_type: 'zen:custom_object:machine' },
    });
    expect(of('spare_parts')).toMatchObject({ cardinality: 'N:M' });
    expect([of('manual'), of('old_asset'), of('former_contact')]).toEqual([undefined, undefined, undefined]);
    expect(field('tickets', ticketField('manual'))).toMatchObject({ dataType: 'lookup', references: [] });
    expect(model.associations.filter(({ field: holder }) => holder === 'restriction.id').map(({ to, metadata }) => [to, metadata])).toEqual([
      ['groups', { api_reference: true, polymorphic_group: 'macros.restriction.id' }],
      ['users', { api_reference: true, polymorphic_group: 'macros.restriction.id' }],
      ['groups', { api_reference: true, polymorphic_group: 'views.restriction.id' }],
      ['users', { api_reference: true, polymorphic_group: 'views.restriction.id' }],
    ]);
    expect(field('satisfaction_ratings', 'reason_id')?.references).toEqual([]);
  });

  it('says what the account does not show', () => {
    expect(model.notes).toEqual([
      'satisfaction_reasons is left out: the account does not have it.',
      'sla_policies is left out: the credentials may not read it.',
      'Zendesk lists ticket_comments by ticket only: records are those of the first 100 tickets.',
    ]);
  });

  it('reads custom fields, references, nested values and lists of ids', async () => {
    const [ticket] = zendeskRecords('tickets');
    const custom = ticket?.['custom_fields'] as { id: number; value: unknown }[];
    const added = custom.slice(0, 4).map(({ id }) => `custom_fields_${id}`);
    expect(await read('tickets', [...added, 'collaborator_ids', 'requester_id', 'via', 'no_such_field'], 1)).toEqual([
      [
        ...custom.slice(0, 4).map(({ value }) => (value === null || typeof value === 'string' ? value : JSON.stringify(value))),
        JSON.stringify(ticket?.['collaborator_ids']),
        String(ticket?.['requester_id']),
        JSON.stringify(ticket?.['via']),
        null,
      ],
    ]);
    const macros = zendeskRecords('macros').map(({ restriction }) => restriction as { id: number; type: string } | null);
    expect(await read('macros', ['restriction.id', 'restriction.type'])).toEqual(
      macros.map((one) => (one === null ? [null, null] : [String(one.id), one.type])),
    );
    const [machine] = await read('zen:custom_object:machine', ['id', 'name', 'created_at', 'custom_object_fields.owner'], 1);
    expect(machine?.slice(0, 3)).toEqual([zendeskRecords('zen:custom_object:machine')[0]?.['id'], 'machine-1', '2024-02-29 09:00:00']);
  });

  it('reads lists by cursor, by number and whole', async () => {
    expect((await read('ticket_metrics', ['id'])).length).toBe(240);
    expect(platform.requests.map(({ query }) => query.get('page[size]'))).toEqual(['100', '100', '100']);
    for (const name of ['organization_subscriptions', 'schedules', 'ticket_fields', 'tags']) {
      const fields = name === 'tags' ? ['name'] : ['id'];
      expect(await read(name, fields)).toEqual(zendeskRecords(name).map((record) => [String(record[fields[0] ?? ''])]));
    }
  });

  it('reads comments ticket by ticket, and reads on when one is gone', async () => {
    const tickets = zendeskRecords('tickets').map(({ id }) => id);
    const comments = tickets
      .slice(0, 100)
      .flatMap((ticket) => zendeskRecords('ticket_comments').filter(({ ticket_id: id }) => id === ticket))
      .map((comment) => [String(comment['id']), String(comment['ticket_id'])]);
    expect(await read('ticket_comments', ['id', 'ticket_id'])).toEqual(comments);
    expect(await read('ticket_comments', ['id', 'ticket_id'], 7)).toEqual(comments.slice(0, 7));
    platform.fault('vanished', { path: /\/comments$/ });
    const rest = comments.filter(([, ticket]) => ticket !== String(tickets[0]));
    expect(await read('ticket_comments', ['id', 'ticket_id'])).toEqual(rest);
  });

  it.each([
    ['to another host', 'http://elsewhere.example/api/v2/users', /links to/],
    ['in a circle', '/api/v2/users', /back to one before/],
  ])('follows no pages %s', async (_, next, words) => {
    const other = await startPlatform({ 'GET /api/v2/users': () => ({ users: [{ id: 1 }], meta: { has_more: true }, links: { next } }) });
    const apart = await open({ subdomain: 'other', api_base: other.url, access_token: 'x' });
    try {
      const reading = (async () => {
        for await (const _batch of apart.read('users', ['id'], { signal: never }));
      })();
      expect(await failureOf(reading)).toMatchObject({ stage: 'read', message: expect.stringMatching(words) });
    } finally {
      await apart.close();
      await other.close();
    }
  });

  it('gives up on a list of fields that does not end', async () => {
    let asked = 0;
    const endless = (list: string) => () => {
      asked += 1;
      const fields = Array.from({ length: 100 }, (_, i) => ({ id: asked * 100 + i, key: `k${asked}_${i}`, type: 'text' }));
      return { [list]: fields, meta: { has_more: true }, links: { next: `/api/v2/${list}?after=${asked}` } };
    };
    const other = await startPlatform({
      'GET /api/v2/users/me': () => ({ user: { id: 1, role: 'admin' } }),
      'GET /api/v2/users': () => ({ users: [] }),
      'GET /api/v2/user_fields': endless('user_fields'),
    });
    const apart = await open({ subdomain: 'other', api_base: other.url, access_token: 'x' });
    try {
      const failure = await failureOf(apart.describe(never, () => undefined));
      expect(failure).toMatchObject({ stage: 'list', message: expect.stringContaining('does not end') });
      expect(asked).toBeLessThan(110);
    } finally {
      await apart.close();
      await other.close();
    }
  });

  it('refuses credentials of an end user', async () => {
    const other = await startZendesk({ role: 'end-user' });
    const apart = await open(other.config);
    try {
      const refused = { stage: 'authenticate', message: expect.stringContaining('end user') };
      expect(await failureOf(apart.test(never))).toMatchObject(refused);
      expect(await failureOf(apart.describe(never, () => undefined))).toMatchObject(refused);
    } finally {
      await apart.close();
      await other.close();
    }
  });

  it('keeps accounts apart by their subdomain', () => {
    const place = (subdomain: string) => connector.location(connector.configSchema.parse({ subdomain, access_token: 'x' }));
    expect(place('acme')).toBe('zendesk:["acme","acme.zendesk.com"]');
    expect(place('acme')).not.toBe(place('other'));
  });

  it.each([
    [{}, false],
    [{ access_token: 'x' }, true],
    [{ email: 'a@b.example', api_token: 'x' }, true],
    [{ email: 'a@b.example' }, false],
    [{ client_id: 'x', client_secret: 'x', refresh_token: 'x' }, true],
    [{ client_id: 'x', client_secret: 'x' }, false],
    [{ access_token: 'x', api_token: 'x', email: 'a@b.example' }, false],
    [{ access_token: 'x', subdomain: 'acme.zendesk.com' }, false],
  ])('takes one whole way to sign in: %j', (config, isTaken) => {
    expect(connector.configSchema.safeParse({ subdomain: 'acme', ...config }).success).toBe(isTaken);
  });
});
