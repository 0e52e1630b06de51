import { expect, test } from 'vitest';
import { linkDrifted } from './drift.ts';
import { exchanged, linkTypeOfMethod } from './link-direction.ts';
import type { LinkEvidence } from './link-evidence.ts';

const column = (rows: number) => ({ rows, fill: 1, distinct: rows, distinctness: 1, pattern: null });
const evidence: LinkEvidence = {
  schema_version: 1,
  method: 'deterministic-key',
  sentence: '90 % are found',
  normaliser: { source: 'email/v1', target: 'raw' },
  model_version: 'test',
  columns: { source: column(100), target: column(300) },
  overlap: {
    raw_containment: 0.5,
    norm_containment: { s_in_t: 0.9, t_in_s: 0.3 },
    intersection: 90,
    exact: true,
    support: 100,
    one_to_one: 1,
    cardinality: 'N:1',
    max_fanout: 3,
    expected_by_chance: 0,
  },
  corroboration: [{ source_column: 'town', target_column: 'city', agree: 1, agree_shuffled: 0.1, n: 90, bits: 3 }],
  name: { similarity: 0.5 },
  features: [],
  base_score: 0,
  raw_score: 2,
  confidence: 0.9,
  calibration: { slope: 1 },
  warnings: [],
  alternatives: [{ source: 'a.users.id', target: 'b.contacts.id', confidence: 0.4 }],
  execution_sql: 'SELECT 1',
};

test('evidence with its ends exchanged tells each figure of the other side, and twice is as it was', () => {
  expect(exchanged(evidence)).toMatchObject({
    normaliser: { source: 'raw', target: 'email/v1' },
    columns: { source: { rows: 300 }, target: { rows: 100 } },
    overlap: { norm_containment: { s_in_t: 0.3, t_in_s: 0.9 }, cardinality: '1:N', intersection: 90 },
    corroboration: [{ source_column: 'city', target_column: 'town' }],
    alternatives: [{ source: 'b.contacts.id', target: 'a.users.id' }],
  });
  expect(exchanged(exchanged(evidence))).toEqual(evidence);
});

test('only likeness of names makes a link probabilistic', () => {
  expect(linkTypeOfMethod('probabilistic-name')).toBe('PROBABILISTIC');
  expect(linkTypeOfMethod('deterministic-key')).toBe('DETERMINISTIC');
  expect(linkTypeOfMethod('deterministic-hash')).toBe('DETERMINISTIC');
});

test('more of the same is no drift of a link; what could change a mind is', () => {
  const { overlap } = evidence;
  expect(linkDrifted(evidence, { ...evidence, confidence: 0.91, overlap: { ...overlap, cardinality: 'N:1' } })).toBe(false);
  expect(linkDrifted(evidence, { ...evidence, confidence: 0.96 })).toBe(true);
  expect(linkDrifted(evidence, { ...evidence, corroboration: [] })).toBe(true);
  expect(linkDrifted(evidence, { ...evidence, method: 'deterministic-hash' })).toBe(true);
  expect(linkDrifted(evidence, { ...evidence, normaliser: { source: 'raw', target: 'raw' } })).toBe(true);
  expect(linkDrifted(evidence, { ...evidence, overlap: { ...overlap, cardinality: 'N:M' } })).toBe(true);
});
