import type { Candidate } from '../candidates/candidate.ts';
import type { Surroundings } from '../features/signal.ts';
import type { FirstPass } from './first-pass.ts';

/** Whether the target is a root: what it refers to itself, what refers to it, and what the reverse edge would score. */
export const direction = {
  name: 'direction',
  features: ['dir.referred', 'dir.targetIsChild', 'dir.targetSameParent', 'dir.reverse', 'dir.childReferred'],
  measure(candidate: Candidate, around: Surroundings, first: FirstPass): readonly number[] {
    const child = candidate.child[0];
    const target = candidate.key.columns[0];
    const own = first.isBest(candidate) ? first.probability(candidate) : 0;
    const referred = Math.log1p(Math.max(0, first.referred(candidate.key.id) - own));
    if (child === undefined || target === undefined || candidate.child.length > 1) return [referred, Number.NaN, Number.NaN, Number.NaN, Number.NaN];
    const up = first.asChild(target.id);
    let same = 0;
    let reverse = 0;
    for (const other of around.byChild.get(String(child.id)) ?? []) if (other.key.id === up.key) same = up.probability;
    for (const other of around.byChild.get(String(target.id)) ?? [])
      if (other.key.columns[0]?.id === child.id && other.key.columns.length === 1) reverse = first.probability(other);
    const main = around.mainKeys.get(child.table);
    const childReferred = main?.columns.length === 1 && main.columns[0]?.id === child.id ? Math.log1p(first.referred(main.id)) : 0;
    return [referred, up.probability, same, reverse, childReferred];
  },
};
