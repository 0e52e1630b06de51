import type { NameMatch } from '../names/match.ts';
import { mean, type Signal } from './signal.ts';

const parts = [
  'best',
  'exact',
  'childByTable',
  'tableByChild',
  'childByKey',
  'keyByChild',
  'childByBoth',
  'tail',
  'head',
  'endsWithKey',
  'spelling',
] as const;

/** How the child's name fits the table and its key; composites by the mean of their members. */
export const nameMatch: Signal = {
  name: 'name match',
  features: parts.map((part) => `name.${part}`),
  measure: ({ names }) => parts.map((part) => mean(names.map((match: NameMatch) => match[part]))),
};
