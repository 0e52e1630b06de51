import { mean, type Signal } from './signal.ts';

/** What kind of key the target is: declared or inferred, main or secondary, how key-like. */
export const target: Signal = {
  name: 'target key',
  features: [
    'target.declared',
    'target.main',
    'target.rank',
    'target.likeness',
    'target.uniqueness',
    'target.otherDeclared',
    'target.position',
    'target.complete',
  ],
  measure({ key }, { mainKeys }) {
    const main = mainKeys.get(key.table);
    const declared = key.origin === 'primary' ? 1 : key.origin === 'unique' ? 0.5 : 0;
    const first = key.columns[0];
    const missing = first === undefined || first.profile.rows === 0 ? 0 : first.filled / first.profile.rows;
    return [
      declared,
      key.rank === 0 ? 1 : 0,
      Math.min(key.rank, 5),
      key.likeness,
      key.uniqueness,
      main !== undefined && main.id !== key.id && main.origin === 'primary' ? 1 : 0,
      mean(key.columns.map((column) => Math.min(column.index, 10))),
      missing,
    ];
  },
};
