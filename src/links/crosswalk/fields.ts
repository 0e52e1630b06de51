import type { Correspondence } from '../correspond.ts';
import type { LinkKind } from '../forms.ts';
import { normaliser, type NormaliserName } from '../normalisers.ts';
import { severalForm, severalOf } from '../several.ts';
import type { Grain } from './words.ts';

/** One thing that both records of a pair say, and the levels of agreement on it. */
export interface Field {
  readonly name: string;
  readonly kind: LinkKind;
  /** Attributes of the left table that it is made of. */
  readonly attributes: readonly string[];
  /** Normal forms, as SQL over the staged tables. */
  readonly left: string;
  readonly right: string;
  /** Worst first; a pair is on the best that holds. Level 0 is a missing value: no evidence either way. */
  readonly levels: readonly Level[];
  /** Whether its words say which records are alike. */
  readonly isText: boolean;
  /** Whether its texts are prose, which describes: its words are compared, but do not tell records apart. */
  readonly isProse: boolean;
  /** Whether it is told how common a value is on which a pair agrees. */
  readonly weighsCommonness: boolean;
  /** Whether a form may be of several values, each of which may bring a pair. */
  readonly several: boolean;
  /** Whether pairs that agree on it are worth a look, however different the rest. */
  readonly blocks: boolean;
}

interface Level {
  readonly name: string;
  /** Over the forms `a` and `b`, both there, for fields of words the likeness of their words and of their spelling, 0..1, and where it weighs how common `a` is: 2 common, 0 rare. */
  readonly test: (a: string, b: string, words: string, spelling: string, commonness: string) => string;
}

const otherwise: Level = { name: 'different', test: () => 'true' };
const equal: Level = { name: 'equal', test: (a, b) => `${a} = ${b}` };
/** One character was added, left out, exchanged, or swapped with the next: what differs more is told by the cheaper distance, which counts a swap twice. */
const isOneEdit = (a: string, b: string): string => `CASE WHEN levenshtein(${a}, ${b}) <= 2 THEN damerau_levenshtein(${a}, ${b}) <= 1 ELSE false END`;

/** Where one character differs, one half of the text is the same, which is cheaper to see, and the other tells. */
const oneDiffers = (a: string, b: string): string => {
  const half = `(length(${b}) - 1) // 2`;
  const after = (v: string): string => `substr(${v}, ${half} + 1)`;
  const before = (v: string): string => `left(${v}, length(${v}) - ${half})`;
  return `CASE WHEN abs(length(${a}) - length(${b})) > 1 THEN false
    WHEN starts_with(${a}, left(${b}, ${half})) THEN ${isOneEdit(after(a), after(b))}
    WHEN ends_with(${a}, right(${b}, ${half})) THEN ${isOneEdit(before(a), before(b))} ELSE false END`;
};
const oneOfSameLengthDiffers = (a: string, b: string): string =>
  `CASE WHEN hamming(${a}, ${b}) <= 2 THEN damerau_levenshtein(${a}, ${b}) <= 1 ELSE false END`;

/** Words may be misspelled, by a Jaro-Winkler similarity of at least so much; numbers that differ are others. */
const isMisspelled = (a: string, b: string, spelling: string, least: number): string => {
  const digits = (v: string): string => `regexp_replace(${v}, '[^0-9]+', '', 'g')`;
  return `CASE WHEN ${spelling} >= ${least} THEN ${digits(a)} = ${digits(b)} ELSE false END`;
};
const isEqualButForSpaces = (a: string, b: string): string =>
  `CASE WHEN length(${a}) <> length(${b}) THEN replace(${a}, ' ', '') = replace(${b}, ' ', '') ELSE ${a} = ${b} END`;

const names: readonly Level[] = [
  otherwise,
  { name: 'some words', test: (_a, _b, words) => `${words} >= 0.2` },
  {
    name: 'many words or one begins the other',
    test: (a, b, words) =>
      `${words} >= 0.4 OR ((starts_with(${a}, ${b}) OR starts_with(${b}, ${a})) AND least(length(${a}), length(${b})) NOT IN (2, 3))`,
  },
  { name: 'most words or spelled alike', test: (a, b, words, spelling) => `${words} >= 0.6 OR ${isMisspelled(a, b, spelling, 0.88)}` },
  {
    name: 'nearly equal',
    test: (a, b, words, spelling) =>
      `${words} >= 0.85 OR ${isMisspelled(a, b, spelling, 0.94)} OR (${isMisspelled(a, b, spelling, 0.88)} AND length(${a}) >= 5 AND ${oneDiffers(a, b)})`,
  },
  { name: 'equal', test: isEqualButForSpaces },
];

const part = (v: string, place: number, by: string): string => `split_part(${v}, '${by}', ${place})`;
const difference = (a: string, b: string): string => `abs(CAST(${a} AS DOUBLE) - CAST(${b} AS DOUBLE))`;
const size = (a: string, b: string): string => `greatest(abs(CAST(${a} AS DOUBLE)), abs(CAST(${b} AS DOUBLE)))`;

const levels: Readonly<Record<LinkKind, readonly Level[]>> = {
  email: [
    otherwise,
    { name: 'same domain', test: (a, b) => `ends_with(${a}, substr(${b}, strpos(${b}, '@')))` },
    { name: 'spelled alike', test: (a, b) => `jaro_winkler_similarity(${a}, ${b}) >= 0.92` },
    { name: 'same local part', test: (a, b) => `strpos(${a}, '@') > 4 AND starts_with(${a}, left(${b}, strpos(${b}, '@')))` },
    { name: 'one character differs', test: oneDiffers },
    equal,
  ],
  phone: [otherwise, { name: 'seven digits or one differs', test: (a, b) => `right(${a}, 7) = right(${b}, 7) OR ${oneDiffers(a, b)}` }, equal],
  domain: [otherwise, { name: 'same first label', test: (a, b) => `${part(a, 1, '.')} = ${part(b, 1, '.')}` }, equal],
  code: [otherwise, { name: 'one character differs', test: (a, b) => `length(${a}) >= 5 AND ${oneDiffers(a, b)}` }, equal],
  date: [
    otherwise,
    { name: 'same year', test: (a, b) => `left(${a}, 4) = left(${b}, 4)` },
    {
      name: 'one digit differs or day and month swapped',
      test: (a, b) =>
        `${oneOfSameLengthDiffers(a, b)} OR (left(${a}, 4) = left(${b}, 4) AND substr(${a}, 6, 2) = substr(${b}, 9, 2) AND substr(${a}, 9, 2) = substr(${b}, 6, 2))`,
    },
    equal,
  ],
  number: [
    otherwise,
    { name: 'within a tenth', test: (a, b) => `${difference(a, b)} <= 0.1 * ${size(a, b)}` },
    { name: 'within a hundredth', test: (a, b) => `${difference(a, b)} <= 0.01 * ${size(a, b)}` },
    { name: 'within a ten-thousandth', test: (a, b) => `${difference(a, b)} <= 0.0001 * ${size(a, b)}` },
    equal,
  ],
  category: [otherwise, equal],
  hash: [otherwise, equal],
  person: names,
  company: names,
  text: names,
};

const formOf: Readonly<Record<Exclude<LinkKind, 'hash'>, NormaliserName>> = {
  email: 'mailbox',
  phone: 'phone',
  domain: 'domain',
  code: 'code',
  date: 'date',
  number: 'number',
  category: 'exact',
  person: 'person',
  company: 'company',
  text: 'text',
};

const BLOCKING: readonly LinkKind[] = ['email', 'phone', 'domain', 'code', 'date', 'hash', 'person', 'company', 'text'];

/** Mean words of a value, from which a text is prose rather than a name. */
const PROSE_WORDS = 12;

const isOfWords = (kind: LinkKind): boolean => kind === 'person' || kind === 'company' || kind === 'text';
/** Whether what corresponds are words, but no prose. */
export const isName = ({ kind, words }: Pick<Correspondence, 'kind' | 'words'>): boolean =>
  isOfWords(kind) && (kind !== 'text' || words <= PROSE_WORDS);

const WEIGHED: readonly LinkKind[] = ['domain', 'code', 'date', 'category', 'person', 'company', 'text'];
const rarely: readonly Level[] = [
  { name: 'equal and uncommon', test: (a, b, _words, _spelling, commonness) => `${a} = ${b} AND ${commonness} <= 1` },
  { name: 'equal and rare', test: (a, b, _words, _spelling, commonness) => `${a} = ${b} AND ${commonness} = 0` },
];

const inCommon: readonly Level[] = [
  { name: 'one in common', test: (a, b) => `list_has_any(${severalOf(a)}, ${severalOf(b)})` },
  {
    name: 'all of one in common',
    test: (a, b) => `list_has_all(${severalOf(a)}, ${severalOf(b)}) OR list_has_all(${severalOf(b)}, ${severalOf(a)})`,
  },
];

/** Where the rarity of words is not weighed in the likeness of records, that of values is in the levels. */
export function fieldOf({ left, right, kind, leftForm, rightForm, words, several }: Correspondence, grain: Grain): Field {
  const weighsCommonness = grain === 'values' && WEIGHED.includes(kind);
  const [l, r] = kind === 'hash' ? [leftForm, rightForm] : [formOf[kind], formOf[kind]];
  const [from, to] = [left.names.join('+'), right.names.join('+')];
  return {
    name: from === to ? from : `${from} ~ ${to}`,
    kind,
    attributes: left.names,
    left: several ? severalForm(left.sql, normaliser(l).sql) : normaliser(l).sql(left.sql),
    right: several ? severalForm(right.sql, normaliser(r).sql) : normaliser(r).sql(right.sql),
    levels: [...(several ? [...levels[kind].slice(0, -1), ...inCommon, equal] : levels[kind]), ...(weighsCommonness ? rarely : [])],
    several,
    weighsCommonness,
    isText: isOfWords(kind),
    isProse: isOfWords(kind) && !isName({ kind, words }),
    blocks: BLOCKING.includes(kind),
  };
}
