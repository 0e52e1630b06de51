import type { Signal } from './signal.ts';

/** Sizes of both sides, and how the child repeats and misses values. */
export const cardinality: Signal = {
  name: 'cardinality',
  features: [
    'card.child',
    'card.filled',
    'card.key',
    'card.ratio',
    'card.coverage',
    'card.uniqueness',
    'card.nulls',
    'card.constant',
    'card.rowsRatio',
  ],
  measure({ child, key, inclusion, distinct, filled }, { schema }) {
    const rows = schema.tables[child[0]?.table ?? -1]?.rows ?? 0;
    const targetRows = schema.tables[key.table]?.rows ?? 0;
    const targetDistinct = key.columns.length === 1 ? (key.columns[0]?.profile.distinct ?? 0) : targetRows;
    return [
      Math.log1p(distinct),
      Math.log1p(filled),
      Math.log1p(targetDistinct),
      Math.log((distinct + 1) / (targetDistinct + 1)),
      targetDistinct === 0 ? 0 : Math.min(1, (inclusion.share * distinct) / targetDistinct),
      filled === 0 ? 0 : distinct / filled,
      rows === 0 ? 0 : 1 - filled / rows,
      distinct === 1 ? 1 : 0,
      Math.log((rows + 1) / (targetRows + 1)),
    ];
  },
};
