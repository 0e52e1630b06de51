import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from '../contract/common.ts';

interface Position {
  readonly at: string;
  readonly id: string;
}

/** What a list query asks for. */
export function pageOf(query: Page): { limit: number | undefined; after: Position | undefined } {
  return { limit: query.limit ?? undefined, after: typeof query.cursor === 'string' ? readCursor(query.cursor) : undefined };
}

/** Tells where the next page begins, in the `Link` header. */
export function linkNext(request: FastifyRequest, reply: FastifyReply, next: Position | undefined): void {
  if (next !== undefined) linkWith(request, reply, 'cursor', cursorOf(next));
}

/** The same where pages are asked for by number. */
export function linkNextNumber(request: FastifyRequest, reply: FastifyReply, page: number): void {
  linkWith(request, reply, 'page', String(page));
}

/** The same for any query parameter that the next page takes. */
export function linkWith(request: FastifyRequest, reply: FastifyReply, name: string, value: string): void {
  const url = new URL(request.url, 'http://localhost');
  url.searchParams.set(name, value);
  void reply.header('link', `<${url.pathname}${url.search}>; rel="next"`);
}

/** Microseconds since 1970 in 16 digits, then the id without hyphens: see `cursorForm`. */
function cursorOf({ at, id }: Position): string {
  const micros = BigInt(Date.parse(`${at.slice(0, 19)}Z`)) * 1000n + BigInt(at.slice(20, 26));
  return `${String(micros).padStart(16, '0')}${id.replaceAll('-', '')}`;
}

function readCursor(cursor: string): Position {
  const micros = cursor.slice(0, 16);
  const seconds = new Date(Number(micros.slice(0, 10)) * 1000).toISOString().slice(0, 19);
  const id = cursor.slice(16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return { at: `${seconds}.${micros.slice(10)}Z`, id };
}
