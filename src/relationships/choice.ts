import type { Candidate } from './candidates/candidate.ts';
import { childId } from './features/signal.ts';
import type { Pair } from './measure.ts';

export interface Scored {
  readonly candidate: Candidate;
  /** Calibrated, before the choice. */
  readonly probability: number;
}

export interface Chosen extends Scored {
  readonly score: number;
  readonly chosen: boolean;
  /** Why it lost; null for the chosen. */
  readonly whyNot: WhyNot | null;
}

type WhyNot =
  | 'a better parent'
  | 'no value proves it'
  | 'below the threshold'
  | 'reverse of a better edge'
  | 'member of a composite key'
  | 'another column set of this key fits better';

const THRESHOLD = 0.5;
const LOSER_CEILING = 0.49;

/**
 * Chooses over the whole schema, likeliest first: one parent per child column set, no two-cycles, composites over their members to the same
 * table, one column set per composite key and table; declared keys are taken already; at least one value must match.
 * What loses keeps a score below one half. Ties are broken by column and key order.
 */
export function choose(scored: readonly Scored[], declared: readonly Pair[] = []): Chosen[] {
  const order = scored.toSorted((a, b) => b.probability - a.probability || compareIds(a.candidate, b.candidate));
  const takenChild = new Set<string>();
  const takenEdges = new Set<string>();
  const takenKeys = new Set<string>();
  const covered = new Set<string>();
  for (const { child, target } of declared) {
    const from = child.map((column) => column.id).join(',');
    takenChild.add(from);
    takenEdges.add(`${from}>${target.map((column) => column.id).join(',')}`);
    if (child.length > 1) for (const column of child) covered.add(`${column.id}>${target[0]?.table ?? -1}`);
  }
  const isComposite = ({ candidate, probability }: Scored) => candidate.child.length > 1 && probability >= THRESHOLD;
  const verdicts = new Map<Candidate, WhyNot | null>();
  for (const { candidate, probability } of [...order.filter(isComposite), ...order.filter((one) => !isComposite(one))]) {
    verdicts.set(candidate, verdict(candidate, probability));
  }
  return order.map((one) => {
    const whyNot = verdicts.get(one.candidate) ?? null;
    return { ...one, score: round(whyNot === null ? one.probability : loserScore(one.probability)), chosen: whyNot === null, whyNot };
  });

  function verdict(candidate: Candidate, probability: number): WhyNot | null {
    if (probability < THRESHOLD) return 'below the threshold';
    if (candidate.inclusion.matched === 0) return 'no value proves it';
    const id = childId(candidate);
    if (takenChild.has(id)) return 'a better parent';
    const reverse = `${candidate.key.columns.map((column) => column.id).join(',')}>${id}`;
    if (takenEdges.has(reverse)) return 'reverse of a better edge';
    const keyUse = `${candidate.child[0]?.table ?? -1}>${candidate.key.id}`;
    if (candidate.child.length > 1) {
      if (takenKeys.has(keyUse)) return 'another column set of this key fits better';
    } else if (covered.has(`${id}>${candidate.key.table}`)) return 'member of a composite key';
    takenChild.add(id);
    takenEdges.add(`${id}>${candidate.key.columns.map((column) => column.id).join(',')}`);
    if (candidate.child.length > 1) {
      takenKeys.add(keyUse);
      for (const column of candidate.child) covered.add(`${column.id}>${candidate.key.table}`);
    }
    return null;
  }
}

/** Below one half and still in the order of the probabilities. */
function loserScore(probability: number): number {
  return probability < THRESHOLD ? Math.min(probability, 0.499999) : LOSER_CEILING * (0.6 + 0.4 * probability);
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function compareIds(a: Candidate, b: Candidate): number {
  for (let i = 0; i < Math.max(a.child.length, b.child.length); i += 1) {
    const difference = (a.child[i]?.id ?? -1) - (b.child[i]?.id ?? -1);
    if (difference !== 0) return difference;
  }
  return a.key.id - b.key.id;
}
