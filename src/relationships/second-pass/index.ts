import type { Candidate } from '../candidates/candidate.ts';
import type { Surroundings } from '../features/signal.ts';
import type { FirstPass } from './first-pass.ts';
import { competition } from './competition.ts';
import { convention } from './convention.ts';
import { namesakes } from './namesakes.ts';
import { direction } from './direction.ts';

/** A signal that looks at what the first pass made of the whole schema. */
export interface SecondSignal {
  readonly name: string;
  readonly features: readonly string[];
  measure(candidate: Candidate, around: Surroundings, first: FirstPass): readonly number[];
}

export const secondSignals: readonly SecondSignal[] = [competition, convention, namesakes, direction];

export const secondNames: readonly string[] = secondSignals.flatMap((signal) => signal.features);

/** The second pass's own features of a candidate, in the order of `secondNames`. */
export function secondFeatures(candidate: Candidate, around: Surroundings, first: FirstPass): number[] {
  return secondSignals.flatMap((signal) =>
    signal.measure(candidate, around, first).map((value) => (Number.isNaN(value) ? value : Math.round(value * 1e6) / 1e6)),
  );
}
