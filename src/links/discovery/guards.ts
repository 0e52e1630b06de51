import type { Forms } from '../forms.ts';

/** Why an attribute identifies nothing by itself. It may still support a link of others. */
export type Guard =
  | 'constant'
  | 'boolean'
  | 'date'
  | 'amount'
  | 'counter'
  | 'category'
  | 'free_text'
  | 'place'
  | 'single_name'
  | 'secret'
  | 'network'
  | 'repeats'
  | 'document';

/** Fewer distinct values than this are a list of choices, unless each stands for one row. */
const CHOICES = 30;
const CHOICES_SHARE = 0.005;
/** A unique list of fewer values is contained in many others by chance. */
const LEAST_KEY = 8;
const LONG_TEXT_WORDS = 12;
/** A sentence no longer than that of which nearly every row has its own is a title. */
const TITLE = 0.9;
/** Places are shared by unrelated tables, except where each stands for one row. */
const UNIQUE_PLACE = 0.95;
const SINGLE_NAME_WORDS = 1.25;
const SINGLE_NAME_DISTINCTNESS = 0.8;
const NAME_DISTINCTNESS = 0.15;
/** Integers that repeat and have at most three digits are counts, shares or grades; of longer ones the rows that they join tell. */
const REPEATS = 0.95;
const LEAST_REFERENCE = 1000;

const guardOfType: Readonly<Record<string, Guard>> = {
  boolean: 'boolean',
  gender: 'category',
  date: 'date',
  datetime: 'date',
  time: 'date',
  birth_date: 'date',
  money: 'amount',
  percentage: 'amount',
  latitude: 'amount',
  longitude: 'amount',
  postal_code: 'place',
  given_name: 'single_name',
  family_name: 'single_name',
  free_text: 'free_text',
  markup: 'document',
  json: 'document',
  color: 'category',
  mime_type: 'category',
  language_code: 'category',
  currency: 'category',
  password_hash: 'secret',
  secret: 'secret',
  ip_address: 'network',
};

const places = new Set(['city', 'region', 'country', 'timezone']);

/** The reason why an attribute cannot be identity, or null. `distinctness`: distinct values per value, 0..1. */
export function guardOf({ attribute: { profile }, kind, words }: Forms, distinctness: number): Guard | null {
  const type = profile.semanticType ?? '';
  const known = guardOfType[type];
  if (known === 'secret') return known;
  if (profile.distinct <= 1) return 'constant';
  if (kind === 'email' || kind === 'hash') return null;
  if (known !== undefined && !(type === 'free_text' && words <= LONG_TEXT_WORDS && distinctness >= TITLE)) return known;
  const classes: Partial<Record<typeof profile.valueClass, Guard>> = {
    boolean: 'boolean',
    date: 'date',
    timestamp: 'date',
    time: 'date',
    decimal: 'amount',
    json: 'document',
    binary: 'document',
  };
  const ofClass = classes[profile.valueClass] ?? (kind === 'date' ? 'date' : undefined);
  if (ofClass !== undefined) return ofClass;
  const isKey = profile.distinct >= LEAST_KEY && distinctness === 1;
  if (profile.distinct <= Math.max(CHOICES, CHOICES_SHARE * profile.rows) && !isKey) return 'category';
  if (places.has(type) && distinctness < UNIQUE_PLACE) return 'place';
  if (isEpoch(profile)) return 'date';
  if (profile.valueClass === 'integer') return distinctness <= REPEATS && (profile.maxNumber ?? 0) < LEAST_REFERENCE ? 'counter' : null;
  if (/^9+([.,]9+)+$/.test(profile.masks[0]?.mask ?? '') && kind !== 'phone') return 'amount';
  if (words > LONG_TEXT_WORDS) return 'free_text';
  if (kind === 'text' && distinctness < NAME_DISTINCTNESS) return 'repeats';
  if (kind === 'text' && isSingleName(profile.masks[0]?.mask ?? '', words, distinctness)) return 'single_name';
  return null;
}

/** Seconds since 1970 of July 1998 and of March 2030: what is written lies between. Ids of ten digits that begin with 1 reach further. */
const EPOCH = { from: 9e8, until: 1.9e9 };

/** Seconds or milliseconds since 1970, far apart. */
function isEpoch({ valueClass, minNumber, maxNumber, distinct }: Forms['attribute']['profile']): boolean {
  if (valueClass !== 'integer' || minNumber === null || maxNumber === null) return false;
  const unit = minNumber > 9e11 ? 1000 : 1;
  return minNumber / unit > EPOCH.from && maxNumber / unit < EPOCH.until && (maxNumber - minNumber) / distinct > 500;
}

/** One word that starts like a name and repeats: given and family names. */
function isSingleName(mask: string, words: number, distinctness: number): boolean {
  return !/\d/.test(mask) && /a/.test(mask) && words < SINGLE_NAME_WORDS && distinctness < SINGLE_NAME_DISTINCTNESS;
}

/** What is written where nothing is known, in lower case. */
export const placeholders: readonly string[] = [
  'n/a',
  'n.a.',
  '#n/a',
  '-',
  '--',
  '?',
  'n a',
  'na',
  'nan',
  'none',
  'null',
  'nil',
  'unknown',
  'undefined',
  'not available',
  'not applicable',
  'not set',
  'no email',
  'noemail',
  'no phone',
  'test',
  'tbd',
  'tba',
  'todo',
  'other',
  'others',
  'various',
  'xxx',
  'keine',
  'unbekannt',
  'inconnu',
  'desconocido',
  '0',
  '00',
  '000',
  '0000000000',
];

/** Domains under which anybody has a mailbox: they tell no organisation from another. */
export const publicMailDomains: readonly string[] = [
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'hotmail.co.uk',
  'hotmail.fr',
  'hotmail.de',
  'live.com',
  'msn.com',
  'yahoo.com',
  'yahoo.co.uk',
  'yahoo.fr',
  'yahoo.de',
  'ymail.com',
  'icloud.com',
  'me.com',
  'mac.com',
  'aol.com',
  'gmx.de',
  'gmx.net',
  'gmx.com',
  'gmx.at',
  'gmx.ch',
  'web.de',
  't-online.de',
  'freenet.de',
  'mail.ru',
  'yandex.ru',
  'yandex.com',
  'proton.me',
  'protonmail.com',
  'zoho.com',
  'fastmail.com',
  'mail.com',
  'orange.fr',
  'wanadoo.fr',
  'free.fr',
  'laposte.net',
  'libero.it',
  'virgilio.it',
  'qq.com',
  '163.com',
  '126.com',
  'naver.com',
  'comcast.net',
  'verizon.net',
  'att.net',
  'btinternet.com',
  'bigpond.com',
  'uol.com.br',
  'bol.com.br',
  'terra.com.br',
  'seznam.cz',
  'wp.pl',
  'o2.pl',
  'example.com',
];
