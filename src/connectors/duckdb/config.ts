import { z } from 'zod';

export const configSchema = z.object({
  path: z.string().min(1).describe('A DuckDB database file.'),
});

export type DuckdbConfig = z.infer<typeof configSchema>;
