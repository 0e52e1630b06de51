import pluralize from 'pluralize';

pluralize.addUncountableRule('status');
pluralize.addUncountableRule('address');
pluralize.addUncountableRule('basis');
pluralize.addUncountableRule('data');
pluralize.addUncountableRule('bonus');
pluralize.addUncountableRule('campus');
pluralize.addUncountableRule('bus');
pluralize.addUncountableRule('gps');

const cache = new Map<string, string>();

/** One form for singular and plural of a word: English by rule and exception, Spanish, Portuguese, French and German endings by rule. Idempotent. */
export function singular(word: string): string {
  const known = cache.get(word);
  if (known !== undefined) return known;
  let current = word;
  for (let step = 0; step < 4; step += 1) {
    const next = once(current);
    if (next === current) break;
    current = next;
  }
  if (cache.size > 20_000) cache.clear();
  cache.set(word, current);
  return current;
}

function once(word: string): string {
  if (word.length < 4 || /\d/u.test(word)) return word;
  if (word === 'addresses') return 'address';
  if (word === 'statuses') return 'status';
  if (/(?:ciones|siones)$/u.test(word)) return word.slice(0, -2);
  if (/(?:coes|soes)$/u.test(word)) return `${word.slice(0, -3)}ao`;
  if (/(?:d|r|l|j|n)ores$/u.test(word) || /(?:dades|tades)$/u.test(word)) return word.slice(0, -2);
  if (word.endsWith('eaux')) return word.slice(0, -1);
  if (/(?:ung|heit|keit|schaft)en$/u.test(word)) return word.slice(0, -2);
  return pluralize.singular(word);
}
