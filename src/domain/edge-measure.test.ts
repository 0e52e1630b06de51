import { describe, expect, test } from 'vitest';
import { measureOf, type EvidenceParts } from './edge-measure.ts';
import { costOfStep, outlookOf, type JoinStep } from './join-trust.ts';

const none: EvidenceParts = {
  method: null,
  cardinality: null,
  value: undefined,
  measured: undefined,
  overlap: undefined,
  columns: undefined,
  normaliser: undefined,
  sampleRows: null,
};
/** 1,000 orders of which 900 name one of 300 customers that are used, of 400. */
const counts = {
  rows: 1000,
  null_rows: 100,
  distinct: 300,
  matched_distinct: 300,
  matched_rows: 900,
  target_rows: 400,
  target_null_rows: 0,
  target_distinct: 400,
};
const exact: EvidenceParts = { ...none, method: 'exact', cardinality: 'N:1', value: counts };

describe('the measure of a relationship', () => {
  test('says how rows multiply both ways, and how many find a partner', () => {
    expect(measureOf('relationship', exact)).toEqual({
      cardinality: 'N:1',
      optional: true,
      isSample: false,
      isNormalised: false,
      forward: { rowsPerRow: 1, matched: 0.9 },
      backward: { rowsPerRow: 3, matched: 0.75 },
    });
  });

  test('has no cardinality where only a sample was read, unless the sample was all', () => {
    const oneToOne = { ...exact, cardinality: '1:1' };
    expect(measureOf('relationship', { ...oneToOne, sampleRows: 1000 })).toMatchObject({ cardinality: null, isSample: true });
    expect(measureOf('relationship', { ...oneToOne, sampleRows: 1001 })).toMatchObject({ cardinality: '1:1', isSample: false });
    expect(measureOf('association', { ...oneToOne, method: 'sample' })).toMatchObject({ cardinality: null, isSample: true });
    expect(measureOf('relationship', { ...oneToOne, method: 'sketch' })).toMatchObject({ cardinality: null });
  });

  test('counts the rows of a target that is no key', () => {
    const twice = { ...counts, target_rows: 500, target_null_rows: 100, target_distinct: 200 };
    expect(measureOf('relationship', { ...exact, cardinality: 'N:M', value: twice })).toMatchObject({
      cardinality: 'N:M',
      forward: { rowsPerRow: 2 },
    });
  });

  test('is unknown where nothing was measured, whatever people sent as evidence', () => {
    for (const value of [undefined, null, 'much', [1], { rows: -1 }, { ...counts, rows: 'many' }]) {
      expect(measureOf('relationship', { ...exact, value })).toMatchObject({ cardinality: null, optional: null, forward: { rowsPerRow: null } });
    }
    expect(measureOf('relationship', { ...exact, cardinality: 'unknown' }).cardinality).toBeNull();
  });
});

test('the platform’s definition of an association proves how many there are of each', () => {
  const defined = { ...none, method: 'metadata', cardinality: 'N:1' };
  expect(measureOf('association', defined)).toMatchObject({
    cardinality: 'N:1',
    isSample: false,
    forward: { rowsPerRow: 1 },
    backward: { rowsPerRow: null },
  });
  const measured = { ...defined, measured: { method: 'sample', value: counts } };
  expect(measureOf('association', measured)).toMatchObject({ cardinality: 'N:1', isSample: true, backward: { rowsPerRow: 3 } });
});

test('a link between sources is measured by its overlap', () => {
  const link = {
    ...none,
    overlap: { exact: true, cardinality: 'N:1', norm_containment: { s_in_t: 0.8, t_in_s: 0.5 } },
    columns: { source: { rows: 200, fill: 0.5, distinctness: 0.25 }, target: { rows: 100, fill: 1, distinctness: 1 } },
    normaliser: { source: 'email/1', target: 'raw' },
  };
  expect(measureOf('entity_link', link)).toEqual({
    cardinality: 'N:1',
    optional: true,
    isSample: false,
    isNormalised: true,
    forward: { rowsPerRow: 1, matched: 0.4 },
    backward: { rowsPerRow: 4, matched: 0.5 },
  });
  expect(measureOf('entity_link', { ...link, overlap: { ...link.overlap, exact: false } })).toMatchObject({ cardinality: null, isSample: true });
});

describe('the outlook of a path', () => {
  const step = (forward: boolean, more: Partial<JoinStep> = {}): JoinStep => ({
    kind: 'relationship',
    status: 'APPROVED',
    type: 'INFERRED',
    score: 0.9,
    changedSinceDecision: false,
    forward,
    crossesSources: false,
    measure: measureOf('relationship', { ...exact, value: { ...counts, null_rows: 0, matched_rows: 1000, target_rows: 300, target_distinct: 300 } }),
    ...more,
  });

  test('multiplies trust and rows', () => {
    expect(outlookOf([step(true), step(true)])).toEqual({ trust: 0.81, rowsPerRow: 1, optional: false, warnings: [] });
    const outlook = outlookOf([step(false), step(false)]);
    expect(outlook.rowsPerRow).toBeCloseTo(100 / 9);
    expect(outlook.warnings).toEqual(['fan_trap']);
  });

  test('warns of what is shared: to one, and out to many again', () => {
    expect(outlookOf([step(true), step(false)]).warnings).toEqual(['chasm_trap']);
    expect(outlookOf([step(false), step(true)]).warnings).toEqual([]);
  });

  test('warns of what is not known, not decided, elsewhere', () => {
    const unknown = measureOf('relationship', none);
    const outlook = outlookOf([step(true, { measure: unknown, status: 'SUGGESTED', score: null, crossesSources: true, changedSinceDecision: true })]);
    expect(outlook).toMatchObject({ trust: 0.5, rowsPerRow: null, optional: null });
    expect(outlook.warnings).toEqual(['unknown_fan_out', 'undecided', 'changed_since_decision', 'crosses_sources']);
  });

  test('costs a join for each step, for each halving of trust and for each doubling of rows', () => {
    const measure = (rowsPerRow: number | null) => ({ ...step(true).measure, forward: { rowsPerRow, matched: 1 } });
    expect(costOfStep(step(true, { score: 1, measure: measure(1) }))).toBe(1);
    expect(costOfStep(step(true, { score: 0.25, measure: measure(4) }))).toBe(5);
    expect(costOfStep(step(true, { score: 0, measure: measure(null), crossesSources: true }))).toBe(13);
  });
});
