import { SAID_MORE } from './alignment.ts';

/** A name by its words. */
export interface Name {
  /** As they come. */
  readonly words: readonly string[];
  /** Each once. */
  readonly distinct: readonly string[];
}

/** The names of a list, and those that are looked up in it, by record number. */
export interface NameWords {
  readonly listed: readonly Name[];
  readonly asked: readonly Name[];
  /** How rare a word is, as a share of the rarest: 0..1. */
  readonly weight: (word: string) => number;
  /** How far a word of the list and one that is looked up may be one, misspelled: 0..1. */
  readonly alike: (listed: string, asked: string) => number;
}

/** How far the other name says each distinct word of either, 0..1. */
export interface Said {
  readonly listed: readonly number[];
  readonly asked: readonly number[];
}

export const nameOf = (text: string | null): Name => {
  const words = (text ?? '').split(' ').filter((word) => word !== '');
  return { words, distinct: [...new Set(words)] };
};

export const isNumber = (word: string): boolean => /[0-9]/.test(word);

/** What two names say of one another: equal words, words spelled alike, and two words in a row that are one on the other side. */
export function said({ alike }: NameWords, listed: Name, asked: Name): Said {
  const shares = { listed: listed.distinct.map(() => 0), asked: asked.distinct.map(() => 0) };
  for (const [i, x] of listed.distinct.entries()) {
    for (const [j, y] of asked.distinct.entries()) {
      const share = x === y ? 1 : alike(x, y);
      shares.listed[i] = Math.max(shares.listed[i] as number, share);
      shares.asked[j] = Math.max(shares.asked[j] as number, share);
    }
  }
  joinWords(listed, asked, shares.listed, shares.asked);
  joinWords(asked, listed, shares.asked, shares.listed);
  return shares;
}

function joinWords(apart: Name, whole: Name, ofApart: number[], ofWhole: number[]): void {
  for (const [i, word] of apart.words.entries()) {
    const next = apart.words[i + 1];
    const place = next === undefined ? -1 : whole.distinct.indexOf(word + next);
    if (place === -1) continue;
    ofWhole[place] = 1;
    ofApart[apart.distinct.indexOf(word)] = 1;
    ofApart[apart.distinct.indexOf(next as string)] = 1;
  }
}

/** How far the words of two names explain one another, 0..1, where the wordier one may say more; numbers weigh as much as the rarest word. */
export function explanation({ weight }: NameWords, listed: Name, asked: Name, shares: Said): number {
  const weightOf = (word: string): number => (isNumber(word) ? 1 : weight(word));
  const sums = (name: Name, of: readonly number[]) => {
    let [both, alone] = [0, 0];
    for (const [i, word] of name.distinct.entries()) {
      both += weightOf(word) * (of[i] as number);
      alone += weightOf(word) * (1 - (of[i] as number));
    }
    return { both, alone };
  };
  const [l, a] = [sums(listed, shares.listed), sums(asked, shares.asked)];
  const both = (l.both + a.both) / 2;
  return both === 0 ? 0 : both / (both + Math.min(l.alone, a.alone) + SAID_MORE * Math.max(l.alone, a.alone));
}
