import type { Contrast } from './contrasts.ts';
import { explanation, isNumber, type NameWords, type Said } from './name-words.ts';

/** A name of the list that one that is looked up may be. */
export interface Candidate {
  readonly entry: number;
  /** How alike both are, 0..1, and how alike their parts of three letters are, word by word and as one word. */
  readonly likeness: number;
  readonly parts: number;
  readonly runs: number;
  readonly said: Said;
  /** How far they have words that contrast in the list: then one was not renamed to the other. */
  readonly contrast: number;
}

const ROUNDS = 3;
/** How fast the odds of a candidate fall with its likeness, and the likeness at which it is as likely that none is right. */
const ODDS = 20;
const NONE = 0.3;
/** Less likely candidates say nothing. */
const LEAST = 0.02;
/** What a contrast takes away from the likeness. */
export const CONTRARY = 0.1;
/** So many cases in which a word stands for nothing are added to those that were seen. */
const UNSEEN = 2;
/** From here on a word does not say another. */
const SAYS = 0.5;

/** By a word that is looked up, and by a word of the list that may stand for it. */
type Counts = Map<string, Map<string, number>>;

interface Seen {
  /** Names in which a word is not said by the likely candidates; how often other words are left over in these. */
  readonly asked: Map<string, number>;
  readonly both: Counts;
}

/**
 * How alike names are where words that stand for others are known: "Myanmar" of what is looked up for "Burma" of the list. That a word
 * stands for another is learned from the likely candidates of the other names, as expectation-maximisation does: where both are left over together
 * far more often than the word of the list is anyhow. What a name itself says of it does not count. Returns the likeness of each candidate.
 * Source of the idea: word translation, Brown et al., "The mathematics of statistical machine translation", 1993.
 */
export function withRenames(names: NameWords, contrast: Contrast, candidates: readonly (readonly Candidate[])[]): number[][] {
  const first = candidates.map((some) => some.map(({ likeness }) => likeness));
  let likeness = first;
  for (let round = 0; round < ROUNDS; round += 1) {
    const own = candidates.map((some, record) => leftOver(names, contrast, record, some, likeness[record] as number[]));
    const all = summed(own.map(({ seen }) => seen));
    const listed = new Map<string, number>();
    for (const { listed: some } of own) for (const [word, share] of some) add(listed, word, share);
    likeness = candidates.map((some, record) => {
      const says = (word: string, other: string): number =>
        beyondChance(all, (own[record] as Leftover).seen, (listed.get(other) ?? 0) / candidates.length, word, other);
      return some.map((candidate, i) => renamed(names, contrast, record, candidate, says) ?? (first[record]?.[i] as number));
    });
  }
  return likeness;
}

interface Leftover {
  readonly seen: Seen;
  /** Words of the list that are left over in the likely candidates. */
  readonly listed: Map<string, number>;
}

function leftOver(names: NameWords, contrast: Contrast, record: number, candidates: readonly Candidate[], likeness: readonly number[]): Leftover {
  const seen: Seen = { asked: new Map(), both: new Map() };
  const listed = new Map<string, number>();
  const scores = candidates.map(({ contrast: against }, i) => (likeness[i] as number) - (against > 0 ? CONTRARY : 0));
  const odds = scores.map((score) => Math.exp(ODDS * (score - NONE)));
  const all = odds.reduce((sum, one) => sum + one, 1);
  for (const [i, { entry, said, contrast: against }] of candidates.entries()) {
    const share = (odds[i] as number) / all;
    if (share < LEAST) continue;
    const ofEntry = unsaid(names.listed[entry]?.distinct, said.listed);
    for (const other of ofEntry) add(listed, other, share);
    for (const word of unsaid(names.asked[record]?.distinct, said.asked)) {
      add(seen.asked, word, share);
      if (against > 0) continue;
      const others = seen.both.get(word) ?? new Map<string, number>();
      seen.both.set(word, others);
      for (const other of ofEntry) if (mayStandFor(contrast, word, other)) add(others, other, share);
    }
  }
  return { seen, listed };
}

const unsaid = (words: readonly string[] = [], shares: readonly number[]): string[] => words.filter((_, i) => (shares[i] as number) < SAYS);

const mayStandFor = (contrast: Contrast, word: string, other: string): boolean => !(isNumber(word) && isNumber(other)) && contrast(word, other) === 0;

function add(counts: Map<string, number>, word: string, share: number): void {
  counts.set(word, (counts.get(word) ?? 0) + share);
}

function summed(all: readonly Seen[]): Seen {
  const sum: Seen = { asked: new Map(), both: new Map() };
  for (const { asked, both } of all) {
    for (const [word, share] of asked) add(sum.asked, word, share);
    for (const [word, others] of both) {
      const known = sum.both.get(word) ?? new Map<string, number>();
      sum.both.set(word, known);
      for (const [other, share] of others) add(known, other, share);
    }
  }
  return sum;
}

/** How much oftener than `usual` a word of the list is left over where a word is, without what one name says of it: 0..1. */
function beyondChance(all: Seen, own: Seen, usual: number, word: string, other: string): number {
  const together = (all.both.get(word)?.get(other) ?? 0) - (own.both.get(word)?.get(other) ?? 0);
  const share = together / ((all.asked.get(word) ?? 0) - (own.asked.get(word) ?? 0) + UNSEEN);
  return Math.max(0, (share - usual) / (1 - Math.min(0.99, usual)));
}

/** The likeness of a candidate in which words stand for others; undefined where none does. */
function renamed(
  names: NameWords,
  contrast: Contrast,
  record: number,
  { entry, likeness, parts, runs, said }: Candidate,
  says: (word: string, other: string) => number,
): number | undefined {
  const [listed, asked] = [names.listed[entry], names.asked[record]];
  if (listed === undefined || asked === undefined) return undefined;
  const shares = { listed: [...said.listed], asked: [...said.asked] };
  for (const [j, word] of asked.distinct.entries()) {
    if ((said.asked[j] as number) >= SAYS) continue;
    for (const [i, other] of listed.distinct.entries()) {
      if ((said.listed[i] as number) >= SAYS || !mayStandFor(contrast, word, other)) continue;
      const share = says(word, other);
      if (share < LEAST) continue;
      shares.asked[j] = Math.max(shares.asked[j] as number, share);
      shares.listed[i] = Math.max(shares.listed[i] as number, share);
    }
  }
  let [weight, gained] = [0, 0];
  for (const [name, before, after] of [
    [listed, said.listed, shares.listed],
    [asked, said.asked, shares.asked],
  ] as const) {
    for (const [i, word] of name.distinct.entries()) {
      weight += names.weight(word);
      gained += names.weight(word) * ((after[i] as number) - (before[i] as number));
    }
  }
  if (gained === 0) return undefined;
  return (
    likeness +
    0.5 * (explanation(names, listed, asked, shares) - explanation(names, listed, asked, said)) +
    0.25 * (gained / weight) * (2 - parts - runs)
  );
}
