import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { pageQuery, plainError, scopeQuery, validationError, type Page } from '../contract/common.ts';
import { AppError } from '../domain/errors.ts';
import type { Context, Services } from '../services/context.ts';
import { entityTag } from '../services/entity-tag.ts';
import { minimumRole, type Action } from '../services/policy.ts';
import { contextOf } from './auth.ts';
import type { Tag } from './docs/tags.ts';
import { linkNext, pageOf } from './pages.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the caller's role must allow. */
    action?: Action;
  }
}

/** What lets a request in, as the document has it. */
export const security = [{ bearer: [] }, { session: [] }];

type Shape = z.ZodObject;
type None = z.ZodObject<Record<string, never>>;

/** One operation of the API: all that its documentation, its checks and its answer take. */
interface Operation<Params extends Shape, Query extends Shape, Body extends z.ZodType, Answer extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `:name` for each of `params`. */
  readonly path: string;
  /** As the reference titles it; in snake case it is the operation's id. */
  readonly title: string;
  /** Who may do it: see the table of policy.ts. */
  readonly action: Action;
  readonly params?: Params;
  /** Its own query parameters, beside those of scope and paging. */
  readonly query?: Query;
  readonly body?: Body;
  readonly answer: Answer;
  /** Media types of texts that it can answer instead, with what the texts hold: see `text`. */
  readonly alsoAnswers?: Readonly<Record<string, z.ZodType>>;
  /** 200 unless it creates (201) or only begins (202). */
  readonly status?: 200 | 201 | 202;
  /** Whether `limit` and `cursor` page it. */
  readonly paged?: boolean;
  /** Whether the seven scope parameters are taken, but for those that the path names. Default true. */
  readonly scoped?: boolean;
  /** Whether it can answer 409. */
  readonly conflicts?: boolean;
  /** Whether it waits for Airbyte, and can answer 424 where that does not do its part. */
  readonly asksAirbyte?: boolean;
  /** What its title does not say. */
  readonly description: string;
}

/** One request to an operation. */
export interface Call<Params, Query, Body> {
  readonly services: Services;
  readonly ctx: Context;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly page: ReturnType<typeof pageOf>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Answers with one row, and its entity tag, which If-Match takes. */
  one<Row extends object, Answer>(row: Row, present: (row: Row) => Answer): Answer;
  /** Answers with a text of one of the media types that the operation also answers. */
  text(mediaType: string, content: string): never;
  /** Answers with a page of rows; the Link header says where the next begins. */
  list<Row, Answer>(page: { readonly rows: readonly Row[]; readonly next: Parameters<typeof linkNext>[2] }, present: (row: Row) => Answer): Answer[];
}

const ifMatch = z.looseObject({
  'if-match': z.string().optional().meta({ description: 'ETag of the state that is to be changed; 412 where it is another by now' }),
});

const prefer = z.looseObject({
  prefer: z.string().max(1000).optional().meta({ description: '`handling=strict`: a field of the body that is not known is 422 instead of ignored' }),
});

/** Defines the operations of one tag: each with its policy, its documentation and its handler, which returns the answer. */
export function operations(app: FastifyInstance, services: Services, tag: Tag) {
  return <Params extends Shape = None, Query extends Shape = None, Body extends z.ZodType = z.ZodUndefined, Answer extends z.ZodType = z.ZodType>(
    operation: Operation<Params, Query, Body, Answer>,
    handle: (call: Call<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<z.output<Answer>>,
  ): void => {
    const { method, path, action, params, body, status = 200 } = operation;
    const changesOne = method === 'PUT' || method === 'DELETE';
    app.route({
      method,
      url: path,
      config: { action },
      schema: {
        tags: [tag],
        summary: operation.title,
        operationId: operation.title.toLowerCase().replaceAll(' ', '_'),
        description: operation.description,
        security,
        'x-required-role': minimumRole(action),
        ...(params === undefined ? {} : { params }),
        querystring: queryOf(operation),
        ...(changesOne || body !== undefined ? { headers: headersOf({ changesOne, hasBody: body !== undefined }) } : {}),
        ...(body === undefined ? {} : { body }),
        response: {
          [status]: answersOf(operation),
          ...errorsOf({
            conflicts: operation.conflicts ?? false,
            changesOne,
            hasBody: body !== undefined,
            asksAirbyte: operation.asksAirbyte ?? false,
          }),
        },
      },
      handler: async (request, reply) => {
        const call = callOf<z.output<Params>, z.output<Query>, z.output<Body>>(services, request, reply, operation.paged ?? false);
        requireOwnOrganization(call);
        const answer = await handle(call);
        return reply.code(status).send(answer);
      },
    });
  };
}

function answersOf({ answer, alsoAnswers }: { readonly answer: z.ZodType; readonly alsoAnswers?: Readonly<Record<string, z.ZodType>> }) {
  if (alsoAnswers === undefined) return answer;
  const content = Object.entries({ 'application/json': answer, ...alsoAnswers }).map(([mediaType, schema]) => [mediaType, { schema }]);
  return { description: 'Successful Response', content: Object.fromEntries(content) as Record<string, { schema: z.ZodType }> };
}

function queryOf({ params, query, paged = false, scoped = true }: { params?: Shape; query?: Shape; paged?: boolean; scoped?: boolean }): Shape {
  const scope = Object.entries(scoped ? scopeQuery.shape : {}).filter(([name]) => !(name in (params?.shape ?? {})));
  return z.object({ ...query?.shape, ...Object.fromEntries(scope), ...(paged ? pageQuery.shape : {}) });
}

function headersOf({ changesOne, hasBody }: { readonly changesOne: boolean; readonly hasBody: boolean }) {
  return z.looseObject({ ...(changesOne ? ifMatch.shape : {}), ...(hasBody ? prefer.shape : {}) });
}

/** Errors are the same everywhere. */
export function errorsOf({
  conflicts = false,
  changesOne = false,
  hasBody = false,
  asksAirbyte = false,
}: {
  conflicts?: boolean;
  changesOne?: boolean;
  hasBody?: boolean;
  asksAirbyte?: boolean;
}) {
  return {
    ...(hasBody ? { 400: plainError } : {}),
    401: plainError,
    403: plainError,
    404: plainError,
    ...(conflicts ? { 409: plainError } : {}),
    ...(changesOne ? { 412: plainError } : {}),
    ...(hasBody ? { 413: plainError, 415: plainError } : {}),
    422: validationError,
    ...(asksAirbyte ? { 424: plainError } : {}),
    429: plainError,
    503: plainError,
  };
}

/** The organization that a path names must be the caller's own: another one is not there, whoever asks. */
function requireOwnOrganization({ params, ctx }: { readonly params: unknown; readonly ctx: Context }): void {
  const named = (params as { readonly organization_id?: string } | undefined)?.organization_id;
  if (named !== undefined && named !== ctx.organizationId) throw new AppError('not_found', 'Organization not found');
}

function callOf<Params, Query, Body>(services: Services, request: FastifyRequest, reply: FastifyReply, paged: boolean): Call<Params, Query, Body> {
  return {
    services,
    ctx: contextOf(request),
    params: request.params as Params,
    query: request.query as Query,
    body: request.body as Body,
    page: paged ? pageOf(request.query as Page) : { limit: undefined, after: undefined },
    request,
    reply,
    one(row, present) {
      void reply.header('etag', entityTag(row));
      return present(row);
    },
    text(mediaType, content) {
      void reply.type(`${mediaType}; charset=utf-8`);
      return content as never;
    },
    list({ rows, next }, present) {
      linkNext(request, reply, next);
      return rows.map((row) => present(row));
    },
  };
}
