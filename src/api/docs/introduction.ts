import { scopeQuery } from '../../contract/common.ts';

/** The head of the document: what holds for every operation. */
export const title = 'Cognate';

export const summary =
  'Finds how data relates (undeclared foreign keys first), proves every finding with numbers that anyone can re-run, and keeps what people decided.';

export const rules = [
  'Every operation takes `Authorization: Bearer <token>`: a personal access token (`pat_…`) of one organization, or a token of the identity provider, for which `X-Organization-Id` chooses among several. A browser may have the session of Sign In in its place.',
  '`x-required-role` names the least role that may call an operation: ANALYST, ORGANIZATION_ADMIN, SYSTEM_ADMIN.',
  'Lists are bare JSON arrays, in the order of `created_at, id` unless they take a `sort`. Where `limit` and `cursor` are taken, the `Link` header leads to the next page.',
  'PUT is partial: absent fields stay, an explicit null clears a nullable field and leaves another as it is, unknown fields are ignored.',
  'One row comes with an `ETag`. Send it back as `If-Match`, and a change of what has changed since is refused with 412.',
  'Errors are `{"detail": "…"}`; invalid input is 422 `{"detail": [{"loc", "msg", "type"}]}`. What belongs to another organization is 404.',
  '`X-RateLimit-Limit`, `-Remaining` and `-Reset` of an answer say how many requests the token has left; beyond them it is 429 with `Retry-After`.',
  'The scope parameters (`organization_id`, `resource_id`, `source_id`, `integration_source_id`, `data_source_id`, `context_source_id`, `job_id`) filter nothing: each one given must resolve in the organization of the token, else 404.',
  'Times are RFC 3339 in UTC; ids are UUIDs; shares and scores go from 0 to 1.',
] as const;

export const scopeNames: readonly string[] = Object.keys(scopeQuery.shape);
