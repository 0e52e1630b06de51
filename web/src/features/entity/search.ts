import { z } from 'zod';

const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

/** What of the entity is looked at. */
export const entitySearch = z.object({
  /** Text in the name, type or meaning of an attribute. */
  q: maybe(z.string().max(200)),
  /** The attribute that is open. */
  attribute: maybe(z.guid()),
});
