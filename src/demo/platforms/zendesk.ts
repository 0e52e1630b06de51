import { randomUUID } from 'node:crypto';
import { type Handler, type LastingPlace, type Platform, type PlatformRequest, reply, type Routes, startPlatform } from './server.ts';
import { missing, objects } from './zendesk-account.ts';
import { customObjects, organizationFields, userFields, type ZendeskDefinition } from './zendesk-custom-fields.ts';
import { customObjectOf, idsOf, zendeskRecords, type ZendeskRecord } from './zendesk-records.ts';

export { zendeskRecords } from './zendesk-records.ts';
export { zendeskTruth } from './zendesk-truth.ts';

export interface ZendeskPlatform extends Platform {
  /** What a source needs to read the account with an API token. */
  readonly config: Readonly<Record<'subdomain' | 'api_base' | 'email' | 'api_token', string>>;
  /** The same as an OAuth client. */
  readonly oauthConfig: Readonly<Record<'subdomain' | 'api_base' | 'client_id' | 'client_secret' | 'refresh_token', string>>;
}

interface ZendeskOptions extends LastingPlace {
  /** Requests per second. */
  readonly limit?: number;
  /** Of the agent that reads. */
  readonly role?: string;
}

/** A fake Zendesk account, as its API shows it to an agent. Each refresh token is good for one renewal. */
export async function startZendesk(options: ZendeskOptions = {}): Promise<ZendeskPlatform> {
  const { role = 'admin', secret: given, ...limits } = options;
  const secret = () => given ?? randomUUID();
  const agent = { email: 'reader@machines.example', api_token: secret().replaceAll('-', '') };
  const client = { client_id: 'catalog_reader', client_secret: secret() };
  const firstRefresh = secret();
  let refreshToken = firstRefresh;
  const accepted = new Set([`Basic ${Buffer.from(`${agent.email}/token:${agent.api_token}`).toString('base64')}`]);
  const platform = await startPlatform(
    {
      'POST /oauth/tokens': ({ body }) => {
        const form = new URLSearchParams(body);
        const isKnown = Object.entries({ ...client, refresh_token: refreshToken }).every(([key, value]) => form.get(key) === value);
        if (!isKnown || form.get('grant_type') !== 'refresh_token') return reply(400, { error: 'invalid_grant', error_description: 'Not valid.' });
        const access = randomUUID();
        refreshToken = randomUUID();
        accepted.add(`Bearer ${access}`);
        return {
          access_token: access,
          refresh_token: refreshToken,
          token_type: 'bearer',
          scope: 'read',
          expires_in: 1800,
          refresh_token_expires_in: 777_600,
        };
      },
      // Without credentials it is nobody, and no failure.
      'GET /api/v2/users/me': ({ headers }) => ({
        user: headers.authorization === undefined ? { id: null, name: 'Anonymous user', role: 'end-user' } : { id: idsOf('users')[0], role },
      }),
      ...metadata,
      ...lists,
    },
    {
      tokenPath: '/oauth/tokens',
      authorize: ({ path, headers }) =>
        (path === '/api/v2/users/me' && headers.authorization === undefined) || accepted.has(headers.authorization ?? '')
          ? undefined
          : reply(401, { error: "Couldn't authenticate you" }),
      ...limits,
    },
  );
  const account = { subdomain: 'machines', api_base: platform.url };
  return Object.assign(platform, { config: { ...account, ...agent }, oauthConfig: { ...account, ...client, refresh_token: firstRefresh } });
}

const recordMissing = reply(404, { error: 'RecordNotFound', description: 'Not found' });

const metadata: Routes = {
  'GET /api/v2/user_fields': listOf('user_fields', () => userFields.map(definitionOf)),
  'GET /api/v2/organization_fields': listOf('organization_fields', () => organizationFields.map(definitionOf)),
  'GET /api/v2/custom_objects': () => ({
    custom_objects: Object.entries(customObjects).map(([key, { title, description }]) => ({
      key,
      title,
      title_pluralized: `${title}s`,
      description,
    })),
  }),
  'GET /api/v2/custom_objects/:key/fields': ({ params, query }) => {
    const object = customObjectOf(params['key'] ?? '');
    const isWhole = query.get('include_standard_fields') === 'true';
    if (object === undefined) return recordMissing;
    return { custom_object_fields: object.fields.filter(({ key }) => isWhole || !key.startsWith('standard::')).map(definitionOf) };
  },
  'GET /api/v2/custom_objects/:key/records': (request) => {
    const key = request.params['key'] ?? '';
    return customObjectOf(key) === undefined ? recordMissing : pageOf('custom_object_records', zendeskRecords(`zen:custom_object:${key}`), request);
  },
};

/** Definitions of users, organizations and custom objects say `system` where those of tickets say `removable`. */
function definitionOf({ required: _required, removable, ...told }: ZendeskDefinition): ZendeskRecord {
  return { ...told, system: !removable, raw_title: told.title, raw_description: told.description, position: 0 };
}

const lists: Routes = {
  'GET /api/v2/ticket_fields': listOf('ticket_fields', () => zendeskRecords('ticket_fields')),
  ...Object.fromEntries(Object.entries(missing).map(([path, status]) => [`GET ${path}`, () => (status === 404 ? recordMissing : forbidden)])),
  ...Object.fromEntries(
    Object.entries(objects).map(([name, { path, list, paging }]) => [
      `GET /api/v2/${path}`,
      path.includes(':ticket') ? commentsOf(list) : listOf(list, () => zendeskRecords(name), paging),
    ]),
  ),
};

const forbidden = reply(403, { error: 'Forbidden', description: 'You do not have access to this page' });

function listOf(list: string, records: () => readonly ZendeskRecord[], paging: 'cursor' | 'offset' | 'whole' = 'cursor'): Handler {
  return (request) => {
    if (paging === 'whole') return { [list]: records(), count: records().length };
    return paging === 'offset' ? numberedPageOf(list, records(), request) : pageOf(list, records(), request);
  };
}

/** A comment does not say which ticket it is of. */
function commentsOf(list: string): Handler {
  return (request) => {
    const ticket = request.params['ticket'];
    if (
      !idsOf('tickets')
        .map(String)
        .includes(ticket ?? '')
    )
      return recordMissing;
    const own = zendeskRecords('ticket_comments').filter(({ ticket_id: id }) => String(id) === ticket);
    return pageOf(
      list,
      own.map(({ ticket_id: _ticket, ...comment }) => comment),
      request,
    );
  };
}

/** By cursor where `page[size]` is given, else the first hundred by number, as Zendesk does. */
function pageOf(list: string, records: readonly ZendeskRecord[], request: PlatformRequest): unknown {
  const { path, query, headers } = request;
  const asked = query.get('page[size]');
  if (asked === null) return numberedPageOf(list, records, request);
  const size = Number(asked);
  if (!(size >= 1 && size <= 100)) return reply(400, { error: 'InvalidPaginationParameter', description: 'page[size] is from 1 to 100' });
  const after = query.get('page[after]');
  const start = after === null ? 0 : Number(Buffer.from(after, 'base64url').toString());
  const end = start + size;
  const cursor = Buffer.from(String(end)).toString('base64url');
  const next = new URL(path, `http://${headers.host ?? ''}`);
  next.searchParams.set('page[size]', asked);
  next.searchParams.set('page[after]', cursor);
  const hasMore = end < records.length;
  return {
    [list]: records.slice(start, end),
    meta: { has_more: hasMore, after_cursor: cursor, before_cursor: null },
    links: { next: hasMore ? next.href : null, prev: null },
  };
}

function numberedPageOf(list: string, records: readonly ZendeskRecord[], { path, query, headers }: PlatformRequest): unknown {
  const page = Number(query.get('page') ?? 1);
  const isLast = page * 10 >= records.length;
  const next = isLast ? null : `http://${headers.host ?? ''}${path}?page=${page + 1}`;
  return { [list]: records.slice((page - 1) * 10, page * 10), count: records.length, next_page: next, previous_page: null };
}
