import type { Candidate } from '../candidates/candidate.ts';
import type { Surroundings } from '../features/signal.ts';
import { hasKeyWord, type FirstPass } from './first-pass.ts';

/** Whether the candidate follows a naming convention that this schema keeps elsewhere: a Beta posterior per template, without the candidate itself. */
export const convention = {
  name: 'convention',
  features: ['template.support', 'template.rate', 'template.none', 'word.rate'],
  measure(candidate: Candidate, _around: Surroundings, first: FirstPass): readonly number[] {
    const rate = wordRate(candidate, first);
    const template = first.template(candidate);
    if (template === null) return [0, Number.NaN, 1, rate];
    const { sum, count } = first.support(template);
    const own = first.isBest(candidate) ? first.probability(candidate) : 0;
    const others = count - (first.isBest(candidate) ? 1 : 0);
    return [Math.log1p(Math.max(0, sum - own)), (Math.max(0, sum - own) + 0.5) / (others + 1.5), 0, rate];
  },
};

/** How often columns that have (or lack) a key word, as this one does, refer to something in this schema. */
function wordRate(candidate: Candidate, first: FirstPass): number {
  const column = candidate.child[0];
  if (column === undefined || candidate.child.length > 1) return Number.NaN;
  const { sum, count } = first.wordGroup(hasKeyWord(column));
  const own = first.asChild(column.id).probability;
  return (Math.max(0, sum - own) + 0.5) / (Math.max(0, count - 1) + 1.5);
}
