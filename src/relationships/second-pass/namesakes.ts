import type { Candidate } from '../candidates/candidate.ts';
import type { Surroundings } from '../features/signal.ts';
import { namesakeId, type FirstPass } from './first-pass.ts';

/** What columns of the same name in other tables refer to: the same key (or their own table, as this one does), another one, or nothing. */
export const namesakes = {
  name: 'namesakes',
  features: ['same.count', 'same.here', 'same.elsewhere'],
  measure(candidate: Candidate, _around: Surroundings, first: FirstPass): readonly number[] {
    const column = candidate.child[0];
    if (column === undefined || candidate.child.length > 1) return [0, Number.NaN, Number.NaN];
    const group = first.namesakes(namesakeId(column));
    const key = candidate.key.id;
    let count = group.byTable.size;
    const toSelf = column.table === candidate.key.table;
    let here = toSelf ? group.allSelf : group.allFor(key);
    let elsewhere = group.total - (toSelf ? group.bestSelf : group.bestFor(key));
    // Without the column itself, and without the one in the target's own table.
    for (const table of new Set([column.table, candidate.key.table])) {
      const own = group.byTable.get(table);
      if (own === undefined) continue;
      count -= 1;
      here -= toSelf ? own.self : (own.all.get(key) ?? 0);
      if (toSelf ? !own.isSelf : own.key !== key) elsewhere -= own.probability;
    }
    return count === 0 ? [0, Number.NaN, Number.NaN] : [Math.log1p(count), here / count, elsewhere / count];
  },
};
