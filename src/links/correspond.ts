import type { Staging } from '../profiling/staging.ts';
import type { Forms, LinkAttribute, LinkKind } from './forms.ts';
import { nameSimilarity } from './names.ts';
import { normaliser, type NormaliserName } from './normalisers.ts';
import { partsOf, severalKinds } from './several.ts';

/** Two attributes of two tables that say the same of what their rows describe. */
export interface Correspondence {
  readonly left: LinkAttribute;
  readonly right: LinkAttribute;
  /** As what both are compared. */
  readonly kind: LinkKind;
  /** The normal form in which the values of each side meet. */
  readonly leftForm: NormaliserName;
  readonly rightForm: NormaliserName;
  /** Mean words per value, of the wordier side. */
  readonly words: number;
  /** Whether cells of either side may hold several values. */
  readonly several: boolean;
  /** How sure it is, for ordering only. */
  readonly score: number;
}

export interface TableSide {
  /** SQL name of the staged table. */
  readonly table: string;
  readonly rows: number;
  readonly forms: readonly Forms[];
}

interface Overlap {
  readonly a: number;
  readonly b: number;
  readonly via_a: NormaliserName;
  readonly via_b: NormaliserName;
  /** Distinct values that the sampled rows of both sides have in common. */
  readonly met: number;
  /** Distinct values that both sides have in common, and of the side that has fewer; estimates where rows are sampled. */
  readonly shared: number;
  readonly least: number;
}

/** Of a larger table, a sample of so many rows is looked at: of a million values of which a twentieth is shared, it shows the share within a fifth. */
const SAMPLED_ROWS = 25_000;
const HASHES: readonly NormaliserName[] = ['md5_of_email', 'sha1_of_email', 'sha256_of_email'];
/** What a form shows where several meet equally well: the more specific first. */
const SPECIFIC: readonly NormaliserName[] = ['mailbox', 'phone', 'domain', ...HASHES, 'date', 'number', 'code', 'text', 'person', 'company', 'exact'];
/** Types whose values are words, however short, which are misspelled as words are. */
/** Forms of a cell as a whole. */
const OF_WORDS: readonly NormaliserName[] = ['text', 'person', 'company', 'number', 'date'];
const WORDS: readonly string[] = ['given_name', 'family_name', 'city', 'region'];
/** Types by which a person, a company or a place is told, each in one column as a rule. */
const TELLING_TYPES: readonly string[] = [
  'person_name',
  'given_name',
  'family_name',
  'birth_date',
  'company',
  'address',
  'city',
  'region',
  'postal_code',
  'latitude',
  'longitude',
];
const LEAST_SCORE = 0.4;
const LEAST_SHARED = 3;
/** Two columns that number their own rows meet by chance in fewer of them than this. */
const LEAST_SHARE_OF_CODES = 0.2;
/** Of fewer distinct values, many may be shared by chance. */
const FEW_VALUES = 20;

/**
 * Finds which attributes of two tables say the same: by the values that they share in some normal form, and by their names. Each attribute is
 * used once; best first. Statements: one per side, two for the overlaps.
 */
export async function correspondences(staging: Staging, left: TableSide, right: TableSide, signal: AbortSignal): Promise<Correspondence[]> {
  if (left.forms.length === 0 || right.forms.length === 0) return [];
  await staging.run(formTable('left_forms', left, right), signal);
  await staging.run(formTable('right_forms', right, left), signal);
  const overlaps = await staging.rows<Overlap>(overlapSql(left, right), signal);
  const wordShares = new Map(
    (await staging.rows<{ a: number; b: number; share: number }>(wordOverlapSql, signal)).map(({ a, b, share }) => [`${a} ${b}`, share]),
  );
  await staging.run('DROP TABLE left_forms; DROP TABLE right_forms', signal);
  const best = new Map<string, { overlap: Overlap; share: number }>();
  for (const overlap of overlaps) {
    const share = trust(overlap, left, right);
    const key = `${overlap.a} ${overlap.b}`;
    const known = best.get(key);
    const isBetter =
      known === undefined ||
      share > known.share + 0.03 ||
      (share > known.share - 0.03 && SPECIFIC.indexOf(overlap.via_a) < SPECIFIC.indexOf(known.overlap.via_a));
    if (isBetter) best.set(key, { overlap, share });
  }
  const candidates = left.forms.flatMap((a, i) =>
    right.forms.flatMap((b, j) => {
      const found = best.get(`${i} ${j}`);
      return candidate(a, b, found?.overlap, found?.share ?? 0, wordShares.get(`${i} ${j}`) ?? 0);
    }),
  );
  return assign(candidates.filter(({ score }) => score >= LEAST_SCORE).toSorted((a, b) => b.score - a.score));
}

const oneRowOf = ({ rows }: TableSide): number => Math.max(1, Math.ceil(rows / SAMPLED_ROWS));

/** The normal forms of one side in which it may meet the other, each of a text once. */
function formTable(name: string, side: TableSide, other: TableSide): string {
  const { table, forms } = side;
  const others = new Set(other.forms.flatMap(({ normalisers }) => normalisers));
  const canMeet = (form: NormaliserName): boolean =>
    others.has(form) || (HASHES.includes(form) ? others.has('exact') : form === 'exact' && HASHES.some((hash) => others.has(hash)));
  const parts = forms.flatMap(({ attribute, normalisers, several }, i) => {
    const texts = (form: NormaliserName): string =>
      `(SELECT text, count(*) AS n FROM (SELECT ${several && !OF_WORDS.includes(form) ? `unnest(${partsOf(attribute.sql)})` : attribute.sql} AS text FROM sampled) GROUP BY text)`;
    return normalisers
      .filter(canMeet)
      .map(
        (form) =>
          `SELECT ${i} AS attribute, '${form}' AS form, v, CAST(sum(n) AS BIGINT) AS n FROM (SELECT nullif(${normaliser(form).sql('text')}, '') AS v, n FROM ${texts(form)}) GROUP BY v HAVING count(v) > 0`,
      );
  });
  const none = `SELECT 0 AS attribute, '' AS form, '' AS v, 0 AS n WHERE false`;
  return `CREATE OR REPLACE TABLE ${name} AS
WITH sampled AS MATERIALIZED (SELECT * FROM ${table} WHERE hash(rowid) % ${oneRowOf(side)} = 0)
${parts.length === 0 ? none : parts.join('\nUNION ALL ')}`;
}

const meets = `l.form = r.form OR (l.form IN ('md5_of_email', 'sha1_of_email', 'sha256_of_email') AND r.form = 'exact')
  OR (r.form IN ('md5_of_email', 'sha1_of_email', 'sha256_of_email') AND l.form = 'exact')`;

/**
 * How many values the sampled rows show of all that there are: those that were met once say how many were not met at all.
 * Source: first-order jackknife, Haas & Stokes, "Estimating the number of classes in a finite population", JASA 1998.
 */
const shown = (side: TableSide): string => `1 - (1 - 1 / ${oneRowOf(side)}) * count(*) FILTER (n = 1) / sum(n)`;

const overlapSql = (
  left: TableSide,
  right: TableSide,
): string => `WITH l AS (SELECT attribute, form, count(*) AS n, ${shown(left)} AS shown FROM left_forms GROUP BY ALL),
r AS (SELECT attribute, form, count(*) AS n, ${shown(right)} AS shown FROM right_forms GROUP BY ALL),
met AS (
  SELECT l.attribute AS a, r.attribute AS b, l.form AS via_a, r.form AS via_b, count(*) AS met
  FROM left_forms AS l JOIN right_forms AS r USING (v) WHERE ${meets} GROUP BY ALL)
SELECT a, b, via_a, via_b, met, met / l.shown / r.shown AS shared, least(l.n / l.shown, r.n / r.shown) AS least
FROM met JOIN l ON l.attribute = a AND l.form = via_a JOIN r ON r.attribute = b AND r.form = via_b
ORDER BY a, b, via_a, via_b`;

const wordOverlapSql = `WITH l AS (SELECT DISTINCT attribute, unnest(string_split(v, ' ')) AS word FROM left_forms WHERE form = 'text'),
r AS (SELECT DISTINCT attribute, unnest(string_split(v, ' ')) AS word FROM right_forms WHERE form = 'text'),
nl AS (SELECT attribute, count(*) AS n FROM l GROUP BY attribute), nr AS (SELECT attribute, count(*) AS n FROM r GROUP BY attribute)
SELECT l.attribute AS a, r.attribute AS b, count(*) / least(any_value(nl.n), any_value(nr.n)) AS share
FROM l JOIN r USING (word) JOIN nl ON nl.attribute = l.attribute JOIN nr ON nr.attribute = r.attribute
GROUP BY ALL ORDER BY a, b`;

/** The share of the smaller side's values that the other has, less where that may be chance. */
function trust({ a, b, via_a: form, via_b: other, met, shared, least }: Overlap, left: TableSide, right: TableSide): number {
  let share = least === 0 ? 0 : Math.min(1, shared / least);
  if (form === other && (form === 'number' || form === 'exact' || form === 'date')) share *= 0.6;
  if ((form === 'number' || form === 'code') && isInteger(left, a) && isInteger(right, b)) share *= 0.7;
  if (least < FEW_VALUES) share *= 0.5;
  return met < LEAST_SHARED ? Math.min(share, 0.1) : share;
}

/** Each row has a code of its own. */
const isUnique = ({ attribute: { profile } }: Forms): boolean => profile.distinct >= 0.95 * (profile.rows - profile.nulls - profile.empties);

/** Numbers its rows, from the beginning on: equal numbers of two tables say nothing. */
const isSerial = (forms: Forms): boolean => {
  const { valueClass, minNumber, maxNumber, distinct } = forms.attribute.profile;
  if (valueClass !== 'integer' || minNumber === null || maxNumber === null || !isUnique(forms)) return false;
  return minNumber <= 10 && (maxNumber - minNumber + 1) / Math.max(1, distinct) <= 2;
};

const isInteger = ({ forms }: TableSide, i: number): boolean => forms[i]?.attribute.profile.valueClass === 'integer';

function candidate(a: Forms, b: Forms, overlap: Overlap | undefined, share: number, words: number): Correspondence[] {
  const name = nameSimilarity(a.attribute.names.join(' '), b.attribute.names.join(' '));
  const common = overlap?.via_a ?? a.normalisers.find((form) => b.normalisers.includes(form));
  if (common === undefined || (overlap === undefined && name < 0.5)) return [];
  const [leftForm, rightForm] = [overlap?.via_a ?? common, overlap?.via_b ?? common];
  const areTexts = a.normalisers.includes('text') && b.normalisers.includes('text');
  const value = areTexts ? Math.max(share, 0.7 * words) : share;
  const kind = kindOf(a, b, leftForm, areTexts);
  if (kind === 'code' && isUnique(a) && isUnique(b) && share < LEAST_SHARE_OF_CODES) return [];
  if (isSerial(a) && isSerial(b)) return [];
  const several = severalKinds.includes(kind) && (a.several || b.several);
  const isIdentity = kind === 'email' || kind === 'phone' || kind === 'domain' || kind === 'hash';
  const type = a.attribute.profile.semanticType ?? null;
  const isSameType = type !== null && type === b.attribute.profile.semanticType && TELLING_TYPES.includes(type);
  const known = isIdentity && (value > 0.05 || name > 0.5) ? 0.35 : isSameType && value > 0.05 ? 0.2 : 0;
  const score = 0.45 * name + 0.7 * value + known;
  return [{ left: a.attribute, right: b.attribute, kind, leftForm, rightForm, words: Math.max(a.words, b.words), several, score }];
}

function kindOf(a: Forms, b: Forms, form: NormaliserName, areTexts: boolean): LinkKind {
  const kinds = [a.kind, b.kind];
  const byForm: Partial<Record<NormaliserName, LinkKind>> = {
    mailbox: 'email',
    phone: 'phone',
    domain: 'domain',
    md5_of_email: 'hash',
    sha1_of_email: 'hash',
    sha256_of_email: 'hash',
    date: 'date',
    number: 'number',
    code: 'code',
  };
  if (kinds.includes('hash')) return 'hash';
  if (areTexts && [a, b].every(({ attribute }) => WORDS.includes(attribute.profile.semanticType ?? ''))) return 'text';
  if (areTexts && Math.max(a.words, b.words) > 3 && !kinds.includes('person') && !kinds.includes('company')) return 'text';
  const known = byForm[form];
  if (known !== undefined) return known;
  if (kinds.includes('person')) return 'person';
  if (kinds.includes('company')) return 'company';
  return areTexts && !kinds.every((kind) => kind === 'category') ? 'text' : 'category';
}

function assign(candidates: readonly Correspondence[]): Correspondence[] {
  const used = new Set<LinkAttribute>();
  return candidates.filter(({ left, right }) => {
    if (used.has(left) || used.has(right)) return false;
    used.add(left).add(right);
    return true;
  });
}
