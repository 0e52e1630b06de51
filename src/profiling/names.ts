/** Lower-case words of a name in any case style, without accents: `billingZipCode2` → `billing zip code 2`. */
export function nameTokens(name: string): string[] {
  return name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})/gu, '$1 $2')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '');
}

/** Words or word sequences parted by commas. */
export function wordList(words: string): string[] {
  return words.trim().split(/,\s*/);
}

/** A pattern that finds any of some words or word sequences (parted by commas) in `nameTokens(…).join(' ')`. */
export function anyWord(words: string): RegExp {
  return new RegExp(`(^| )(${wordList(words).join('|')})( |$)`, 'u');
}

const KEY_WORDS = anyWord(`
  id, ids, key, code, no, nr, num, number, uuid, guid, sk, pk, fk, ref, rowid, oid, isbn, sku, ean, cod, codigo, clave, numero, kod, cle,
  kennung, nummer, schluessel, schlussel, codice, identificador, identifiant
`);

const WORDS_ENDING_IN_ID = new Set(
  'paid valid invalid void avoid grid fluid solid acid rapid hybrid android raid unpaid prepaid said laid'.split(' '),
);

/** The name says that the column identifies something, in one of several languages; a glued suffix counts (`custid`). */
export function isKeyName(name: string): boolean {
  const tokens = nameTokens(name).filter((token) => !/^\d+$/.test(token));
  if (KEY_WORDS.test(tokens.join(' '))) return true;
  const last = tokens.at(-1) ?? '';
  return /^\p{L}+(id|key|code|uuid|guid|num|nbr|number|nummer)$/u.test(last) && !WORDS_ENDING_IN_ID.has(last);
}
