import { isNumber, type NameWords, type Said } from './name-words.ts';

/**
 * How far two words tell names apart that are otherwise equal, as "men" and "women" of two teams do: the share of the names with the rarer word that
 * there are with the other one, too; 0 where there is none. One more name is counted, lest a single one say all.
 */
export type Contrast = (one: string, other: string) => number;

/** The contrasts among names. Source of the idea: negative rules, Li et al., "Auto-FuzzyJoin", SIGMOD 2021. */
export function contrastsOf(names: NameWords['listed']): Contrast {
  const rests = new Map<string, number>();
  const found = new Map<string, Set<number>>();
  for (const { words } of names) {
    if (words.length < 2) continue;
    for (const [i, word] of words.entries()) {
      const rest = words.with(i, '').join(' ');
      const place = rests.get(rest) ?? rests.size;
      rests.set(rest, place);
      found.set(word, (found.get(word) ?? new Set()).add(place));
    }
  }
  const known = new Map<string, number>();
  return (one, other) => {
    const key = `${one} ${other}`;
    const answer = known.get(key) ?? shareOfFewer(found.get(one), found.get(other));
    known.set(key, answer);
    return answer;
  };
}

function shareOfFewer(one: ReadonlySet<number> = new Set(), other: ReadonlySet<number> = new Set()): number {
  const [fewer, more] = one.size < other.size ? [one, other] : [other, one];
  let both = 0;
  for (const place of fewer) if (more.has(place)) both += 1;
  return both / (fewer.size + 1);
}

/** How far words that only one of two names has contrast with words that only the other has. */
export function contrastBetween({ listed, asked }: NameWords, contrast: Contrast, entry: number, record: number, shares: Said): number {
  const alone = (words: readonly string[] = [], of: readonly number[]) => words.filter((_, i) => of[i] === 0);
  const ofEntry = alone(listed[entry]?.distinct, shares.listed);
  return Math.max(0, ...alone(asked[record]?.distinct, shares.asked).flatMap((word) => ofEntry.map((other) => contrast(word, other))));
}

/** Whether two names that are looked up are of two things: they differ in numbers, in nothing but one word each, or in words that contrast in the list. */
export function areApart({ asked }: NameWords, contrast: Contrast, one: number, other: number): boolean {
  const [a, b] = [asked[one]?.distinct ?? [], asked[other]?.distinct ?? []];
  const [onlyA, onlyB] = [a.filter((x) => !b.some((y) => mayBeOne(x, y))), b.filter((y) => !a.some((x) => mayBeOne(x, y)))];
  const differInNumbers = onlyA.some(isNumber) && onlyB.some(isNumber);
  const differInOneWord = onlyA.length === 1 && onlyB.length === 1;
  return differInNumbers || differInOneWord || onlyA.some((x) => onlyB.some((y) => contrast(x, y) > 0));
}

/** Equal, or not told apart from a misspelling. */
function mayBeOne(one: string, other: string): boolean {
  return one === other || (!isNumber(one) && !isNumber(other) && one.slice(0, 2) === other.slice(0, 2));
}
