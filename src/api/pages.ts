import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Page } from '../contract/common.ts';
import { AppError } from '../domain/errors.ts';

interface Position {
  readonly at: string;
  readonly id: string;
}

const position = z.tuple([z.string().regex(/^\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/), z.guid()]);

/** What a list query asks for. Throws AppError 'invalid' where the cursor is none of ours. */
export function pageOf(query: Page): { limit: number | undefined; after: Position | undefined } {
  return { limit: query.limit ?? undefined, after: typeof query.cursor === 'string' ? readCursor(query.cursor) : undefined };
}

/** Tells where the next page begins, in the `Link` header. */
export function linkNext(request: FastifyRequest, reply: FastifyReply, next: Position | undefined): void {
  if (next === undefined) return;
  const url = new URL(request.url, 'http://localhost');
  url.searchParams.set('cursor', Buffer.from(JSON.stringify([next.at, next.id])).toString('base64url'));
  void reply.header('link', `<${url.pathname}${url.search}>; rel="next"`);
}

function readCursor(cursor: string): Position {
  const parsed = position.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (parsed.success) return { at: parsed.data[0], id: parsed.data[1] };
  const msg = 'Not a cursor that a Link header gave';
  throw new AppError('invalid', msg, { problems: [{ loc: ['query', 'cursor'], msg, type: 'value_error' }] });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
