import { keyWords, type KeyWordClass } from './words.ts';
import { singular } from './singular.ts';

/** Letters without diacritics, lower case. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/gu, 'ss')
    .replace(/ł/gu, 'l')
    .replace(/ø/gu, 'o');
}

/** Splits a name at separators, case changes and digits: `salesRepEmployeeNumber2` → sales, rep, employee, number, 2. */
export function splitName(name: string): string[] {
  const spaced = name
    .normalize('NFC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}{2,})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})/gu, '$1 $2')
    .replace(/(\p{N})(\p{L})/gu, '$1 $2');
  return fold(spaced)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '');
}

export interface Stem {
  /** Singular words without the key words around them. */
  readonly words: readonly string[];
  /** What kind of key word was taken off; null where there was none. */
  readonly keyWord: KeyWordClass | null;
  readonly keyWordFirst: boolean;
}

/** Takes one key word off the end, else off the beginning: customer_id → customer, id_cliente → cliente, fk_customer → customer. */
export function stemOf(tokens: readonly string[]): Stem {
  const words = tokens.map(singular);
  const last = tokens.at(-1);
  const lastClass = last === undefined ? undefined : keyWords.get(last);
  if (lastClass !== undefined && lastClass !== 'name') {
    const rest = tokens.slice(0, -1);
    const fk = rest[0] === 'fk' && rest.length > 1 ? rest.slice(1) : rest;
    return { words: fk.map(singular), keyWord: lastClass, keyWordFirst: false };
  }
  const first = tokens[0];
  const firstClass = first === undefined ? undefined : keyWords.get(first);
  if (firstClass !== undefined && firstClass !== 'name' && tokens.length > 1 && !isCount(firstClass, tokens)) {
    return { words: words.slice(1), keyWord: firstClass, keyWordFirst: true };
  }
  if (lastClass === 'name') return { words: words.slice(0, -1), keyWord: 'name', keyWordFirst: false };
  return { words, keyWord: null, keyWordFirst: false };
}

/** `number_of_rooms`, `NumberEmployees`: how many there are, not which one. */
function isCount(kind: KeyWordClass, tokens: readonly string[]): boolean {
  const last = tokens.at(-1) ?? '';
  return kind === 'number' && (['of', 'de', 'der'].includes(tokens[1] ?? '') || singular(last) !== last);
}
