import type { Candidate } from '../candidates/candidate.ts';
import type { Surroundings } from '../features/signal.ts';
import type { FirstPass } from './first-pass.ts';

/** Whether the candidate follows a naming convention that this schema keeps elsewhere: a Beta posterior per template, without the candidate itself. */
export const convention = {
  name: 'convention',
  features: ['template.support', 'template.rate', 'template.none', 'db.density'],
  measure(candidate: Candidate, _around: Surroundings, first: FirstPass): readonly number[] {
    const template = first.template(candidate);
    if (template === null) return [0, Number.NaN, 1, first.density];
    const { sum, count } = first.support(template);
    const own = first.isBest(candidate) ? first.probability(candidate) : 0;
    const others = count - (first.isBest(candidate) ? 1 : 0);
    return [Math.log1p(Math.max(0, sum - own)), (Math.max(0, sum - own) + 0.5) / (others + 1.5), 0, first.density];
  },
};
