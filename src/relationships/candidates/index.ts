import type { Staging } from '../../profiling/staging.ts';
import { measurePairs } from '../measure.ts';
import type { ParentKey } from '../parents.ts';
import type { Schema } from '../schema.ts';
import { nameIndex } from './by-name.ts';
import { valueIndex } from './by-value.ts';
import type { Candidate, CandidateSet } from './candidate.ts';
import { compositeCandidates } from './composite.ts';
import { withSlices, type SliceOptions } from './slices.ts';
import { unaryCandidates } from './unary.ts';

/** Fewer compared hashes than this decide nothing, and the values themselves are counted. */
const MIN_COMPARED = 30;
const MAX_COUNTED = 4000;

/**
 * All candidates of a schema: single columns from sketches and names, thin sketches replaced by exact counts, polymorphic columns taken apart, then
 * composites.
 */
export async function findCandidates(
  schema: Schema,
  keys: readonly ParentKey[],
  staging: Staging,
  signal: AbortSignal,
  { severalTypes = false }: Partial<Pick<SliceOptions, 'severalTypes'>> = {},
): Promise<CandidateSet> {
  const indexes = { names: nameIndex(schema, keys), values: valueIndex(keys) };
  const set = unaryCandidates(schema, keys, indexes);
  const thin = set.candidates.filter(({ inclusion }) => !inclusion.exact && inclusion.compared < MIN_COMPARED).slice(0, MAX_COUNTED);
  const exact = new Map<Candidate, Candidate>();
  if (thin.length > 0) {
    const pairs = thin.map(({ child, key }) => ({ child, target: key.columns }));
    const counts = await measurePairs(staging, pairs, signal, (_, found) => Promise.resolve(found));
    for (const [i, candidate] of thin.entries()) {
      const found = counts[i];
      if (found === undefined || found.distinct === 0) continue;
      const share = found.matchedDistinct / found.distinct;
      const inclusion = {
        share,
        compared: found.distinct,
        matched: found.matchedDistinct,
        shareWithoutSentinels: share,
        sentinelOrphans: 0,
        exact: true,
      };
      exact.set(candidate, { ...candidate, inclusion });
    }
  }
  const single = { ...set, candidates: set.candidates.map((candidate) => exact.get(candidate) ?? candidate) };
  const sliced = await withSlices(schema, keys, single, indexes, { staging, signal, severalTypes });
  const composites = await compositeCandidates(schema, keys, staging, signal);
  return { ...sliced, candidates: [...sliced.candidates, ...composites] };
}
