import type { Candidate } from '../candidates/candidate.ts';
import type { Surroundings } from '../features/signal.ts';
import type { FirstPass } from './first-pass.ts';

/** What columns of the same name in other tables refer to: the same key, another one, or nothing. */
export const namesakes = {
  name: 'namesakes',
  features: ['same.count', 'same.here', 'same.elsewhere'],
  measure(candidate: Candidate, _around: Surroundings, first: FirstPass): readonly number[] {
    const column = candidate.child[0];
    if (column === undefined || candidate.child.length > 1) return [0, Number.NaN, Number.NaN];
    let count = 0;
    let here = 0;
    let elsewhere = 0;
    for (const other of first.namesakes(column.name.full)) {
      if (other.table === column.table || other.table === candidate.key.table) continue;
      count += 1;
      here += other.all.get(candidate.key.id) ?? 0;
      if (other.key !== candidate.key.id) elsewhere += other.probability;
    }
    return count === 0 ? [0, Number.NaN, Number.NaN] : [Math.log1p(count), here / count, elsewhere / count];
  },
};
