import {
  operationsOf,
  resolved,
  withOperations,
  type Answer,
  type Document,
  type Header,
  type Entry,
  type Reference,
  type Schema,
} from './document.ts';

const headers: Readonly<Record<string, Header>> = {
  ETag: { description: 'The state of what was answered; send it back as If-Match', schema: { type: 'string' }, example: '"yrXb2mVQmlTQz5oSfCGRmA"' },
  Link: {
    description: 'Leads to the next page; absent on the last one',
    schema: { type: 'string' },
    example: '</api/integration-sources?limit=100&cursor=1767323045678000019b7bfa9a107b218c4d0e6a7d5b3f22>; rel="next"',
  },
  'Preference-Applied': { description: 'That the preference of the request was followed', schema: { type: 'string' }, example: 'handling=strict' },
  'Retry-After': { description: 'Seconds to wait before the next request', schema: { type: 'integer' }, example: 12 },
  'WWW-Authenticate': { description: 'How to authenticate', schema: { type: 'string' }, example: 'Bearer' },
  'X-RateLimit-Limit': { description: 'Requests that the token may make in one window', schema: { type: 'integer' }, example: 6000 },
  'X-RateLimit-Remaining': { description: 'Requests that are left in this window', schema: { type: 'integer' }, example: 5999 },
  'X-RateLimit-Reset': { description: 'When the window ends, in seconds of Unix time', schema: { type: 'integer' }, example: 1_767_323_100 },
};

const limits = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'];

interface ErrorAnswer {
  readonly name: string;
  readonly description: string;
  readonly headers?: readonly string[];
  readonly detail: unknown;
}

/** The errors, which are the same everywhere. */
const errors: Readonly<Record<string, ErrorAnswer>> = {
  400: {
    name: 'BadRequest',
    description: 'Not a request that can be read',
    headers: limits,
    detail: 'Request body size did not match Content-Length',
  },
  401: {
    name: 'Unauthorized',
    description: 'No token, or one that is unknown, revoked or expired',
    headers: ['WWW-Authenticate'],
    detail: 'Not authenticated: send the header "Authorization: Bearer <token>".',
  },
  403: {
    name: 'Forbidden',
    description: 'The role is too low, or the member not active',
    headers: limits,
    detail: 'The role ANALYST may not do this (sources.manage); it takes SYSTEM_ADMIN or ORGANIZATION_ADMIN.',
  },
  404: { name: 'NotFound', description: 'Not there, or of another organization', headers: limits, detail: 'Relationship not found' },
  409: {
    name: 'Conflict',
    description: 'In conflict with what is there',
    headers: limits,
    detail: 'This source has a database named "shop" already.',
  },
  412: {
    name: 'PreconditionFailed',
    description: 'Changed since the ETag of If-Match was read',
    headers: limits,
    detail: 'Table has changed since it was read: read it again, then send the ETag of that answer as If-Match.',
  },
  413: { name: 'ContentTooLarge', description: 'The body is larger than 8 MiB', headers: limits, detail: 'Request body is too large' },
  415: { name: 'UnsupportedMediaType', description: 'The body is not JSON', headers: limits, detail: 'Unsupported Media Type' },
  422: {
    name: 'Unprocessable',
    description: 'Not valid: where, and why',
    headers: limits,
    detail: [{ loc: ['body', 'score'], msg: 'Input should be less than or equal to 1', type: 'less_than_equal' }],
  },
  424: {
    name: 'FailedDependency',
    description: 'Airbyte did not do its part: the stage, and what to do about it. Nothing was changed',
    headers: limits,
    detail: 'Airbyte grants no access token (stage: authenticate). Check the client_id and the client_secret of the application in Airbyte.',
  },
  429: {
    name: 'TooManyRequests',
    description: 'The rate limit of the token is reached',
    headers: ['Retry-After', ...limits],
    detail: 'Too many requests: try again in 12 s.',
  },
  503: {
    name: 'Unavailable',
    description: 'What the server needs cannot be had now, such as the keys of the identity provider',
    detail: 'The keys of the identity provider cannot be read now.',
  },
};

const successes: Readonly<Record<string, string>> = { 200: 'Successful Response', 201: 'Created', 202: 'Accepted: it is under way' };

/** Errors become shared components with an example each; answers say which headers come with them. */
export function withAnswersDescribed(document: Document): Document {
  const things = thingsOf(document);
  const described = withOperations(document, (operation, entry) => ({
    ...operation,
    responses: Object.fromEntries(
      Object.entries(operation.responses).map(([status, response]) => {
        const error = errors[status];
        if (error !== undefined) return [status, { $ref: `#/components/responses/${error.name}` }];
        return [status, success(things, entry, status, resolved<Answer>(document, response))];
      }),
    ),
  }));
  const used = new Set(operationsOf(document).flatMap(({ operation }) => Object.keys(operation.responses)));
  const responses = Object.entries(errors)
    .filter(([status]) => used.has(status))
    .map(([status, error]): [string, Answer] => [error.name, errorAnswer(status, error)]);
  return { ...described, components: { ...document.components, responses: Object.fromEntries(responses), headers } };
}

function errorAnswer(status: string, { description, headers: names = [], detail }: ErrorAnswer): Answer {
  const schema = { $ref: `#/components/schemas/${status === '422' ? 'ValidationError' : 'Error'}` };
  return { description, headers: references(names), content: { 'application/json': { schema, example: { detail } } } };
}

function success(things: ReadonlySet<string>, { method, operation }: Entry, status: string, answer: Answer): Answer {
  const parameters = operation.parameters?.map(({ name }) => name) ?? [];
  const names = [
    ...(method !== 'DELETE' && status !== '202' && things.has(refOf(answer) ?? '') ? ['ETag'] : []),
    ...(parameters.includes('cursor') ? ['Link'] : []),
    ...(parameters.includes('Prefer') ? ['Preference-Applied'] : []),
    ...limits,
  ];
  return { ...answer, description: successes[status] ?? answer.description, headers: references(names) };
}

/** The schemas of what can be read one by one: the state of such a thing has an entity tag. */
function thingsOf(document: Document): ReadonlySet<string> {
  const answered = operationsOf(document)
    .filter(({ method }) => method === 'GET')
    .flatMap(({ operation }) => refOf(resolved<Answer>(document, operation.responses['200'] ?? none)) ?? []);
  return new Set(answered.filter(($ref) => 'created_at' in (resolved<Schema>(document, { $ref }).properties ?? {})));
}

const none: Answer = { description: '' };

function refOf({ content }: Answer): string | undefined {
  return content?.['application/json']?.schema.$ref;
}

function references(names: readonly string[]): Readonly<Record<string, Reference>> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
