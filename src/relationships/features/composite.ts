import type { Signal } from './signal.ts';

/** For keys of several columns: the member whose name fits worst, and whether the target table is nothing but its key, as link tables are. */
export const compositeSignal: Signal = {
  name: 'composite',
  features: ['comp.worstName', 'comp.exactNames', 'comp.keyShare'],
  measure({ child, key, names }, { schema }) {
    if (child.length < 2) return [Number.NaN, Number.NaN, Number.NaN];
    const width = schema.tables[key.table]?.columns.length ?? key.columns.length;
    return [Math.min(...names.map((match) => match.best)), names.every((match) => match.exact === 1) ? 1 : 0, key.columns.length / width];
  },
};
