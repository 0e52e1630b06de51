import { childId, type Surroundings } from '../features/signal.ts';
import type { Candidate } from '../candidates/candidate.ts';
import type { FirstPass } from './first-pass.ts';

const logit = (p: number): number => Math.max(-8, Math.min(8, Math.log((p + 1e-6) / (1 - p + 1e-6))));

/** The first score, and how it stands against the child's other parents. */
export const competition = {
  name: 'competition',
  features: ['first.score', 'rivals.margin', 'rivals.rank', 'rivals.share'],
  measure(candidate: Candidate, around: Surroundings, first: FirstPass): readonly number[] {
    const own = first.probability(candidate);
    let rival = 0;
    let rank = 0;
    let sum = 0;
    for (const other of around.byChild.get(childId(candidate)) ?? []) {
      const p = first.probability(other);
      sum += p;
      if (other === candidate) continue;
      rival = Math.max(rival, p);
      if (p > own) rank += 1;
    }
    return [logit(own), logit(own) - logit(rival), rank, own / (sum + 0.02)];
  },
};
