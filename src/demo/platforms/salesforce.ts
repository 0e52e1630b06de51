import { randomUUID } from 'node:crypto';
import { salesforceObjects } from './salesforce-account.ts';
import { describeObject, listObjects } from './salesforce-describe.ts';
import { recordsOf } from './salesforce-records.ts';
import { object, reference, type SalesforceObject } from './salesforce-schema.ts';
import { type LastingPlace, reply, startPlatform, type Platform, type Routes } from './server.ts';

export { salesforceTruth } from './salesforce-truth.ts';

export interface SalesforcePlatform extends Platform {
  /** What a source needs to read the organization, with a refresh token. */
  readonly config: Readonly<Record<'instance_url' | 'login_url' | 'client_id' | 'client_secret' | 'refresh_token', string>>;
  /** An access token that is good as long as the platform runs. */
  readonly accessToken: string;
}

interface SalesforceOptions extends LastingPlace {
  /** Records on a page. */
  readonly pageSize?: number;
  /** Requests per second. */
  readonly limit?: number;
  /** Replaces the refresh token with every access token; the old one is used up. */
  readonly rotates?: boolean;
  /** So many custom fields more on Account. */
  readonly manyFields?: number;
  /** So many custom objects more. */
  readonly manyObjects?: number;
  /** The requests of the day are used up. */
  readonly isSpent?: boolean;
  /** These objects fail where they are asked for by the batch. */
  readonly failingInBatch?: readonly string[];
  /** False: the organization knows no composite requests. */
  readonly hasBatches?: boolean;
}

const base = '/services/data/v60.0';
const problem = (status: number, errorCode: string, message: string) => reply(status, [{ message, errorCode }]);
const gone = () => problem(404, 'NOT_FOUND', 'The requested resource does not exist');

/** A fake organization of Salesforce, as its REST API shows it. */
export async function startSalesforce(options: SalesforceOptions = {}): Promise<SalesforcePlatform> {
  const objects = grown(options);
  const secret = () => options.secret ?? randomUUID();
  const accessToken = `00D5g!${secret()}`;
  const client = { client_id: 'demo-connected-app', client_secret: secret(), refresh_token: `5Aep.${secret()}` };
  const tokens = new Set([accessToken]);
  let refreshToken = client.refresh_token;
  const routes: Routes = {
    'POST /services/oauth2/token': ({ body }) => {
      const form = new URLSearchParams(body);
      const isClient = form.get('client_id') === client.client_id && form.get('client_secret') === client.client_secret;
      const grant = form.get('grant_type');
      const isGranted = grant === 'client_credentials' || (grant === 'refresh_token' && form.get('refresh_token') === refreshToken);
      if (!isClient || !isGranted) return reply(400, { error: 'invalid_grant', error_description: 'expired access/refresh token' });
      const token = `00D5g!${randomUUID()}`;
      tokens.add(token);
      const granted = { access_token: token, token_type: 'Bearer', issued_at: '1735689600000', scope: 'api refresh_token' };
      if (options.rotates !== true) return granted;
      refreshToken = `5Aep.${randomUUID()}`;
      return { ...granted, refresh_token: refreshToken };
    },
    'GET /services/data': () => [
      { label: "Winter '24", url: '/services/data/v59.0', version: '59.0' },
      { label: "Spring '24", url: base, version: '60.0' },
    ],
    [`GET ${base}/sobjects`]: () => listObjects(objects, 'v60.0'),
    [`GET ${base}/sobjects/:name/describe`]: ({ params }) => describeObject(objects, params['name'] ?? '') ?? gone(),
    [`POST ${base}/composite/batch`]: ({ body }) => (options.hasBatches === false ? gone() : batch(objects, body, options.failingInBatch ?? [])),
    ...queries(objects, options.pageSize ?? 200),
  };
  const platform = await startPlatform(routes, {
    tokenPath: '/services/oauth2/token',
    authorize: ({ headers }) => {
      if (options.isSpent === true) return problem(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
      return tokens.has((headers.authorization ?? '').replace(/^Bearer /, ''))
        ? undefined
        : problem(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
    },
    ...(options.limit === undefined ? {} : { limit: options.limit }),
    port: options.port,
  });
  return Object.assign(platform, { accessToken, config: { instance_url: platform.url, login_url: platform.url, ...client } });
}

function grown({ manyFields = 0, manyObjects = 0 }: SalesforceOptions): readonly SalesforceObject[] {
  const fields = Array.from({ length: manyFields }, (_, n) => ({ name: `Custom_Attribute_${n}__c`, type: 'string' }));
  const more = Array.from({ length: manyObjects }, (_, n) =>
    object(`Custom_Object_${n}__c`, 'a99', `Custom Object ${n}`, [reference('Account__c', 'Account')]),
  );
  const known = salesforceObjects.map((known) => (known.name === 'Account' ? { ...known, fields: [...known.fields, ...fields] } : known));
  return [...known, ...more];
}

function batch(objects: readonly SalesforceObject[], body: string, failing: readonly string[]) {
  const { batchRequests } = JSON.parse(body) as { batchRequests: { method: string; url: string }[] };
  if (batchRequests.length > 25) return problem(400, 'LIMIT_EXCEEDED', 'There are too many requests in the batch');
  const results = batchRequests.map(({ url }) => {
    const name = /^v60\.0\/sobjects\/(\w+)\/describe$/.exec(url)?.[1] ?? '';
    if (failing.includes(name)) return { statusCode: 503, result: [{ errorCode: 'SERVER_UNAVAILABLE', message: 'Try again' }] };
    const result = describeObject(objects, name);
    return result === undefined
      ? { statusCode: 404, result: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }] }
      : { statusCode: 200, result };
  });
  return { hasErrors: results.some(({ statusCode }) => statusCode !== 200), results };
}

/** Answers the few forms of SOQL that a reader of whole objects needs. */
function queries(objects: readonly SalesforceObject[], pageSize: number): Routes {
  const cursors = new Map<string, readonly unknown[]>();
  const pageOf = (records: readonly unknown[], cursor: string, from: number) => {
    const next = from + pageSize;
    const isDone = next >= records.length;
    const page = { totalSize: records.length, done: isDone, records: records.slice(from, next) };
    return isDone ? page : { ...page, nextRecordsUrl: `${base}/query/${cursor}-${next}` };
  };
  return {
    [`GET ${base}/query`]: ({ query }) => {
      const records = select(objects, query.get('q') ?? '');
      if (typeof records === 'string') return problem(400, records, 'The query cannot be answered');
      const cursor = `01g5g${cursors.size}`;
      cursors.set(cursor, records);
      return pageOf(records, cursor, 0);
    },
    [`GET ${base}/query/:locator`]: ({ params }) => {
      const [cursor = '', from = ''] = (params['locator'] ?? '').split('-');
      const records = cursors.get(cursor);
      return records === undefined ? problem(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator') : pageOf(records, cursor, Number(from));
    },
  };
}

function select(objects: readonly SalesforceObject[], soql: string): readonly unknown[] | string {
  const form = /^SELECT ([\w,]+) FROM (\w+)(?: WHERE Id >= '(\w+)' AND Id <= '(\w+)')?(?: ORDER BY Id)?(?: LIMIT (\d+))?$/;
  const [, list, name, low, high, limit] = form.exec(soql) ?? [];
  if (list === undefined) return 'MALFORMED_QUERY';
  const object = objects.find((candidate) => candidate.name === name);
  if (object === undefined) return 'INVALID_TYPE';
  const fields = list.split(',');
  if (fields.some((field) => !object.fields.some((known) => known.name === field && known.isHidden !== true))) return 'INVALID_FIELD';
  return recordsOf(object)
    .filter(({ Id }) => (low === undefined || String(Id) >= low) && (high === undefined || String(Id) <= high))
    .slice(0, limit === undefined ? undefined : Number(limit))
    .map((record) => ({
      attributes: { type: name, url: `${base}/sobjects/${name}/${String(record['Id'])}` },
      ...Object.fromEntries(fields.map((field) => [field, record[field]])),
    }));
}
