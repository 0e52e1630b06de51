import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AttributeProfile } from '../domain/profile.ts';
import type { Candidate } from './candidates/candidate.ts';
import { choose, type Scored } from './choice.ts';
import { childId } from './features/signal.ts';
import { calibrated } from './model/model.ts';
import type { Column } from './schema.ts';
import { schemaNames } from './names/schema-names.ts';

const tables = 4;
const width = 3;
const names = schemaNames(
  Array.from({ length: tables }, (_, table) => `t${table}`),
  Array.from({ length: tables }, () => ['a', 'b', 'c']),
);

const columns: Column[] = Array.from({ length: tables * width }, (_, id) => {
  const table = Math.floor(id / width);
  const index = id % width;
  const profile: AttributeProfile = {
    name: `c${index}`,
    ordinal: index + 1,
    rows: 10,
    nulls: 0,
    empties: 0,
    distinct: 10,
    valueClass: 'integer',
    min: '1',
    max: '10',
    minNumber: 1,
    maxNumber: 10,
    length: { min: 1, max: 2, mean: 1.1 },
    entropy: 1,
    top: [],
    masks: [],
    semanticType: null,
    semanticTypeConfidence: null,
    role: 'unknown',
    roleConfidence: 0,
    sensitive: false,
    sketch: { hashes: new BigUint64Array(), complete: true },
  };
  const name = names.columns[table]?.[index];
  if (name === undefined) throw new Error('a name is missing');
  return { id, table, index, profile, name, filled: 10, uniqueness: 1, dense: true };
});

const column = (id: number): Column => columns[id % columns.length] as Column;
const inclusion = { share: 1, compared: 10, matched: 10, shareWithoutSentinels: 1, sentinelOrphans: 0, exact: true };

/** Key ids are the column ids of the first member, plus 100 for pairs. */
function candidate(child: readonly number[], target: readonly number[]): Candidate {
  const members = target.map(column);
  const id = (target[0] ?? 0) + (target.length > 1 ? 100 : 0);
  const key = { id, table: members[0]?.table ?? 0, columns: members, origin: 'inferred' as const, uniqueness: 1, likeness: 1, rank: 0 };
  return { child: child.map(column), key, names: [], inclusion, distinct: 10, filled: 10 };
}

const id = fc.integer({ min: 0, max: columns.length - 1 });
const single = fc.tuple(id, id).map(([a, b]) => candidate([a], [b]));
const pair = fc
  .tuple(fc.integer({ min: 0, max: tables - 1 }), fc.integer({ min: 0, max: tables - 1 }))
  .map(([a, b]) => candidate([a * width, a * width + 1], [b * width, b * width + 1]));
const scored: fc.Arbitrary<Scored[]> = fc.uniqueArray(
  fc.record({ candidate: fc.oneof(single, single, pair), probability: fc.double({ min: 0, max: 1, noNaN: true }) }),
  {
    maxLength: 40,
    selector: (one) => `${childId(one.candidate)}>${one.candidate.key.id}`,
  },
);

const key = (one: Candidate): string => one.key.columns.map((member) => member.id).join(',');

test('one parent per child, no two-cycles, losers below one half, every candidate answered once', () => {
  fc.assert(
    fc.property(scored, (input) => {
      const output = choose(input);
      expect(output.map((one) => one.candidate)).toHaveLength(input.length);
      const chosen = output.filter((one) => one.chosen);
      expect(new Set(chosen.map((one) => childId(one.candidate))).size).toBe(chosen.length);
      const edges = new Set(chosen.map((one) => `${childId(one.candidate)}>${key(one.candidate)}`));
      for (const one of chosen) {
        const reverse = `${key(one.candidate)}>${childId(one.candidate)}`;
        if (childId(one.candidate) !== key(one.candidate)) expect(edges.has(reverse)).toBe(false);
        expect(one.score).toBeGreaterThanOrEqual(0.5);
      }
      for (const one of output) if (!one.chosen) expect(one.score).toBeLessThan(0.5);
    }),
  );
});

test('the order of the input does not matter', () => {
  fc.assert(
    fc.property(scored, (input) => {
      const view = (list: readonly Scored[]) => choose(list).map((one) => [childId(one.candidate), one.candidate.key.id, one.score, one.whyNot]);
      expect(view(input.toReversed())).toEqual(view(input));
    }),
  );
});

test('members of a chosen composite do not refer to its table on their own', () => {
  const composite = candidate([0, 1], [3, 4]);
  const member = candidate([0], [3]);
  const elsewhere = candidate([1], [6]);
  const output = choose([
    { candidate: member, probability: 0.97 },
    { candidate: composite, probability: 0.7 },
    { candidate: elsewhere, probability: 0.9 },
  ]);
  expect(output.filter((one) => one.chosen).map((one) => one.candidate)).toEqual([elsewhere, composite]);
  expect(output.find((one) => one.candidate === member)?.whyNot).toBe('member of a composite key');
});

test('declared keys are taken already', () => {
  const output = choose([{ candidate: candidate([0], [3]), probability: 0.9 }], [{ child: [column(0)], target: [column(6)] }]);
  expect(output[0]).toMatchObject({ chosen: false, whyNot: 'a better parent' });
});

test('calibration rises with the log-odds', () => {
  const finite = fc.double({ min: -30, max: 30, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: 0.05, max: 3, noNaN: true }), finite, finite, finite, (slope, offset, a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      expect(calibrated({ slope, offset }, low)).toBeLessThanOrEqual(calibrated({ slope, offset }, high));
    }),
  );
});
