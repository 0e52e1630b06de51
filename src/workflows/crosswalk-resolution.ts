import { createHmac } from 'node:crypto';
import type { CrosswalkFigures, PatternFigures, StoredCrosswalkModel, ThresholdFigures } from '../domain/crosswalk.ts';
import { AppError } from '../domain/errors.ts';
import { bandOf, type Band } from '../domain/evidence.ts';
import type { AttributeProfile, CandidateKey } from '../domain/profile.ts';
import type { ForcedPair } from '../links/crosswalk/forced.ts';
import { bits, weights } from '../links/crosswalk/mixture.ts';
import type { CrosswalkModel } from '../links/crosswalk/model.ts';
import type { Crosswalk } from '../links/crosswalk/resolve.ts';
import { bestOf } from '../links/crosswalk/train.ts';
import type { FoundCrosswalk } from '../store/crosswalk-results.ts';
import { keysOf, resolveStaged } from './crosswalk.ts';
import type { StagedTables } from './crosswalk-tables.ts';

/** What comparing came to, before people's decisions and the results before are looked at. All in memory; holds keys, no values. */
export interface Resolution extends FoundCrosswalk {
  readonly model: StoredCrosswalkModel;
  /** Whether the model was learned from these records. */
  readonly isTrained: boolean;
  /** Whether no pair is taken for its values, as no more are alike than by chance. */
  readonly isChance: boolean;
  readonly figures: Pick<CrosswalkFigures, 'pairs_stated' | 'pairs_compared' | 'bands' | 'thresholds' | 'fields' | 'patterns' | 'pattern_count'>;
}

/** An attribute of the left side and one of the right side. */
export interface LinkedNames {
  readonly left: string;
  readonly right: string;
}

export interface ResolveRequest {
  /** Attributes that make the keys, by side. */
  readonly keys: readonly [readonly string[], readonly string[]];
  /** Attributes that people said are not the same: they are not compared with one another. */
  readonly rejected: readonly LinkedNames[];
  readonly forced: readonly ForcedPair[];
  /** Of an earlier run; null to learn anew. */
  readonly model: StoredCrosswalkModel | null;
  /** What records are told apart by after the run, in place of their values. */
  readonly secret: Uint8Array;
  readonly signal: AbortSignal;
  readonly onStep: (step: string) => void;
}

/** Less likely pairs are kept only where they are the likeliest of a record, or where people decided on them. */
const LEAST_PROBABILITY = 0.05;
const PATTERNS_SHOWN = 200;
const STEPS_OF_THRESHOLD = 100;
/** So much larger or smaller than when the model was learned, a table is another one. */
const DRIFTED = 0.2;

/** Resolves two staged tables. Throws AppError 'invalid' where a key does not tell the records of its side apart. */
export async function resolveTables(staged: StagedTables, request: ResolveRequest): Promise<Resolution> {
  const { keys: keyColumns, signal } = request;
  const rows = { left: staged.profile.entities[0]?.rows ?? 0, right: staged.profile.entities[1]?.rows ?? 0 };
  const before = request.model !== null && !hasDrifted(request.model.records, rows) ? request.model : null;
  let learned = before === null ? null : (before.learned as CrosswalkModel);
  let stated = 0;
  let crosswalk: Crosswalk;
  const except = new Set<string>();
  for (;;) {
    if (learned !== null && rejectedIn(learned, request.rejected) !== undefined) learned = null;
    crosswalk = await resolveStaged(staged, keyColumns, {
      signal,
      onStep: request.onStep,
      onPairs: (most) => (stated = most),
      forced: request.forced,
      model: learned,
      except: [new Set(), except],
    });
    const refused = rejectedIn(crosswalk.model, request.rejected);
    if (refused === undefined) break;
    except.add(refused.right);
  }
  const isTrained = crosswalk.model !== learned;
  const keys = { left: await keysOf(staged, 'l', signal), right: await keysOf(staged, 'r', signal) };
  refuseTwice(keys.left, staged, 0, keyColumns[0]);
  refuseTwice(keys.right, staged, 1, keyColumns[1]);
  const patternWeights = weights(crosswalk.patterns, crosswalk.model);
  return {
    keys,
    fingerprints: {
      left: await fingerprintsOf(staged, 'l', crosswalk.plan.fields.length, request),
      right: await fingerprintsOf(staged, 'r', crosswalk.plan.fields.length, request),
    },
    pairs: keptPairs(crosswalk, patternWeights),
    patterns: crosswalk.patterns.levels,
    model: {
      learned: crosswalk.model,
      columns: crosswalk.columns,
      levels: crosswalk.levels,
      records: isTrained || before === null ? rows : before.records,
    },
    isTrained,
    isChance: crosswalk.isChance,
    figures: {
      pairs_stated: stated,
      pairs_compared: crosswalk.pairs.left.length,
      ...estimates(crosswalk.decided.probability),
      fields: crosswalk.columns.map((name, column) => ({
        name,
        levels: (crosswalk.levels[column] ?? []).map((level, i) => ({ name: level, bits: rounded(bits(crosswalk.model, column, i + 1), 4) })),
      })),
      patterns: commonPatterns(crosswalk, patternWeights),
      pattern_count: crosswalk.patterns.levels.length,
    },
  };
}

const hasDrifted = (before: StoredCrosswalkModel['records'], now: StoredCrosswalkModel['records']): boolean =>
  (['left', 'right'] as const).some((side) => Math.abs(now[side] - before[side]) > DRIFTED * before[side]);

export function isCompared({ fields }: Pick<StoredCrosswalkModel['learned'], 'fields'>, { left, right }: LinkedNames): boolean {
  return fields.some((field) => field.left.includes(left) && field.right.includes(right));
}

function rejectedIn(model: Pick<StoredCrosswalkModel['learned'], 'fields'>, rejected: readonly LinkedNames[]): LinkedNames | undefined {
  return rejected.find((names) => isCompared(model, names));
}

/** What a key may be made of: attributes that tell all records apart, and whose values are nobody's secret. */
export function chooseKey(candidates: readonly CandidateKey[], attributes: readonly AttributeProfile[]): readonly string[] {
  const isFit = (name: string): boolean => {
    const attribute = attributes.find((one) => one.name === name);
    return attribute !== undefined && !attribute.sensitive && attribute.nulls + attribute.empties === 0;
  };
  return candidates.find(({ columns, uniqueness }) => uniqueness === 1 && columns.every(isFit))?.columns ?? [];
}

function refuseTwice(keys: readonly string[], { model }: StagedTables, index: number, columns: readonly string[]): void {
  // They are in order.
  if (!keys.some((key, i) => i > 0 && keys[i - 1] === key)) return;
  const name = model.entities[index]?.path.name ?? '';
  throw new AppError(
    'invalid',
    `${columns.join(', ')} of ${name} stands in several rows, so it tells no records apart: name other attributes as the key.`,
  );
}

/** Keyed hashes of what is compared of each record, by number: they differ where the record changed, and tell nothing else. */
async function fingerprintsOf({ staging }: StagedTables, table: 'l' | 'r', fields: number, { secret, signal }: ResolveRequest): Promise<string[]> {
  const texts = Array.from({ length: fields }, (_, i) => `coalesce(CAST(f${i} AS VARCHAR), chr(30))`);
  const text = texts.length === 0 ? `''` : texts.join(' || chr(31) || ');
  const found: string[] = [];
  for await (const [chunk = []] of staging.db.chunks(`SELECT ${text} AS content FROM ${table} ORDER BY id`, signal)) {
    for (const content of chunk) found.push(createHmac('sha256', secret).update(String(content)).digest('hex').slice(0, 16));
  }
  return found;
}

/** Of the compared pairs, those that are worth a look later; rounded, as the last digits of sums differ from run to run. */
function keptPairs({ pairs, decided, model }: Crosswalk, patternWeights: readonly number[]): FoundCrosswalk['pairs'] {
  const weightOf = (i: number): number => {
    if (pairs.forced[i] === 0) return decided.weight[i] as number;
    // What people decided is noted beside what the values say.
    return (patternWeights[pairs.pattern[i] as number] as number) + (pairs.likeness[i] as number) - model.evenOdds;
  };
  const probabilityOf = (i: number): number => (pairs.forced[i] === 0 ? (decided.probability[i] as number) : 1 / (1 + 2 ** -weightOf(i)));
  const best = bestOf(pairs, weightOf);
  const kept: number[] = [];
  for (let i = 0; i < pairs.left.length; i += 1) {
    const isBest = best.left[pairs.left[i] as number] === i || best.right[pairs.right[i] as number] === i;
    if (isBest || pairs.forced[i] !== 0 || weightOf(i) >= 0 || probabilityOf(i) >= LEAST_PROBABILITY) kept.push(i);
  }
  return {
    left: Int32Array.from(kept, (i) => pairs.left[i] as number),
    right: Int32Array.from(kept, (i) => pairs.right[i] as number),
    pattern: Int32Array.from(kept, (i) => pairs.pattern[i] as number),
    weight: Float64Array.from(kept, (i) => rounded(weightOf(i), 4)),
    // Downwards: what is not quite the threshold does not reach it.
    probability: Float64Array.from(kept, (i) => Math.floor(probabilityOf(i) * 1e6) / 1e6),
  };
}

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** What is to be expected at each threshold: a pair of probability p is right in p of all cases. */
function estimates(probability: Float64Array): { readonly bands: CrosswalkFigures['bands']; readonly thresholds: ThresholdFigures[] } {
  const bands: Record<Band, number> = { auto: 0, review: 0, possible: 0, hidden: 0 };
  const [counts, sums] = [new Float64Array(STEPS_OF_THRESHOLD + 1), new Float64Array(STEPS_OF_THRESHOLD + 1)];
  for (const own of probability) {
    bands[bandOf(own)] += 1;
    const step = Math.floor(own * STEPS_OF_THRESHOLD + 1e-9);
    counts[step] = (counts[step] as number) + 1;
    sums[step] = (sums[step] as number) + own;
  }
  const all = sums.reduce((sum, own) => sum + own, 0);
  const thresholds: ThresholdFigures[] = [];
  let [taken, right] = [0, 0];
  for (let step = STEPS_OF_THRESHOLD; step >= 0; step -= 1) {
    taken += counts[step] as number;
    right += sums[step] as number;
    thresholds.push({
      threshold: step / STEPS_OF_THRESHOLD,
      pairs: taken,
      precision: taken === 0 ? null : rounded(right / taken, 6),
      recall: all === 0 ? null : rounded(right / all, 6),
    });
  }
  return { bands, thresholds: thresholds.toReversed() };
}

function commonPatterns({ patterns, model }: Crosswalk, patternWeights: readonly number[]): PatternFigures[] {
  return patterns.levels
    .map((levels, i) => ({ levels, pairs: patterns.pairs[i] ?? 0, weight_bits: rounded((patternWeights[i] as number) - model.evenOdds, 4) }))
    .toSorted((a, b) => b.pairs - a.pairs || b.weight_bits - a.weight_bits)
    .slice(0, PATTERNS_SHOWN);
}
