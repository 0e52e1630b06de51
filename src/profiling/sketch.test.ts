import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sketch } from '../domain/profile.ts';
import { openDuckDB } from '../duckdb/engine.ts';
import { containment, hashSql, SKETCH_SIZE, sketchOf, wilson } from './sketch.ts';

const hash = (text: string): bigint => BigInt(`0x${createHash('md5').update(text).digest('hex').slice(0, 15)}`);

function sketch(values: Iterable<string>, size = SKETCH_SIZE): Sketch {
  const hashes = [...new Set([...values].map(hash))].toSorted((a, b) => (a < b ? -1 : 1));
  return sketchOf(hashes.slice(0, size), hashes.length <= size);
}

test('the hash is the first 15 hex digits of MD5, on every engine', async () => {
  expect(hash('abc')).toBe(648541476951500027n);
  const home = mkdtempSync(join(tmpdir(), 'cognate-sketch-'));
  const db = await openDuckDB({ memoryLimitMb: 100, threads: 1, tempDirectory: home });
  try {
    for (const text of ['abc', '', 'é', '0', 'a longer text than sixteen bytes']) {
      for await (const [column] of db.chunks(`SELECT ${hashSql(`'${text}'`)}`)) expect(column).toEqual([hash(text)]);
    }
  } finally {
    db.close();
    rmSync(home, { recursive: true, force: true });
  }
});

test('property: complete sketches give the exact containment', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.uniqueArray(fc.string()), (a, b) => {
      const found = containment(sketch(a), sketch(b));
      const inside = a.filter((value) => b.includes(value)).length;
      expect(found).toMatchObject({ exact: true, compared: a.length, matched: inside, containment: a.length === 0 ? 0 : inside / a.length });
      expect([found.low, found.high]).toEqual([found.containment, found.containment]);
    }),
  );
});

test('property: every estimate lies in its interval, a set is contained in itself, disjoint sets are not', () => {
  const sets = fc.uniqueArray(fc.nat(5000).map(String), { maxLength: 400 });
  fc.assert(
    fc.property(sets, sets, fc.integer({ min: 1, max: 64 }), (a, b, size) => {
      const found = containment(sketch(a, size), sketch(b, size));
      expect(found.low).toBeLessThanOrEqual(found.containment);
      expect(found.containment).toBeLessThanOrEqual(found.high);
      expect(found.low).toBeGreaterThanOrEqual(0);
      expect(found.high).toBeLessThanOrEqual(1);
      const self = containment(sketch(a, size), sketch(a, size));
      expect(self.matched).toBe(self.compared);
      const apart = a.map((value) => `other ${value}`);
      expect(containment(sketch(a, size), sketch(apart, size)).matched).toBe(0);
    }),
  );
});

test('property: of subsets nothing is missed, however small the sketches', () => {
  const sets = fc.uniqueArray(fc.nat(100_000).map(String), { minLength: 1, maxLength: 2000 });
  fc.assert(
    fc.property(sets, fc.nat(), fc.integer({ min: 8, max: 256 }), (parent, seed, size) => {
      const child = parent.filter((_value, i) => (i * 31 + seed) % 3 === 0);
      const found = containment(sketch(child, size), sketch(parent, size));
      expect(found.matched).toBe(found.compared);
    }),
  );
});

test('large sets: the estimate is near the truth and its interval holds it', () => {
  for (const shared of [0, 0.1, 0.5, 0.9, 0.99, 1]) {
    const parent = Array.from({ length: 20_000 }, (_value, i) => `key ${i}`);
    const child = Array.from({ length: 8000 }, (_value, i) => (i < 8000 * shared ? `key ${i * 2}` : `stray ${i}`));
    const found = containment(sketch(child), sketch(parent));
    expect(found.exact).toBe(false);
    expect(found.compared).toBeGreaterThan(100);
    expect(Math.abs(found.containment - shared)).toBeLessThan(0.1);
    expect(found.low).toBeLessThanOrEqual(shared);
    expect(found.high).toBeGreaterThanOrEqual(shared);
  }
});

test('the Wilson interval of known values', () => {
  const { low, high } = wilson(9, 10);
  expect(low).toBeCloseTo(0.5958, 4);
  expect(high).toBeCloseTo(0.9821, 4);
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
});
