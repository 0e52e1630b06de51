import { z } from 'zod';

// Only what is used is read; words that Zendesk may add to (types of fields, targets) stay texts.

const text = z.string().nullish();
const flag = z.boolean().nullish();
const id = z.union([z.string(), z.number()]).transform(String);

export const currentUser = z.object({ user: z.object({ id: id.nullish(), role: text }) });

/** A field of tickets, users, organizations or custom objects, as far as they are alike. */
export const fieldDefinition = z.object({
  id,
  key: text,
  type: z.string(),
  title: text,
  description: text,
  active: flag,
  /** Of ticket fields: agents must fill it in before a ticket is solved. */
  required: flag,
  /** Of ticket fields: false for those of Zendesk itself. */
  removable: flag,
  /** Of other fields: true for those of Zendesk itself. */
  system: flag,
  relationship_target_type: text,
  custom_field_options: z.array(z.object({ value: z.string() })).nullish(),
  /** Of custom objects. */
  properties: z.object({ is_unique: flag }).nullish(),
});

export const customObject = z.object({ key: z.string().min(1), title: text, description: text });

export const anyRecord = z.record(z.string(), z.unknown());

/** One page of a list, which stands in the answer under a name of its own. `next` is the address of the page that follows, if one does. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Pages by cursor have `meta` and `links`, others `next_page`, and short lists neither. */
export function pageOf<T>(name: string, item: z.ZodType<T>): z.ZodType<Page<T>> {
  return z
    .looseObject({ meta: z.object({ has_more: z.boolean() }).nullish(), links: z.object({ next: text }).nullish(), next_page: text })
    .transform(({ meta, links, next_page, ...lists }) => ({
      items: lists[name],
      next: (meta?.has_more === undefined ? next_page : meta.has_more ? links?.next : null) ?? null,
    }))
    .pipe(z.object({ items: z.array(item), next: z.string().nullable() }));
}

export type FieldDefinition = z.output<typeof fieldDefinition>;
export type CustomObject = z.output<typeof customObject>;
export type AnyRecord = z.output<typeof anyRecord>;
