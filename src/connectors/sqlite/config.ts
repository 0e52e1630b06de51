import { z } from 'zod';

export const configSchema = z.object({
  path: z.string().min(1).describe('A SQLite database file.'),
});

export type SqliteConfig = z.infer<typeof configSchema>;
