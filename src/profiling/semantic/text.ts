import { anyWord } from '../names.ts';
import { patternRule, share, type SemanticRule } from './rule.ts';

/** Kinds of text that are neither personal nor measured. */
export const textRules: readonly SemanticRule[] = [
  { type: 'uuid', sensitive: false, confidence: ({ measures }) => (measures.valueClass === 'uuid' ? 0.99 : 0) },
  { type: 'json', sensitive: false, confidence: ({ measures }) => (measures.valueClass === 'json' ? 0.98 : 0) },
  patternRule({ type: 'markup', value: (v) => /^\s*<[!?a-z][^>]*>/i.test(v), alone: 0.9 }),
  patternRule({ type: 'color', value: (v) => /^#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(v), alone: 0.95 }),
  patternRule({
    type: 'mime_type',
    value: (v) => /^(application|audio|font|image|message|model|multipart|text|video)\/[\w.+-]+$/.test(v),
    alone: 0.97,
  }),
  patternRule({
    type: 'file_name',
    value: (v) => /^[^\n]{1,255}\.[a-z][a-z0-9]{1,4}$/i.test(v) && !/\s\s/.test(v),
    names: anyWord('file, filename, path, image, photo'),
    named: 0.85,
  }),
  patternRule({
    type: 'gender',
    value: (v) => /^(m|f|x|d|male|female|other|man|woman|homme|femme|hombre|mujer|w)$/i.test(v),
    names: anyWord('gender, sex, sexo, genero, geschlecht, sexe, genre'),
    named: 0.95,
  }),
  {
    type: 'free_text',
    sensitive: false,
    confidence({ values, measures }) {
      if (measures.valueClass !== 'text' || measures.length === null) return 0;
      const sentences = share(values, (value) => value.split(/\s+/).length >= 5);
      return sentences >= 0.5 ? 0.5 + 0.4 * sentences : 0;
    },
  },
  {
    type: 'code',
    sensitive: false,
    confidence({ values, measures }) {
      if (measures.valueClass !== 'text' || measures.length === null || measures.length.max > LONGEST_CODE) return 0;
      if (share(values, isGroupedCode) >= 0.9 && share(values, (value) => /\p{L}/u.test(value)) >= 0.5) return 0.65;
      if (measures.length.max > LONGEST_WORD) return 0;
      const codes = share(values, (value) => /^[\p{Lu}\d][\p{Lu}\d._/-]*$/u.test(value));
      const withDigits = share(values, (value) => /\d/.test(value));
      return codes >= 0.95 && (withDigits >= 0.5 || measures.length.max <= 6) ? 0.65 : 0;
    },
  },
];

const LONGEST_WORD = 24;
/** An IBAN in groups of four has as many characters. */
const LONGEST_CODE = 42;
const MOST_GROUPS = 9;
/** Letters that stand by themselves in a code are no longer than this: more are a word. */
const LONGEST_PREFIX = 5;

/** Letters of one case and at least two digits in groups, as `acct_9f2c71`, `DE 123 456 789` or `aa:bb:10`; a number with its unit is an amount. */
function isGroupedCode(value: string): boolean {
  const groups = value.split(/[\s._/:#-]+/).filter((group) => group !== '');
  if (groups.length > MOST_GROUPS || (value.match(/\d/g) ?? []).length < 2 || /^[\d.,]+\s?\p{L}+$/u.test(value)) return false;
  return groups.every((group) => /^(\d|\p{Lu})+$|^(\d|\p{Ll})+$/u.test(group) && (/\d/.test(group) || group.length <= LONGEST_PREFIX));
}
