import { mean, type Signal } from './signal.ts';

/** In how many tables columns of these names stand, and how telling the child's words are. */
export const nameSpread: Signal = {
  name: 'name spread',
  features: ['spread.child', 'spread.key', 'spread.weight'],
  measure({ child, key }, { schema }) {
    return [
      Math.log1p(mean(child.map((column) => schema.names.tablesWith(column.name.full)))),
      Math.log1p(mean(key.columns.map((column) => schema.names.tablesWith(column.name.full)))),
      mean(child.map((column) => Math.max(0, ...column.name.words.map((word) => schema.names.weight(word))))),
    ];
  },
};
