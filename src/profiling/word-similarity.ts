/** Jaro-Winkler similarity, 0..1. Source: Winkler, "String Comparator Metrics and Enhanced Decision Rules", 1990. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length === 0 || b.length === 0) return 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const usedA = new Uint8Array(a.length);
  const usedB = new Uint8Array(b.length);
  let matches = 0;
  for (let i = 0; i < a.length; i += 1) {
    for (let j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j += 1) {
      if (usedB[j] === 1 || a[i] !== b[j]) continue;
      usedA[i] = 1;
      usedB[j] = 1;
      matches += 1;
      break;
    }
  }
  if (matches === 0) return 0;
  let moved = 0;
  let j = 0;
  for (let i = 0; i < a.length; i += 1) {
    if (usedA[i] !== 1) continue;
    while (usedB[j] !== 1) j += 1;
    if (a[i] !== b[j]) moved += 1;
    j += 1;
  }
  const jaro = (matches / a.length + matches / b.length + (matches - moved / 2) / matches) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && prefix < b.length && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** Whether the letters of `short` stand in `long` in this order, beginning with its first letter: dept ~ department. */
export function isAbbreviation(short: string, long: string): boolean {
  if (short.length < 2 || short.length >= long.length || short[0] !== long[0]) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
}

const cache = new Map<string, number>();

/** How surely two words mean the same, 0..1: equal, prefix, abbreviation, or nearly the same spelling. Symmetric. */
export function wordSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  const id = a < b ? `${a} ${b}` : `${b} ${a}`;
  const known = cache.get(id);
  if (known !== undefined) return known;
  const score = compare(a, b);
  if (cache.size > 200_000) cache.clear();
  cache.set(id, score);
  return score;
}

function compare(a: string, b: string): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (/\d/u.test(short)) return 0;
  if (short.length === 1) return long.startsWith(short) ? 0.3 : 0;
  if (long.startsWith(short)) return short.length >= 3 ? 0.85 : 0.5;
  if (long.endsWith(short) && short.length >= 4) return 0.6;
  const spelling = short.length >= 4 ? jaroWinkler(a, b) : 0;
  if (spelling >= 0.93) return 0.85;
  if (isAbbreviation(short, long)) {
    const vowelless = !/[aeiou]/u.test(short.slice(1));
    if (short.length >= 3) return vowelless ? 0.75 : 0.6;
    return 0.4;
  }
  return spelling >= 0.88 ? 0.4 : 0;
}

/** Dice coefficient over letter trigrams of the padded texts, 0..1. */
export function trigramDice(a: string, b: string): number {
  if (a === b) return 1;
  const left = trigrams(a);
  const right = trigrams(b);
  let shared = 0;
  for (const gram of left) if (right.has(gram)) shared += 1;
  return left.size + right.size === 0 ? 0 : (2 * shared) / (left.size + right.size);
}

function trigrams(text: string): Set<string> {
  const padded = `  ${text} `;
  const grams = new Set<string>();
  for (let i = 0; i + 3 <= padded.length; i += 1) grams.add(padded.slice(i, i + 3));
  return grams;
}
