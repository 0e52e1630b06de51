import { expect, test } from 'vitest';
import { profiled, type TestTable } from '../../../test/support/relationships.ts';
import { findCandidates } from '../candidates/index.ts';
import { monotone } from '../model/monotone.ts';
import { shippedModel } from '../model/model.ts';
import { contributions, logOdds } from '../model/trees.ts';
import { parentKeys } from '../parents.ts';
import { schemaOf } from '../schema.ts';
import { firstPass } from '../second-pass/first-pass.ts';
import { secondFeatures, secondNames, secondSignals } from '../second-pass/index.ts';
import { featureNames, featuresOf, signals, surroundings } from './index.ts';

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const tables: TestTable[] = [
  { name: 'users', columns: ['id', 'email'], rows: range(50).map((i) => [i + 1, `u${i}@example.org`]) },
  {
    name: 'posts',
    columns: ['id', 'author_id', 'parent_id', 'status'],
    rows: range(200).map((i) => [i + 1, (i % 40) + 1, i < 9 ? null : (i % 9) + 1, i % 3]),
  },
  { name: 'post_tags', columns: ['post_id', 'tag'], rows: range(300).map((i) => [(i % 180) + 1, `tag ${i % 11}${i}`]) },
];

async function inspect<T>(use: (value: ReturnType<typeof surroundings>) => T): Promise<T> {
  return profiled(tables, async ({ model, profile, staging }) => {
    const schema = schemaOf(model, profile);
    const keys = parentKeys(schema);
    return use(surroundings(schema, keys, await findCandidates(schema, keys, staging, new AbortController().signal)));
  });
}

test('every signal gives as many numbers as it names, and no name stands twice', async () => {
  const names = [...featureNames, ...secondNames];
  expect(new Set(names).size).toBe(names.length);
  for (const name of Object.keys(monotone)) expect(names).toContain(name);
  await inspect((around) => {
    const first = firstPass(around, new Map(), new Set());
    for (const candidate of around.set.candidates) {
      for (const signal of signals) expect(signal.measure(candidate, around), signal.name).toHaveLength(signal.features.length);
      for (const signal of secondSignals) expect(signal.measure(candidate, around, first), signal.name).toHaveLength(signal.features.length);
    }
  });
});

test('bias and contributions sum to the log-odds', async () => {
  const { first, second } = shippedModel();
  await inspect((around) => {
    const pass = firstPass(around, new Map(), new Set());
    for (const candidate of around.set.candidates) {
      const row = featuresOf(candidate, around);
      const full = Float64Array.from([...row, ...secondFeatures(candidate, around, pass)]);
      for (const [model, x] of [
        [first, row],
        [second, full],
      ] as const) {
        const rootValues = model.trees.reduce((sum, tree) => sum + (tree.value[0] ?? 0), 0);
        const parts = contributions(model, x).reduce((sum, part) => sum + part, 0);
        expect(model.bias + rootValues + parts).toBeCloseTo(logOdds(model, x), 6);
      }
    }
  });
});

test('roles: an author is a person, a parent is of the same table', async () => {
  await inspect((around) => {
    const best = (column: string) =>
      around.set.candidates
        .filter((candidate) => candidate.child[0]?.profile.name === column)
        .toSorted((a, b) => (b.names[0]?.best ?? 0) - (a.names[0]?.best ?? 0))
        .map((candidate) => around.schema.model.entities[candidate.key.table]?.path.name)[0];
    expect(best('author_id')).toBe('users');
    expect(best('parent_id')).toBe('posts');
  });
});
