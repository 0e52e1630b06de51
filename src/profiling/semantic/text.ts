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
      if (measures.valueClass !== 'text' || measures.length === null || measures.length.max > 24) return 0;
      const codes = share(values, (value) => /^[\p{Lu}\d][\p{Lu}\d._/-]*$/u.test(value));
      const withDigits = share(values, (value) => /\d/.test(value));
      return codes >= 0.95 && (withDigits >= 0.5 || measures.length.max <= 6) ? 0.65 : 0;
    },
  },
];
