import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page, SortedPage } from '../contract/common.ts';

interface Position {
  readonly at: string;
  readonly id: string;
}

/** In a list that is sorted by a number. */
interface SortedPosition {
  readonly value: number;
  readonly id: string;
}

/** How many items a sorted list has at once where nobody says. */
const sortedLength = 100;

/** What a list query asks for. */
export function pageOf(query: Page): { limit: number | undefined; after: Position | undefined } {
  return { limit: query.limit ?? undefined, after: typeof query.cursor === 'string' ? readCursor(query.cursor) : undefined };
}

/** The same of a list that is sorted by a number. */
export function sortedPageOf({ limit, cursor }: SortedPage): { limit: number; after: SortedPosition | undefined } {
  return { limit: limit ?? sortedLength, after: typeof cursor === 'string' ? readSortedCursor(cursor) : undefined };
}

/** Tells where the next page begins, in the `Link` header. */
export function linkNext(request: FastifyRequest, reply: FastifyReply, next: Position | undefined): void {
  if (next !== undefined) linkWith(request, reply, 'cursor', cursorOf(next));
}

/** The same of a list that is sorted by a number. */
export function linkNextSorted(request: FastifyRequest, reply: FastifyReply, next: SortedPosition | undefined): void {
  if (next !== undefined) linkWith(request, reply, 'cursor', sortedCursorOf(next));
}

/** The same where pages are asked for by number. */
export function linkNextNumber(request: FastifyRequest, reply: FastifyReply, page: number): void {
  linkWith(request, reply, 'page', String(page));
}

/** For any query parameter that the next page takes. */
function linkWith(request: FastifyRequest, reply: FastifyReply, name: string, value: string): void {
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
  return { at: `${seconds}.${micros.slice(10)}Z`, id: idIn(cursor) };
}

/** The number in the 16 digits of its eight bytes, then the id without hyphens: see `sortedCursorForm`. */
function sortedCursorOf({ value, id }: SortedPosition): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString('hex') + id.replaceAll('-', '');
}

function readSortedCursor(cursor: string): SortedPosition {
  return { value: Buffer.from(cursor.slice(0, 16), 'hex').readDoubleBE(), id: idIn(cursor) };
}

const idIn = (cursor: string): string => cursor.slice(16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
