import { containments, endsOf, isNameLinked, isRepeated, type Candidate } from './features.ts';
import type { Scored } from './model.ts';

/** A candidate with its probability, and how its columns agree in rows that a better candidate joins (null: not known). */
interface Judged {
  readonly candidate: Candidate;
  readonly scored: Scored;
  readonly aligned: number | null;
}

export interface Chosen extends Judged {
  /** Likely candidates of the same two entities that share a column with this one and gave way to it. */
  readonly alternatives: readonly Judged[];
}

const KEY_DISTINCTNESS = 0.95;
const REFERENCE_DISTINCTNESS = 0.9;
/** Two columns say the same where they agree in at least this share of the rows, and are shared about as much. */
const SAME = 0.95;
const ABOUT = 0.05;
/** Columns that agree in fewer rows name another thing that the row mentions. */
const ANOTHER_THING = 0.2;

/**
 * One best link per column and pair of entities; the others are its alternatives. Kept beside the best are columns that say the same as the best one,
 * and further references to the same key. A detail that the rows of a better one agree on is no link of its own.
 */
export function choose(judged: readonly Judged[]): Chosen[] {
  const taken = new Map<string, { judged: Judged; alternatives: Judged[] }[]>();
  const chosen: { judged: Judged; alternatives: Judged[] }[] = [];
  for (const one of judged.toSorted(byRank)) {
    const ends = endsOf(one.candidate);
    const rivals = ends.flatMap((end) => taken.get(end) ?? []);
    const entities = entitiesOf(one.candidate);
    const stronger =
      rivals.find(({ judged: rival }) => !saysTheSame(one, rival) && !refersToo(one, rival)) ??
      (isDetail(one) ? taken.get(entities)?.[0] : undefined);
    if (stronger !== undefined) {
      stronger.alternatives.push(one);
      continue;
    }
    const entry = { judged: one, alternatives: [] };
    chosen.push(entry);
    for (const end of [...ends, entities]) taken.set(end, [...(taken.get(end) ?? []), entry]);
  }
  return chosen.map(({ judged: one, alternatives }) => ({ ...one, alternatives }));
}

/** One key per two entities. */
const entitiesOf = ({ source, target }: Candidate): string => `${source.source}.${source.entity} ${target.source}.${target.entity}`;

/** It tells no thing from another on either side, and agrees in the rows that a better candidate joins: something that both say of the same things. */
function isDetail({ candidate: { overlap }, aligned }: Judged): boolean {
  return aligned !== null && aligned >= SAME && isRepeated(overlap);
}

/** A hash says less than what it was made of, and a slug less than the name that it was made of: as many natural logs fewer. */
const DERIVED = 3;

function rank({ candidate, scored }: Judged): number {
  const { source, target, overlap } = candidate;
  const isHashed = overlap.formA.endsWith('_of_email') || overlap.formB.endsWith('_of_email');
  const unlike = isNameLinked(candidate) ? Math.abs(source.forms.spaced - target.forms.spaced) : 0;
  return scored.raw - DERIVED * (isHashed ? 1 : unlike);
}

function byRank(x: Judged, y: Judged): number {
  return rank(y) - rank(x) || x.candidate.source.id - y.candidate.source.id || x.candidate.target.id - y.candidate.target.id;
}

function saysTheSame(one: Judged, best: Judged): boolean {
  const [a, b] = [one.candidate.overlap, best.candidate.overlap];
  const isShared = Math.abs(Math.max(...containments(a)) - Math.max(...containments(b))) <= ABOUT;
  const [rawA, rawB] = [a.sharedRaw / Math.min(a.valuesA, a.valuesB), b.sharedRaw / Math.min(b.valuesA, b.valuesB)];
  return !isNameLinked(one.candidate) && one.aligned !== null && one.aligned >= SAME && isShared && Math.abs(rawA - rawB) <= ABOUT;
}

/** Several columns of an entity may refer to one key: sender and receiver. */
function refersToo(one: Judged, best: Judged): boolean {
  if (one.aligned !== null && one.aligned > ANOTHER_THING) return false;
  const [a, b] = [one.candidate, best.candidate];
  // Cells with several values may all differ while the values in them repeat.
  const ofSource = ({ source, overlap }: Candidate): number => Math.min(source.distinctness, overlap.singleA);
  const ofTarget = ({ target, overlap }: Candidate): number => Math.min(target.distinctness, overlap.singleB);
  if (a.target === b.target) return refers(ofSource(a), ofSource(b), a.target.distinctness);
  if (a.source === b.source) return refers(ofTarget(a), ofTarget(b), a.source.distinctness);
  return false;
}

function refers(one: number, other: number, key: number): boolean {
  return key >= KEY_DISTINCTNESS && one < REFERENCE_DISTINCTNESS && other < REFERENCE_DISTINCTNESS;
}
