import { expect, test } from 'vitest';
import { infer, runCheck, type TestTable } from '../../../test/support/relationships.ts';

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
const idOf = (mark: string, i: number): string => `${mark}${String((i * 7919) % 100_000).padStart(5, '0')}`;

const kinds = [
  { name: 'people', mark: 'per_' },
  { name: 'companies', mark: 'com_' },
  { name: 'projects', mark: 'prj_' },
] as const;
const parents: TestTable[] = kinds.map(({ name, mark }, k) => ({
  name,
  columns: ['id', 'label'],
  rows: range(80).map((i) => [idOf(mark, i + 1000 * k), `${name} ${i % 9}`]),
}));
const valueAt = (kind: number, i: number): string => String(parents[kind]?.rows[i % 60]?.[0]);

const notes = (subject: (i: number) => string | null): TestTable => ({
  name: 'notes',
  columns: ['id', 'subject', 'body'],
  rows: range(240).map((i) => [idOf('not_', i), subject(i), `text ${i % 50}`]),
});

test('a column of ids of several kinds refers to each of them, by how the ids begin', async () => {
  const tables = [...parents, notes((i) => (i % 10 === 0 ? null : valueAt(i % 3, i)))];
  const { chosen, find } = await infer(tables);
  expect(chosen.filter((text) => text.startsWith('notes.subject'))).toHaveLength(3);
  for (const { name, mark } of kinds) {
    const finding = find(`notes.subject -> ${name}.id`);
    expect(finding?.evidence).toMatchObject({
      slice: { column: 'subject', test: 'begins', value: mark },
      sentence: expect.stringContaining(`that begin with '${mark}' exist in ${name}.id`) as string,
      value: { rows: 240, null_rows: 168, matched_rows: 72, orphan_distinct: 0 },
    });
    if (finding !== undefined) expect(finding.evidence.value).toMatchObject(await runCheck(tables, finding));
  }
});

test('what else bears the mark counts against it', async () => {
  const { find } = await infer([...parents, notes((i) => (i % 2 === 0 ? valueAt(1, i) : i % 5 === 0 ? `per_X${i % 20}` : valueAt(0, i)))]);
  expect(find('notes.subject -> companies.id')?.evidence.value).toMatchObject({ orphan_distinct: 0 });
  expect(find('notes.subject -> people.id')?.evidence.value).toMatchObject({ orphan_distinct: 2, orphan_samples: ['per_X15', 'per_X5'] });
});

test('one kind that is there is enough, where the others are not', async () => {
  const [people] = parents;
  if (people === undefined) throw new Error('no parent');
  const { find } = await infer([people, notes((i) => valueAt(i % 3, i))]);
  expect(find('notes.subject -> people.id')?.evidence.slice?.value).toBe('per_');
});

test('a column that one key holds is not taken apart, dirt or not', async () => {
  const dirty = notes((i) => (i % 40 === 0 ? 'N/A' : i % 30 === 0 ? 'per_gone' : valueAt(0, i)));
  for (const table of [notes((i) => valueAt(0, i)), dirty]) {
    const { find } = await infer([...parents, table]);
    expect(find('notes.subject -> people.id')).toBeDefined();
    expect(find('notes.subject -> people.id')?.evidence.slice).toBeUndefined();
  }
});

test('marks of values that may not be shown are not used', async () => {
  const contacts: TestTable = { name: 'contacts', columns: ['email', 'label'], rows: range(60).map((i) => [`person${i}@example.com`, `x ${i % 7}`]) };
  const mixed = notes((i) => (i % 2 === 0 ? `person${i % 60}@example.com` : valueAt(0, i)));
  const { findings } = await infer([...parents, contacts, mixed]);
  for (const { evidence } of findings) expect(evidence.slice?.value.startsWith('person') ?? false).toBe(false);
});

test('what such a column is declared to refer to is measured by its part, and not inferred again', async () => {
  const table: TestTable = {
    ...notes((i) => valueAt(i % 3, i)),
    foreignKeys: kinds.slice(0, 2).map(({ name }) => ({ columns: ['subject'], table: name, targetColumns: ['id'] })),
  };
  const { findings, find } = await infer([...parents, table]);
  expect(findings.filter(({ from, score }) => from.columns[0] === 'subject' && score >= 0.5)).toHaveLength(2);
  for (const { name, mark } of kinds.slice(0, 2))
    expect(find(`notes.subject -> ${name}.id`)).toMatchObject({
      type: 'FOREIGN_KEY',
      evidence: { model: 'declared', slice: { value: mark }, value: { orphan_distinct: 0, matched_rows: 80 } },
    });
});
