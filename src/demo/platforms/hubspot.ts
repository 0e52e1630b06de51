import { randomUUID } from 'node:crypto';
import { customNames, forbiddenObjects, type HubspotObject, portalId, withoutSensitive } from './hubspot-account.ts';
import { hiddenAssociations } from './hubspot-associations.ts';
import { grownAccount, type HubspotAccount, type HubspotGrowth } from './hubspot-grown.ts';
import { owners, recordsOf } from './hubspot-records.ts';
import { type Handler, type LastingPlace, type Platform, type PlatformRequest, reply, type Routes, startPlatform } from './server.ts';

export { hubspotTruth } from './hubspot-truth.ts';

export interface HubspotPlatform extends Platform {
  /** What a source needs to read the account as a private app. */
  readonly config: Readonly<Record<'api_base' | 'access_token' | 'portal_id', string>>;
  /** The same as an OAuth app. */
  readonly oauthConfig: Readonly<Record<'api_base' | 'client_id' | 'client_secret' | 'refresh_token' | 'portal_id', string>>;
}

interface HubspotOptions extends HubspotGrowth, LastingPlace {
  /** Requests per second. */
  readonly limit?: number;
  /** Replaces the refresh token with every access token; the old one is used up. */
  readonly rotates?: boolean;
}

/** A fake HubSpot account, as its API shows it. */
export async function startHubspot(options: HubspotOptions = {}): Promise<HubspotPlatform> {
  const account = grownAccount(options);
  const secret = () => options.secret ?? randomUUID();
  const token = `pat-eu1-${secret()}`;
  const client = { client_id: 'demo-app', client_secret: secret(), refresh_token: `eu1-${secret()}` };
  const tokens = new Set([token]);
  let refreshToken = client.refresh_token;
  const platform = await startPlatform(
    {
      'POST /oauth/v1/token': ({ body }) => {
        const form = new URLSearchParams(body);
        const isKnown = Object.entries({ ...client, refresh_token: refreshToken }).every(([key, value]) => form.get(key) === value);
        if (!isKnown || form.get('grant_type') !== 'refresh_token') return reply(400, { status: 'BAD_REFRESH_TOKEN', error: 'invalid_grant' });
        const fresh = `CJ${randomUUID()}`;
        tokens.add(fresh);
        if (options.rotates === true) refreshToken = `eu1-${randomUUID()}`;
        return { access_token: fresh, refresh_token: refreshToken, expires_in: 1800, token_type: 'bearer' };
      },
      ...metadata(account),
      ...records(account),
    },
    {
      tokenPath: '/oauth/v1/token',
      authorize: ({ headers }) =>
        tokens.has((headers.authorization ?? '').replace(/^Bearer /, ''))
          ? undefined
          : problem(401, 'INVALID_AUTHENTICATION', 'Authentication failed'),
      ...(options.limit === undefined ? {} : { limit: options.limit }),
      port: options.port,
    },
  );
  const place = { api_base: platform.url, portal_id: String(portalId) };
  return Object.assign(platform, { config: { ...place, access_token: token }, oauthConfig: { ...place, ...client } });
}

const problem = (status: number, category: string, message: string) => reply(status, { status: 'error', category, message });

/** Answers for an object by its name or type id. */
function forObject(objects: readonly HubspotObject[], answer: (object: HubspotObject, request: PlatformRequest) => unknown): Handler {
  return (request) => {
    const asked = request.params['object'] ?? '';
    if (forbiddenObjects.includes(asked)) return problem(403, 'MISSING_SCOPES', 'This app has not been granted all required scopes');
    const object = find(objects, asked);
    return object === undefined ? problem(400, 'VALIDATION_ERROR', `Unable to infer object type from: ${asked}`) : answer(object, request);
  };
}

function find(objects: readonly HubspotObject[], asked: string): HubspotObject | undefined {
  return objects.find(({ apiIdentifier, typeId }) => asked === apiIdentifier || asked === typeId);
}

function metadata({ objects, associations }: HubspotAccount): Routes {
  const directions = [...associations, ...hiddenAssociations].flatMap(({ from, to, category, there, back }) => [
    { from, to, category, way: there },
    ...(back === null ? [] : [{ from: to, to: from, category, way: back }]),
  ]);

  function schemaOf({ apiIdentifier, typeId, name, isCustom, requiredProperties }: HubspotObject) {
    const given = customNames[apiIdentifier] ?? apiIdentifier;
    const typeIdOf = (object: string) => find(objects, object)?.typeId ?? '0-14';
    return {
      id: typeId,
      objectTypeId: typeId,
      name: given,
      fullyQualifiedName: isCustom ? `p${portalId}_${given}` : given.toUpperCase(),
      labels: { singular: name, plural: `${name}s` },
      archived: false,
      requiredProperties,
      properties: [],
      associations: directions
        .filter(({ from, to }) => from === apiIdentifier || to === apiIdentifier)
        .map(({ from, to, way }) => ({
          id: String(way.typeId),
          fromObjectTypeId: typeIdOf(from),
          toObjectTypeId: typeIdOf(to),
          ...(way.name === null ? {} : { name: way.name }),
        })),
    };
  }

  return {
    'GET /account-info/v3/details': () => ({ portalId, accountType: 'STANDARD', timeZone: 'Europe/Berlin', uiDomain: 'app-eu1.hubspot.com' }),
    'GET /crm-object-schemas/v3/schemas': () => ({ results: objects.filter(({ isCustom }) => isCustom).map(schemaOf) }),
    'GET /crm-object-schemas/v3/schemas/:object': forObject(objects, schemaOf),
    'GET /crm/v3/properties/:object': forObject(objects, ({ apiIdentifier, properties }, { query }) => {
      const wanted = query.get('dataSensitivity') ?? 'non_sensitive';
      if (wanted !== 'non_sensitive' && withoutSensitive.includes(apiIdentifier)) return problem(403, 'MISSING_SCOPES', 'A scope is missing');
      const shown = properties.filter(({ dataSensitivity }) => dataSensitivity === wanted);
      return { results: shown.map((property) => ({ ...property, groupName: 'information', options: [], displayOrder: -1, calculated: false })) };
    }),
    'GET /crm/associations/v4/definitions/configurations/all': () => ({
      results: associations.flatMap(({ category, there, back }) =>
        [there, back].flatMap((way) =>
          way === null || way.limit === null ? [] : { category, typeId: way.typeId, label: way.label, userEnforcedMaxToObjectIds: way.limit },
        ),
      ),
    }),
    'GET /crm/associations/v4/:from/:to/labels': ({ params }) => ({
      results: directions
        .filter(
          ({ from, to }) => from === find(objects, params['from'] ?? '')?.apiIdentifier && to === find(objects, params['to'] ?? '')?.apiIdentifier,
        )
        .map(({ category, way: { typeId, label } }) => ({ category, typeId, label }))
        .toReversed(),
    }),
  };
}

function records({ objects }: HubspotAccount): Routes {
  return {
    'GET /crm/v3/owners': ({ query }) => page(owners, query),
    'GET /crm/v3/objects/:object': forObject(objects, (object, { query }) => {
      const names = (query.get('properties') ?? '').split(',');
      const { results, paging } = page(recordsOf(object), query);
      return { results: results.map((record) => shownRecord(record, names)), ...(paging === undefined ? {} : { paging }) };
    }),
    'POST /crm/v3/objects/:object/batch/read': forObject(objects, (object, { body }) => {
      const { inputs, properties } = JSON.parse(body) as { inputs: { id: string }[]; properties: string[] };
      if (inputs.length > 100) return problem(400, 'VALIDATION_ERROR', 'The batch has more than 100 inputs');
      const ids = new Set(inputs.map(({ id }) => id));
      const found = recordsOf(object).filter((record) => ids.has(record['hs_object_id'] ?? ''));
      // In no particular order.
      return { status: 'COMPLETE', results: found.map((record) => shownRecord(record, properties)).toReversed() };
    }),
  };
}

function page<T>(all: readonly T[], query: URLSearchParams): { results: readonly T[]; paging?: unknown } {
  const limit = Math.min(Number(query.get('limit') ?? 10), 100);
  const start = Number(query.get('after') ?? 0);
  const end = start + limit;
  return { results: all.slice(start, end), ...(end < all.length ? { paging: { next: { after: String(end), link: '' } } } : {}) };
}

function shownRecord(record: Readonly<Record<string, string | null>>, names: readonly string[]) {
  const always = ['hs_object_id', 'hs_createdate', 'hs_lastmodifieddate'];
  const shown = [...always, ...names].filter((name) => name in record);
  return { id: record['hs_object_id'], archived: false, properties: Object.fromEntries(shown.map((name) => [name, record[name] ?? null])) };
}
