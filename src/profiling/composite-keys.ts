import type { AttributeProfile, CandidateKey } from '../domain/profile.ts';
import { isKeyName } from './names.ts';
import { isLongText } from './roles.ts';
import type { Staging } from './staging.ts';
import { keyCounts } from './steps.ts';
import { presentRows, round6, UNIQUE_ENOUGH, uniquenessOf } from './uniqueness.ts';

const COLUMNS_TRIED = 12;
const CHECKS_PER_SIZE = 60;
/** Rows that all checks of one size may read together. */
const ROWS_READ = 60_000_000;
const KEYS_KEPT = 10;
const CHECKS_PER_STATEMENT = 12;

/**
 * Minimal pairs, else triples, of complete columns whose tuples are unique, verified exactly. Tuples that cannot be unique by their
 * distinct counts are never tried; the number of checks is capped, id-like and leading columns come first.
 */
export async function findCompositeKeys(
  index: number,
  attributes: readonly AttributeProfile[],
  staging: Staging,
  signal: AbortSignal,
): Promise<CandidateKey[]> {
  const rows = attributes[0]?.rows ?? 0;
  if (rows < 3) return [];
  const members = attributes
    .filter((attribute) => mayBeMember(attribute))
    .toSorted((a, b) => memberRank(b) - memberRank(a) || a.ordinal - b.ordinal)
    .slice(0, COLUMNS_TRIED);
  for (const size of [2, 3]) {
    const checks = Math.min(CHECKS_PER_SIZE, Math.floor(ROWS_READ / rows));
    const candidates = combinations(members, size)
      .filter((tuple) => tuple.reduce((product, member) => product * member.distinct, 1) >= rows * UNIQUE_ENOUGH)
      .slice(0, checks)
      .map((tuple) => tuple.toSorted((a, b) => a.ordinal - b.ordinal));
    const found = await uniqueTuples(index, candidates, attributes, staging, signal);
    if (found.length > 0) return found.slice(0, KEYS_KEPT);
  }
  return [];
}

async function uniqueTuples(
  index: number,
  candidates: readonly (readonly AttributeProfile[])[],
  attributes: readonly AttributeProfile[],
  staging: Staging,
  signal: AbortSignal,
): Promise<CandidateKey[]> {
  const keys: CandidateKey[] = [];
  for (let start = 0; start < candidates.length && keys.length < KEYS_KEPT; start += CHECKS_PER_STATEMENT) {
    const part = candidates.slice(start, start + CHECKS_PER_STATEMENT);
    const columns = part.map((tuple) => tuple.map((member) => staging.column(attributes.indexOf(member))));
    const counts = await staging.rows<{ present: number; tuples: number }>(keyCounts(staging.table(index), columns).sql, signal);
    for (const [i, tuple] of part.entries()) {
      const row = counts[i];
      const uniqueness = row === undefined || row.present === 0 ? 0 : round6(row.tuples / row.present);
      const least = tuple.some((member) => uniquenessOf(member) >= UNIQUE_ENOUGH) ? 1 : UNIQUE_ENOUGH;
      if (uniqueness >= least) keys.push({ columns: tuple.map((member) => member.name), origin: 'inferred', uniqueness });
    }
  }
  return keys;
}

function mayBeMember(attribute: AttributeProfile): boolean {
  if (attribute.distinct < 2 || presentRows(attribute) < attribute.rows || uniquenessOf(attribute) === 1) return false;
  if (['decimal', 'json', 'binary', 'boolean', 'empty'].includes(attribute.valueClass) || isLongText(attribute)) return false;
  if (attribute.role === 'text' && (attribute.length?.mean ?? 0) > 20) return false;
  return attribute.role !== 'measure' || attribute.roleConfidence < 0.8;
}

function memberRank(attribute: AttributeProfile): number {
  const temporal = attribute.role === 'timestamp';
  return (isKeyName(attribute.name) ? 4 : 0) + (attribute.ordinal <= 3 ? 2 : 0) - (temporal ? 1 : 0) - (attribute.role === 'text' ? 2 : 0);
}

/** All combinations, those of the leading items first. */
function combinations<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) => combinations(items.slice(0, i), size - 1).map((rest) => [...rest, item]));
}
