import type { Forms, LinkKind } from './forms.ts';

/** Kinds of which a cell may hold several: "a@x.org; b@x.org", "Drama, Comedy". In a text of words a comma says something else. */
const severalKinds: readonly LinkKind[] = ['email', 'phone', 'domain', 'code', 'category'];

/** Whether cells of attributes that are compared as a kind may hold several values. */
export const maySeveral = (kind: LinkKind, forms: readonly Pick<Forms, 'several'>[]): boolean =>
  severalKinds.includes(kind) && forms.some(({ several }) => several);

/** The parts of a cell, as SQL of a list. */
export const partsOf = (v: string): string => String.raw`string_split_regex(trim(${v}), '\s*[,;|\n]\s*')`;

/** Whether a cell holds several values: a number with a comma in it does not. */
export const holdsSeveral = (v: string): string =>
  `(CASE WHEN contains(${v}, ',') OR contains(${v}, ';') OR contains(${v}, '|') OR contains(${v}, chr(10)) THEN norm_number(${v}) IS NULL AND len(list_filter(${partsOf(v)}, lambda part: part <> '')) > 1 ELSE false END)`;

/** What stands between the values of one cell in their normal form. */
const BETWEEN = '|';

/** The normal form of a cell with several values: that of each, in order, once. */
export const severalForm = (v: string, form: (v: string) => string): string =>
  `nullif(array_to_string(list_sort(list_distinct(list_filter(list_transform(${partsOf(v)}, lambda part: ${form('part')}), lambda part: part <> ''))), '${BETWEEN}'), '')`;

/** The values of a cell in that form, as a list. */
export const severalOf = (v: string): string => `string_split(${v}, '${BETWEEN}')`;

/** That form without the values of a list, the others in order; null where none is left. */
export const severalWithout = (v: string, values: string): string =>
  `nullif(array_to_string(list_filter(${severalOf(v)}, lambda value: NOT list_contains(${values}, value)), '${BETWEEN}'), '')`;

/** The values of that form as words of one text. */
export const severalText = (v: string): string => `replace(${v}, '${BETWEEN}', ' ')`;
