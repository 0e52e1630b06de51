/**
 * Canonical text in SQL: what makes equal values of different engines, types and collations equal texts. It looks at the value only.
 * One rule: values that match `pattern` wholly become `rewrite(value)`; canonical ones do not match. Patterns exclude one another.
 */
interface CanonicalRule {
  readonly name: string;
  readonly pattern: string;
  rewrite(expression: string): string;
}

const ZONE = String.raw` ?([zZ]|[-+][0-9]{2}(:?[0-9]{2})?)`;
const CLOCK = String.raw`[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?(${ZONE})?)?`;

const canonicalRules: readonly CanonicalRule[] = [
  {
    /** `3.0` → `3`, `.5` → `0.5`, `-0.0` → `0`. Whole numbers stay as they are: leading zeros are part of a code. */
    name: 'decimal',
    pattern: String.raw`-?(0|[1-9][0-9]*)?\.[0-9]*0|-?\.[0-9]+|-0`,
    rewrite: (v) => `canon_decimal(${v})`,
  },
  {
    /** `1.5e3` → `1500`, `1e+20` written out. `1e5` stays: it may be a code. */
    name: 'exponent',
    pattern: String.raw`-?[1-9](\.[0-9]+[eE][-+]?|[eE][-+])[0-9]{1,3}`,
    rewrite: (v) => `canon_exponent(${v})`,
  },
  {
    /** `YYYY-MM-DD HH:MM:SS[.f]` in UTC without trailing zeros of the fraction; midnight is the date. */
    name: 'timestamp',
    pattern: String.raw`[0-9]{4}-[0-9]{2}-[0-9]{2}(T${CLOCK}| [0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]*0|(\.[0-9]+)?${ZONE}))?| 00:00:00)`,
    rewrite: (v) => `canon_timestamp(${v})`,
  },
  {
    /** Times without trailing zeros of the fraction. */
    name: 'time',
    pattern: String.raw`[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]*0`,
    rewrite: (v) => `canon_clock(${v})`,
  },
  {
    name: 'uuid',
    pattern: '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}',
    rewrite: (v) => `lower(${v})`,
  },
];

/** The macros that the rules use; create them once per database. */
export const canonicalMacros: readonly string[] = [
  String.raw`CREATE OR REPLACE MACRO canon_decimal(v) AS
  CASE WHEN regexp_full_match(v, '-?0?\.?0+') THEN '0'
  ELSE regexp_replace(CASE WHEN contains(v, '.') THEN regexp_replace(v, '\.?0+$', '') ELSE v END, '^(-?)\.', '\1' || '0.') END`,
  String.raw`CREATE OR REPLACE MACRO canon_shift(sign, whole, fraction, power) AS
  sign || CASE
    WHEN power >= length(fraction) THEN whole || fraction || repeat('0', power - length(fraction))
    WHEN power >= 0 THEN canon_decimal(whole || substr(fraction, 1, power) || '.' || substr(fraction, power + 1))
    ELSE canon_decimal('0.' || repeat('0', -power - 1) || whole || fraction) END`,
  String.raw`CREATE OR REPLACE MACRO canon_exponent(v) AS canon_shift(
  CASE WHEN starts_with(v, '-') THEN '-' ELSE '' END, regexp_extract(v, '^-?([0-9])', 1), regexp_extract(v, '\.([0-9]+)', 1),
  coalesce(TRY_CAST(regexp_extract(v, '[eE][+]?(-?[0-9]+)$', 1) AS INTEGER), 0))`,
  String.raw`CREATE OR REPLACE MACRO canon_clock(v) AS
  CASE WHEN contains(v, '.') THEN regexp_replace(v, '\.?0+$', '') ELSE v END`,
  String.raw`CREATE OR REPLACE MACRO canon_timestamp(v) AS regexp_replace(canon_clock(
  CASE WHEN length(v) = 16 THEN replace(v, 'T', ' ') || ':00'
    WHEN regexp_matches(v, '[zZ]$|[-+][0-9:]+$') AND NOT regexp_full_match(v, '.{10}[ T][0-9:.]+')
      THEN coalesce(CAST(CAST(TRY_CAST(regexp_replace(v, ' ([-+zZ])', '\1') AS TIMESTAMPTZ) AS TIMESTAMP) AS VARCHAR), v)
    ELSE replace(v, 'T', ' ') END), ' 00:00:00$', '')`,
];

const TEXT_NEED = 1;
const ruleNeed = (rule: number): number => 2 << rule;

/** Every rule. */
const ALL_NEEDS = TEXT_NEED + canonicalRules.reduce((sum, _rule, i) => sum + ruleNeed(i), 0);

/** Matches whatever some rule may change, and little else: spares most columns the tests of `needsSql`. */
const SUSPECT = String.raw`[^\x00-\x7f]| $|^-?[0-9]*\.[0-9]|^-0|^-?[1-9](\.[0-9]+)?[eE][-+0-9]|^[0-9]{4}-..-..[ T]|^..:..:..\.|^[0-9a-fA-F]{8}-`;

/** An aggregate over a raw column: whether some value of it may need a rule at all. */
export function suspectSql(column: string): string {
  return `coalesce(bool_or(regexp_matches(${column}, '${SUSPECT}')), false)`;
}

/** An aggregate over a raw column: the set of rules that would change some value of it. Columns that need none stay as they are. */
export function needsSql(column: string): string {
  const any = canonicalRules.map((rule) => `(${rule.pattern})`).join('|');
  const none = `WHEN NOT regexp_full_match(${column}, '(${any}) *') THEN 0`;
  const rules = canonicalRules.map((rule, i) => `WHEN regexp_full_match(${column}, '(${rule.pattern}) *') THEN ${ruleNeed(i)}`).join(' ');
  const text = `CASE WHEN regexp_matches(${column}, '[^\\x00-\\x7f]| $') AND ${textSql(column)} <> ${column} THEN ${TEXT_NEED} ELSE 0 END`;
  return `coalesce(bit_or(${text} + CASE ${none} ${rules} ELSE 0 END), 0)`;
}

/** The canonical text of a raw text column: Unicode NFC without trailing spaces (CHAR padding), then the rules that are needed. */
export function canonicalSql(column: string, needs: number = ALL_NEEDS): string {
  const text = (needs & TEXT_NEED) === 0 ? column : textSql(column);
  const rules = canonicalRules.filter((_rule, i) => (needs & ruleNeed(i)) !== 0);
  if (rules.length === 0) return text;
  return `CASE ${rules.map((rule) => `WHEN regexp_full_match(${text}, '${rule.pattern}') THEN ${rule.rewrite(text)}`).join(' ')} ELSE ${text} END`;
}

function textSql(column: string): string {
  return `rtrim(nfc_normalize(${column}), ' ')`;
}
