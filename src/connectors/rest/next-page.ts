import { isJsonObject } from '../json-value.ts';
import type { Json } from './lists.ts';

interface PageRead {
  readonly answer: unknown;
  /** The Link header. */
  readonly link: string | null;
  /** The whole address that was asked. */
  readonly address: URL;
  /** How many records were in it. */
  readonly count: number;
}

/**
 * The whole address of the page that follows, as the platform says it: a Link header (RFC 8288), `_links.next` of HAL, `links.next` of JSON:API,
 * an address called next, or the next offset or page number where the answer tells this one's and how many there are. Undefined for the last page,
 * and where the answer says nothing of it.
 */
export function nextPage({ answer, link, address, count }: PageRead): URL | undefined {
  const next = linkedNext(link) ?? (isJsonObject(answer) ? linkIn(answer) : undefined);
  if (next !== undefined) return URL.canParse(next, address.href) ? new URL(next, address) : undefined;
  if (count === 0 || !isJsonObject(answer)) return undefined;
  for (const place of [answer, ...inner(answer, /^(meta(data)?|paging|pagination|page_?info|page)$/i)]) {
    const [name, value] = byOffset(place, count) ?? byNumber(place) ?? [];
    if (name === undefined || value === undefined) continue;
    const following = new URL(address);
    following.searchParams.set(name, String(value));
    return following;
  }
  return undefined;
}

/** Whether an answer says that more follows, without an address that leads there. */
export function goesOnUnknown(page: PageRead): boolean {
  const { answer } = page;
  if (nextPage(page) !== undefined || !isJsonObject(answer)) return false;
  const places = [answer, ...inner(answer, /^(_?links|meta(data)?|\w*paging|pagination|page_?info|cursors?|response_?metadata)$/i)];
  return places
    .flatMap((place) => Object.entries(place))
    .some(([name, value]) => {
      if (/^has_?(more|next(_?page)?)$/i.test(name)) return value === true;
      return (
        /^(next|after)_?(cursor|token|page|page_?token|key)?$/i.test(name) && (typeof value === 'string' || typeof value === 'number') && value !== ''
      );
    });
}

function linkedNext(header: string | null): string | undefined {
  for (const [, target, parameters = ''] of (header ?? '').matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*("[^"]*\bnext\b[^"]*"|next\b)/i.test(parameters)) return target;
  }
  return undefined;
}

const nextNames = /^(next|next_?url|next_?page|next_?link|next_?page_?(url|link)|next_?href|@odata\.nextLink)$/i;

function linkIn(answer: Json): string | undefined {
  const places = [...inner(answer, /^_?links$/i), answer, ...inner(answer, /^(meta(data)?|paging|pagination)$/i)];
  return places.map((place) => ownLink(place)).find((found) => found !== undefined);
}

function ownLink(place: Json): string | undefined {
  return Object.entries(place)
    .filter(([name]) => nextNames.test(name))
    .map(([, value]) => (isJsonObject(value) ? (value['href'] ?? value['url']) : value))
    .find((value): value is string => typeof value === 'string' && /^(https?:\/\/|\/|\?)/.test(value));
}

function byOffset(place: Json, count: number): readonly [string, number] | undefined {
  const [name, offset] = numberIn(place, /^(offset|skip|start)$/i) ?? [];
  const [, total] = numberIn(place, /^(total|total_?(count|results|records|items|size))$/i) ?? numberIn(place, /^count$/i) ?? [];
  if (name === undefined || offset === undefined || total === undefined || offset + count >= total) return undefined;
  return [name, offset + count];
}

function byNumber(place: Json): readonly [string, number] | undefined {
  const [, following] = numberIn(place, /^next_?page$/i) ?? [];
  if (following !== undefined) return ['page', following];
  const [, page] = numberIn(place, /^(page|current_?page|page_?number)$/i) ?? [];
  const [, pages] = numberIn(place, /^(pages|total_?pages|page_?count|last_?page)$/i) ?? [];
  return page === undefined || pages === undefined || page >= pages ? undefined : ['page', page + 1];
}

function numberIn(place: Json, name: RegExp): readonly [string, number] | undefined {
  return Object.entries(place).find((entry): entry is [string, number] => name.test(entry[0]) && Number.isSafeInteger(entry[1]));
}

function inner(answer: Json, name: RegExp): readonly Json[] {
  return Object.entries(answer).flatMap(([key, value]) => (name.test(key) && isJsonObject(value) ? [value] : []));
}
