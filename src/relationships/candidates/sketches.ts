import { createHash } from 'node:crypto';
import type { Column } from '../schema.ts';

/** A sketch as doubles (the upper 52 of 60 bits), which compare many times faster than big integers. */
export interface FastSketch {
  readonly hashes: Float64Array;
  /** Above this hash membership is unknown. */
  readonly limit: number;
}

/** Inclusion of a child's distinct values in a key, from sketches. */
export interface Inclusion {
  /** Share of the compared values that the key has; 0 where nothing could be compared. */
  readonly share: number;
  readonly compared: number;
  readonly matched: number;
  /** The same without values that stand for "none". */
  readonly shareWithoutSentinels: number;
  readonly sentinelOrphans: number;
  /** Both sketches hold every value. */
  readonly exact: boolean;
}

/** Values that often stand for "none". */
export const sentinelTexts: readonly string[] = [
  '0',
  '-1',
  '-2',
  '-9',
  '-99',
  '-999',
  '-9999',
  '99',
  '999',
  '9999',
  '99999',
  '999999',
  '00',
  '000',
  '0000',
  'N/A',
  'n/a',
  'NA',
  'na',
  'NULL',
  'null',
  'None',
  'none',
  'NONE',
  'nil',
  '-',
  '--',
  '?',
  '.',
  '\\N',
  'unknown',
  'Unknown',
  'UNKNOWN',
  'X',
  'XX',
  'XXX',
  '00000000-0000-0000-0000-000000000000',
  '1900-01-01',
  '9999-12-31',
];

/** The leading bits of the sketch hash of a text. */
export function fastHash(text: string): number {
  return Number(BigInt(`0x${createHash('md5').update(text).digest('hex').slice(0, 15)}`) >> 8n);
}

const sentinelHashes: ReadonlySet<number> = new Set(sentinelTexts.map(fastHash));

export function fastSketch(column: Column): FastSketch {
  const { hashes, complete } = column.profile.sketch;
  const fast = new Float64Array(hashes.length);
  for (let i = 0; i < hashes.length; i += 1) fast[i] = Number((hashes[i] ?? 0n) >> 8n);
  return { hashes: fast, limit: complete ? Number.POSITIVE_INFINITY : (fast.at(-1) ?? -1) };
}

/** Estimates the inclusion of `child` in `key`; exact when both sketches are complete. */
export function inclusionOf(child: FastSketch, key: FastSketch): Inclusion {
  const a = child.hashes;
  const b = key.hashes;
  let compared = 0;
  let matched = 0;
  let sentinelOrphans = 0;
  let j = 0;
  for (let i = 0; i < a.length; i += 1) {
    const hash = a[i] ?? 0;
    if (hash > key.limit) break;
    compared += 1;
    while (j < b.length && (b[j] ?? 0) < hash) j += 1;
    if (j < b.length && b[j] === hash) matched += 1;
    else if (sentinelHashes.has(hash)) sentinelOrphans += 1;
  }
  const rest = compared - sentinelOrphans;
  return {
    share: compared === 0 ? 0 : matched / compared,
    compared,
    matched,
    shareWithoutSentinels: rest === 0 ? 0 : matched / rest,
    sentinelOrphans,
    exact: child.limit === Number.POSITIVE_INFINITY && key.limit === Number.POSITIVE_INFINITY,
  };
}
