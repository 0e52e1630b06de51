import { childId, type Signal } from './signal.ts';

/** How many other keys hold the child as well, and how surprising it is that this one does. */
export const ambiguity: Signal = {
  name: 'ambiguity',
  features: ['amb.tables', 'amb.share', 'amb.tighter', 'amb.bits', 'amb.rivals'],
  measure(candidate, { set, byChild, mainKeys }) {
    const first = candidate.child[0];
    if (candidate.child.length > 1 || first === undefined) return [Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN];
    const containing = set.contexts.get(first.id)?.containingTables ?? 0;
    const size = candidate.key.columns[0]?.profile.distinct ?? 0;
    let tighter = 0;
    let rivals = 0;
    for (const other of byChild.get(childId(candidate)) ?? []) {
      if (other.key.id === candidate.key.id || other.inclusion.share < 0.95) continue;
      rivals += 1;
      if ((other.key.columns[0]?.profile.distinct ?? 0) < size) tighter += 1;
    }
    return [Math.log1p(containing), containing / Math.max(1, mainKeys.size), tighter, surpriseBits(candidate), rivals];
  },
};

/** Bits by which chance would not have put the child's values into the key, judged by how full the key's range is. */
function surpriseBits({ child, key, inclusion, distinct }: Parameters<Signal['measure']>[0]): number {
  const a = child[0]?.profile;
  const b = key.columns[0]?.profile;
  if (a === undefined || b === undefined) return 0;
  const found = Math.min(200, inclusion.share * distinct);
  if (a.minNumber === null || a.maxNumber === null || b.minNumber === null || b.maxNumber === null) return Math.log1p(found * 8);
  const low = Math.min(a.minNumber, b.minNumber, 1);
  const high = Math.max(a.maxNumber, b.maxNumber);
  const density = Math.min(1, b.distinct / Math.max(1, high - low + 1));
  return Math.log1p(-Math.log2(Math.min(0.999, density)) * found);
}
