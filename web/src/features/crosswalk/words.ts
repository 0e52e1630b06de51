import type { Tone } from '../../ui/badge.tsx';
import type { Crosswalk, Pair } from './queries.ts';
import type { Band, View } from './search.ts';

interface Said {
  readonly tone: Tone;
  readonly word: string;
}

export const bandWords: Readonly<Record<Band, Said>> = {
  auto: { tone: 'good', word: 'Almost certain' },
  review: { tone: 'info', word: 'To review' },
  possible: { tone: 'warn', word: 'Possible' },
  hidden: { tone: 'plain', word: 'Unlikely' },
};

export const viewWords: Readonly<Record<View, string>> = {
  all: 'All pairs',
  taken: 'Taken',
  conflicting: 'Conflicting',
  unmatched: 'Unmatched',
  decided: 'Decided',
  figures: 'Figures',
};

/** `users ~ Contact` */
export const nameOf = ({ left, right }: Pick<Crosswalk, 'left' | 'right'>): string => `${left.entity_name} ~ ${right.entity_name}`;

/** A pair in words, for those who hear it. */
export const pairName = ({ left_key: left, right_key: right }: Pick<Pair, 'left_key' | 'right_key'>): string => `${left} and ${right}`;

/** What holds of a pair, in one word. */
export function holds({ decision, is_taken: isTaken }: Pair): { readonly tone: Tone; readonly sign: string; readonly word: string } {
  if (decision === 'same') return { tone: 'good', sign: '✓', word: isTaken ? 'Same, as decided' : 'Same, but kept apart' };
  if (decision === 'different') return { tone: 'bad', sign: '✕', word: 'Different, as decided' };
  return isTaken ? { tone: 'accent', sign: '=', word: 'Taken' } : { tone: 'plain', sign: '·', word: 'Not taken' };
}

/** +3.5 */
export const bits = (value: number): string => `${value > 0 ? '+' : ''}${value.toFixed(1)}`;
