import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fastHash, inclusionOf, type FastSketch } from './sketches.ts';

const K = 64;

function sketch(values: readonly string[]): FastSketch {
  const all = [...new Set(values.map(fastHash))].toSorted((a, b) => a - b);
  const hashes = Float64Array.from(all.slice(0, K));
  return { hashes, limit: all.length <= K ? Number.POSITIVE_INFINITY : (hashes.at(-1) ?? -1) };
}

test('the leading bits of the sketch hash', () => {
  expect(fastHash('abc')).toBe(Number(648541476951500027n >> 8n));
  expect(fastHash('abc')).toBe(Number(BigInt(`0x${createHash('md5').update('abc').digest('hex').slice(0, 15)}`) >> 8n));
});

test('complete sketches give exact inclusion; a set includes itself', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 50 }), fc.uniqueArray(fc.string(), { maxLength: 50 }), (a, b) => {
      const found = inclusionOf(sketch(a), sketch(b));
      const matched = a.filter((value) => b.includes(value)).length;
      expect(found).toMatchObject({ exact: true, compared: a.length, matched });
      expect(inclusionOf(sketch(a), sketch(a)).share).toBe(a.length === 0 ? 0 : 1);
    }),
  );
});

test('a subset of a large key is wholly included, from whatever part can be compared', () => {
  const key = Array.from({ length: 5000 }, (_, i) => `v${i}`);
  const found = inclusionOf(sketch(key.filter((_, i) => i % 3 === 0)), sketch(key));
  expect(found.share).toBe(1);
  expect(found.compared).toBeLessThan(K);
});

test('values that stand for none are told from other orphans', () => {
  const key = Array.from({ length: 20 }, (_, i) => `c${i}`);
  const found = inclusionOf(sketch([...key.slice(0, 8), 'N/A', 'stray']), sketch(key));
  expect(found.sentinelOrphans).toBe(1);
  expect(found.shareWithoutSentinels).toBeCloseTo(8 / 9, 9);
});
