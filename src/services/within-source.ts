import type { Place } from '../store/catalog.ts';
import type { PageOf } from '../store/paging.ts';
import type { Reader } from '../store/readers.ts';
import { findSource } from '../store/sources.ts';
import { found, type Context } from './context.ts';

/** What a missing source is called. */
export const source = 'Integration source';

export const placeOf = (ctx: Context, sourceId: string): Place => ({ organizationId: ctx.organizationId, sourceId });

/**
 * One row within a source. Whether the source is there is asked only where the row is not, for the answer to name what is missing.
 * Throws AppError 'not_found'.
 */
export async function oneOf<Row>(db: Reader, at: Place, what: string, row: Promise<Row | undefined>): Promise<Row> {
  const there = await row;
  if (there === undefined) found(await findSource(db, at.organizationId, at.sourceId), source);
  return found(there, what);
}

/** A page of rows within a source and `parent`. Whether these are there is asked only where the page is empty. */
export async function pageIn<Row>(
  db: Reader,
  at: Place,
  rows: Promise<PageOf<Row>>,
  parent?: { readonly what: string; readonly find: () => Promise<unknown> },
): Promise<PageOf<Row>> {
  const page = await rows;
  if (page.rows.length > 0) return page;
  found(await findSource(db, at.organizationId, at.sourceId), source);
  if (parent !== undefined) found(await parent.find(), parent.what);
  return page;
}
