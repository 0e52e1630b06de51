import type { Signal } from './signal.ts';

/** Facts of the whole schema, so that the same numbers can mean different things in a fixture and in a warehouse. */
export const database: Signal = {
  name: 'database',
  features: ['db.denseKeys', 'db.declaredKeys', 'db.namesFit', 'db.ambiguity', 'key.columns'],
  measure({ key }, { database: facts }) {
    return [facts.denseKeys, facts.declaredKeys, facts.namesFit, facts.ambiguity, key.columns.length];
  },
};
