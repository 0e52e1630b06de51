import { z } from 'zod';

/** What the platform answers, as far as it is used. Loose: what it adds one day does no harm. */
export const accountAnswer = z.looseObject({ name: z.string() });

const type = z.looseObject({ name: z.string(), label: z.string(), is_custom: z.boolean() });
export type TypePayload = z.infer<typeof type>;
export const typesAnswer = z.looseObject({ types: z.array(type) });

const field = z.looseObject({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  required: z.boolean(),
  unique: z.boolean(),
  help: z.string().optional(),
  links_to: z.string().optional(),
});
export type FieldPayload = z.infer<typeof field>;
export const fieldsAnswer = z.looseObject({ fields: z.array(field) });

export const recordsAnswer = z.looseObject({ records: z.array(z.record(z.string(), z.unknown())), next: z.string().nullable() });
