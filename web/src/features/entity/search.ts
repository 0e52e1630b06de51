import { z } from 'zod';
import { maybe } from '../../app/search.ts';

/** What of the entity is looked at. */
export const entitySearch = z.object({
  /** Text in the name, type or meaning of an attribute. */
  q: maybe(z.string().max(200)),
  /** The attribute that is open. */
  attribute: maybe(z.guid()),
});
