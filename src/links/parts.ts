import type { AttributeProfile } from '../domain/profile.ts';
import { rank } from '../domain/sensitive.ts';
import { maskOf } from '../profiling/masks.ts';

/** What is compared of an attribute's text where that is not the whole: what follows so many characters, or the items of a JSON list without brackets and quotes. */
export type Part = { readonly after: number } | 'items';

/** The part of a text, as SQL. */
export function partSql(part: Part, text: string): string {
  return part === 'items' ? `trim(regexp_replace(${text}, '[\\[\\]"]', '', 'g'))` : `substr(${text}, ${part.after + 1})`;
}

/** Whether the values are JSON lists of texts and numbers, as several values of one cell are kept. */
export function areLists({ valueClass, masks }: AttributeProfile): boolean {
  return valueClass === 'json' && masks.every(({ mask }) => /^\[[^[{]*\]?$/.test(mask));
}

/** Characters of the address that all values begin with, up to the last slash in it: 0 where they have no host in common. */
export function commonAddress({ min, max, distinct }: AttributeProfile): number {
  if (min === null || max === null || distinct < 2) return 0;
  // What the first and the last in order begin with, all in between begin with.
  let same = 0;
  while (same < min.length && min[same] === max[same]) same += 1;
  return /^[a-z]+:\/\/[^/]+\/(.*\/)?/i.exec(min.slice(0, same))?.[0].length ?? 0;
}

/** The profile of a part: what is known of the whole values, as far as it holds for the part. */
export function partProfile(profile: AttributeProfile, part: Part): AttributeProfile {
  const cut = (text: string): string => (part === 'items' ? text.replace(/[[\]"]/g, '').trim() : text.slice(part.after));
  const top = profile.top.map(({ value, count }) => ({ value: cut(value), count }));
  const masks = new Map<string, number>();
  for (const { value, count } of top) masks.set(maskOf(value), (masks.get(maskOf(value)) ?? 0) + count);
  return {
    ...profile,
    valueClass: 'text',
    semanticType: null,
    min: null,
    max: null,
    length: null,
    top,
    masks: rank(masks).map(({ value, count }) => ({ mask: value, count })),
  };
}
