import type { z } from 'zod';

/** A part of an address that may be missing; whatever a link says that is not understood is left out. */
export const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
