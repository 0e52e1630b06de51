import { areApart, contrastBetween, contrastsOf } from './contrasts.ts';
import { isNumber, said, type Name, type NameWords, type Said } from './name-words.ts';
import type { NamedPairs } from './reference-list.ts';
import { CONTRARY, withRenames, type Candidate } from './renames.ts';

/** How alike the names of each pair are, in the order of the pairs, beside what says against one being the other. */
export interface Names {
  readonly likeness: Float32Array;
  /** How much less alike the names of a pair are for words that contrast in the list. */
  readonly against: Float32Array;
  /** Whether two records that are looked up in the list are of two things. */
  readonly areApart: (one: number, other: number) => boolean;
}

/** The pairs by the record of the list (`entry`) and the one that is looked up (`record`). */
export interface NamePairs {
  readonly entry: Int32Array;
  readonly record: Int32Array;
  readonly records: number;
}

/** The likeliest names of a record that are looked at more closely. */
const CLOSELY = 15;
/** What is added where all that is looked up is said, where both names begin alike, and where the rarest word of all is said. */
const ALL_SAID = 0.05;
const SAME_BEGINNING = 0.03;
const RAREST_SAID = 0.03;
/** From here on a word is said. */
const IS_SAID = 0.7;

/** Looks closely at the likeliest names of the list for each record: at the words that stand for others, and at those that contrast. */
export function compareNames(pairs: NamePairs, { likeness, parts, runs }: NamedPairs, names: NameWords): Names {
  const contrast = contrastsOf(names.listed);
  const found: Names = {
    likeness: likeness.slice(),
    against: new Float32Array(likeness.length),
    areApart: (one, other) => areApart(names, contrast, one, other),
  };
  const likeliest = likeliestOf(pairs, likeness);
  const candidates = likeliest.map((some, record) =>
    some.map((pair): Candidate => {
      const entry = pairs.entry[pair] as number;
      const shares = said(names, names.listed[entry] as Name, names.asked[record] as Name);
      return {
        entry,
        likeness: likeness[pair] as number,
        parts: parts[pair] as number,
        runs: Math.min(1, runs[pair] as number),
        said: shares,
        contrast: contrastBetween(names, contrast, entry, record, shares),
      };
    }),
  );
  const renamed = withRenames(names, contrast, candidates);
  for (const [record, some] of likeliest.entries()) {
    for (const [i, pair] of some.entries()) {
      const candidate = candidates[record]?.[i];
      if (candidate === undefined) continue;
      const { entry, said: shares, contrast: share } = candidate;
      const [listed, asked] = [names.listed[entry] as Name, names.asked[record] as Name];
      found.likeness[pair] = (renamed[record]?.[i] as number) + agreement(names, listed, asked, shares);
      found.against[pair] = share > 0 && !haveOtherNumbers(listed, asked, shares) ? CONTRARY + share : 0;
    }
  }
  return found;
}

function agreement({ weight }: NameWords, listed: Name, asked: Name, shares: Said): number {
  const rarest = asked.distinct.reduce((most, word, i) => Math.max(most, weight(word) * (shares.asked[i] as number)), 0);
  return (
    (shares.asked.every((share) => share > IS_SAID) ? ALL_SAID : 0) + (listed.words[0] === asked.words[0] ? SAME_BEGINNING : 0) + RAREST_SAID * rarest
  );
}

/** Which the likeness knows already. */
function haveOtherNumbers(listed: Name, asked: Name, shares: Said): boolean {
  const hasOther = (name: Name, of: readonly number[]) => name.distinct.some((word, i) => of[i] === 0 && isNumber(word));
  return hasOther(listed, shares.listed) && hasOther(asked, shares.asked);
}

/** The likeliest pairs of each record, likeliest first; of equals, the first. */
function likeliestOf({ record, records }: NamePairs, likeness: Float32Array): number[][] {
  const found: number[][] = Array.from({ length: records }, () => []);
  for (const [pair, of] of record.entries()) found[of]?.push(pair);
  return found.map((some) => some.toSorted((a, b) => (likeness[b] as number) - (likeness[a] as number) || a - b).slice(0, CLOSELY));
}
