import type { Sketch } from '../domain/profile.ts';

/** Hashes kept per attribute. */
export const SKETCH_SIZE = 1024;

/** The sketch hash of a canonical text expression in DuckDB: the first 15 hex digits of its MD5 as an integer. */
export function hashSql(expression: string): string {
  return `CAST('0x' || substr(md5(${expression}), 1, 15) AS UBIGINT)`;
}

export interface ContainmentEstimate {
  /** Estimated share of A's distinct values that occur in B, 0..1; 0 where nothing could be compared. */
  readonly containment: number;
  /** How many of A's hashes could be compared. */
  readonly compared: number;
  readonly matched: number;
  /** Wilson score interval at 95%; both equal `containment` when `exact`. */
  readonly low: number;
  readonly high: number;
  /** Both sketches are complete. */
  readonly exact: boolean;
}

/**
 * Share of A's distinct values that occur in B, from bottom-k sketches: A's hashes up to the smaller of the two k-th hashes are a
 * uniform sample of A's values for which membership in B is known.
 */
export function containment(a: Sketch, b: Sketch): ContainmentEstimate {
  const limit = b.complete ? undefined : b.hashes[b.hashes.length - 1];
  let compared = 0;
  let matched = 0;
  let j = 0;
  for (const hash of a.hashes) {
    if (limit !== undefined && hash > limit) break;
    compared += 1;
    while (j < b.hashes.length && (b.hashes[j] ?? 0n) < hash) j += 1;
    if (j < b.hashes.length && b.hashes[j] === hash) matched += 1;
  }
  const share = compared === 0 ? 0 : matched / compared;
  const exact = a.complete && b.complete;
  if (exact) return { containment: share, compared, matched, low: share, high: share, exact };
  return { containment: share, compared, matched, ...wilson(matched, compared), exact };
}

/** Wilson score interval of a proportion at 95%. Source: E. B. Wilson, "Probable inference", JASA 1927. */
export function wilson(hits: number, trials: number): { readonly low: number; readonly high: number } {
  if (trials === 0) return { low: 0, high: 1 };
  const z = 1.959963984540054;
  const p = hits / trials;
  const centre = p + (z * z) / (2 * trials);
  const spread = z * Math.sqrt((p * (1 - p)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  return { low: hits === 0 ? 0 : (centre - spread) / scale, high: hits === trials ? 1 : (centre + spread) / scale };
}

/** Hashes from SQL as an ascending sketch without repeats. */
export function sketchOf(hashes: readonly bigint[], complete: boolean): Sketch {
  const sorted = BigUint64Array.from(hashes).toSorted();
  return { hashes: sorted.filter((hash, i) => i === 0 || hash !== sorted[i - 1]), complete };
}
