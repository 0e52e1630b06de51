import { isNumber, type NameWords, type Said } from './name-words.ts';

/** Whether two words tell names apart that are otherwise equal. */
export type Contrast = (one: string, other: string) => boolean;

/** The contrasts among names: two words are one where names differ in nothing but them, as "men" and "women" of two teams do. */
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
  const known = new Map<string, boolean>();
  return (one, other) => {
    const key = `${one} ${other}`;
    const places = found.get(other);
    const answer = known.get(key) ?? (places !== undefined && [...(found.get(one) ?? [])].some((place) => places.has(place)));
    known.set(key, answer);
    return answer;
  };
}

/** Whether words that only one of two names has contrast with words that only the other has. */
export function isContrary({ listed, asked }: NameWords, contrast: Contrast, entry: number, record: number, shares: Said): boolean {
  const alone = (words: readonly string[] = [], of: readonly number[]) => words.filter((_, i) => of[i] === 0);
  const ofEntry = alone(listed[entry]?.distinct, shares.listed);
  return alone(asked[record]?.distinct, shares.asked).some((word) => ofEntry.some((other) => contrast(word, other)));
}

/** Whether two names that are looked up differ in one word, or in numbers, and not by a misspelling: then they are of two things. */
export function areApart({ asked }: NameWords, contrast: Contrast, one: number, other: number): boolean {
  const [a, b] = [asked[one]?.distinct ?? [], asked[other]?.distinct ?? []];
  const [onlyA, onlyB] = [a.filter((x) => !b.some((y) => mayBeOne(x, y))), b.filter((y) => !a.some((x) => mayBeOne(x, y)))];
  const differInNumbers = onlyA.some(isNumber) && onlyB.some(isNumber);
  return differInNumbers || onlyA.some((x) => onlyB.some((y) => contrast(x, y)));
}

/** Equal, or not told apart from a misspelling. */
function mayBeOne(one: string, other: string): boolean {
  return one === other || (!isNumber(one) && !isNumber(other) && one.slice(0, 2) === other.slice(0, 2));
}
