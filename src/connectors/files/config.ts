import { z } from 'zod';

export const configSchema = z.object({
  path: z.string().min(1).describe('A folder, a glob, or one file: CSV, TSV, Parquet or JSON lines, gzipped or not.'),
});

export type FilesConfig = z.infer<typeof configSchema>;
