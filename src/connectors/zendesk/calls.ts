import type { z } from 'zod';
import { SourceError, type SourceStage } from '../../domain/errors.ts';
import type { HttpClient } from '../http-client.ts';
import { type AnyRecord, anyRecord, currentUser, customObject, type FieldDefinition, fieldDefinition, type Page, pageOf } from './payloads.ts';

/** Calls that may be under way together. */
export const atOnce = 4;
/** The most that Zendesk gives at a time. */
const pageSize = 100;
/** No account may define as much as so many pages hold. */
const mostPages = 100;

/** Where a list of the API is, and the name that it has in the answers. */
export interface ZendeskList<T> {
  readonly path: string;
  readonly name: string;
  readonly item: z.ZodType<T>;
}

export function fieldList(name: string): ZendeskList<FieldDefinition> {
  return { path: `/api/v2/${name}`, name, item: fieldDefinition };
}

export const customObjectList = { path: '/api/v2/custom_objects', name: 'custom_objects', item: customObject } as const;

/** The fields of one custom object; `standard::name` and `standard::external_id` are among them. */
export function customObjectFields(key: string) {
  const path = `/api/v2/custom_objects/${encodeURIComponent(key)}/fields?include_standard_fields=true`;
  return { path, name: 'custom_object_fields', item: fieldDefinition } as const;
}

export function customObjectRecords(key: string): ZendeskList<AnyRecord> {
  return { path: `/api/v2/custom_objects/${encodeURIComponent(key)}/records`, name: 'custom_object_records', item: anyRecord };
}

interface PagesOptions {
  readonly signal: AbortSignal;
  readonly stage?: SourceStage;
  readonly limit?: number;
}

/** The list page by page, at most `limit` items. */
export async function* pagesOf<T>(
  client: HttpClient,
  { path, name, item }: ZendeskList<T>,
  { signal, stage = 'list', limit = Infinity }: PagesOptions,
) {
  const asked = { schema: pageOf(name, item), signal, stage, needs: `the right to read ${name}` };
  const seen = new Set<string>();
  let left = limit;
  let next: string | null = path;
  while (next !== null && left > 0) {
    const query: Record<string, number> = next === path ? { 'page[size]': Math.min(pageSize, left) } : {};
    const page: Page<T> = await client.json({ ...asked, path: next, query });
    if (page.items.length === 0) return;
    yield page.items.slice(0, left);
    left -= page.items.length;
    seen.add(next);
    next = page.next;
    if (next !== null && seen.has(next)) throw new SourceError(stage, `Zendesk leads from a page of ${name} back to one before`, 'Try again later.');
  }
}

export async function allOf<T>(client: HttpClient, list: ZendeskList<T>, options: PagesOptions): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const page of pagesOf(client, list, options)) {
    all.push(...page);
    if (all.length > mostPages * pageSize)
      throw new SourceError('list', `Zendesk's list of ${list.name} does not end`, 'Check the address of the account.');
  }
  return all;
}

/** The role of who reads. Zendesk answers requests without credentials too, as those of a user without an id. */
export async function roleOf(client: HttpClient, signal: AbortSignal): Promise<string> {
  const { user } = await client.json({ path: '/api/v2/users/me', schema: currentUser, signal, needs: 'the scope read' });
  if (user.id === null || user.id === undefined) {
    throw new SourceError('authenticate', 'Zendesk takes these credentials for nobody', 'Check them, or give the source new ones.');
  }
  if (user.role === 'end-user') {
    const hint = 'Give the source those of an agent, or better of an administrator.';
    throw new SourceError('authenticate', 'The credentials belong to an end user, who sees no more than their own tickets', hint);
  }
  return user.role ?? 'agent';
}
