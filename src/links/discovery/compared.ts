import type { Staging } from '../../profiling/staging.ts';
import type { Workspace } from './fingerprints.ts';

/** A source among those that are compared: its sketch, and its rows where they are at hand. */
export interface Compared {
  /** Where the files of its sketch lie, ending in `/`. */
  readonly directory: string;
  /** The number of its first attribute among those of all; the files of its sketch number them from 0. */
  readonly firstAttribute: number;
  /** Null where only its sketch is known. */
  readonly staging: Staging | null;
}

/** The places of files, by source, that match the patterns below the directories of their sketches. */
export async function filesOf(
  { db }: Pick<Workspace, 'db'>,
  compared: readonly Compared[],
  patterns: (source: number) => readonly string[],
  signal: AbortSignal,
): Promise<string[][]> {
  const all = compared.flatMap(({ directory }, source) => patterns(source).map((pattern) => `'${directory}${pattern}'`));
  if (all.length === 0) return compared.map(() => []);
  const found = await db.rows<{ file: string }>(`SELECT file FROM glob([${all.join(', ')}]) ORDER BY file`, signal);
  return compared.map(({ directory }) => found.flatMap(({ file }) => (file.startsWith(directory) ? [file] : [])));
}

/** SQL of the rows of those files, with their attributes numbered among those of all sources; null where there are none. `columns`: besides attribute and source. */
export function rowsSql(compared: readonly Compared[], files: readonly (readonly string[])[], columns: string): string | null {
  const parts = compared.flatMap(({ firstAttribute }, source) => {
    const own = files[source] ?? [];
    return own.length === 0
      ? []
      : [
          `SELECT attribute + ${firstAttribute} AS attribute, ${source} AS source, ${columns} FROM read_parquet([${own.map((file) => `'${file}'`).join(', ')}], hive_partitioning = true)`,
        ];
  });
  return parts.length === 0 ? null : parts.join('\nUNION ALL ');
}
