import { parseTarget } from '../connectors/registry.ts';
import { AppError } from '../domain/errors.ts';
import type { TableTarget } from '../workflows/crosswalk-tables.ts';

export { openCrosswalk, summaryOf, writeCrosswalk, type CrosswalkSummary } from '../workflows/crosswalk.ts';

/** The probability from which a pair is taken where nobody says another: the odds at which the crosswalk's own threshold lies. */
export const automaticThreshold = 0.5;

/** Reads one side as it was typed: `TARGET#table`, or a single file; with the columns of its key, separated by commas. Throws AppError 'invalid'. */
export function parseTable(text: string, key: string | undefined): TableTarget {
  const hash = text.lastIndexOf('#');
  const [target, table] = hash <= 0 ? [text, null] : [text.slice(0, hash), text.slice(hash + 1)];
  if (table === '') throw new AppError('invalid', `${text}: after # stands the name of a table.`);
  const columns = key?.split(',').map((name) => name.trim());
  if (columns?.includes('') === true) throw new AppError('invalid', `The key of ${text} has an empty column name.`);
  const { connector, config } = parseTarget(target);
  return { connector, config, name: target, table, key: columns ?? null };
}
