import { childId, mean, type Signal } from './signal.ts';

/** Whether another key fits the name better: anywhere, and among those that hold the values. */
export const nameRivals: Signal = {
  name: 'name rivals',
  features: ['name.margin', 'name.marginContained', 'name.better', 'name.bestAnywhere'],
  measure(candidate, { byChild, set }) {
    const own = mean(candidate.names.map((match) => match.best));
    if (candidate.child.length > 1) return [Number.NaN, Number.NaN, Number.NaN, own];
    const context = set.contexts.get(candidate.child[0]?.id ?? -1);
    const anywhere = context?.bestName ?? 0;
    const rivals = (byChild.get(childId(candidate)) ?? []).filter((other) => other.key.table !== candidate.key.table);
    const rest = own >= anywhere - 1e-9 ? (context?.secondName ?? 0) : anywhere;
    let contained = 0;
    let better = 0;
    for (const rival of rivals) {
      const best = rival.names[0]?.best ?? 0;
      if (rival.inclusion.share >= 0.9) contained = Math.max(contained, best);
      if (best > own) better += 1;
    }
    return [own - rest, own - contained, better, anywhere];
  },
};
