import type { AttributeProfile } from '../domain/profile.ts';
import type { Staging } from '../profiling/staging.ts';
import type { NormaliserName } from './normalisers.ts';
import type { Part } from './parts.ts';
import { isRoleMailbox } from './role-mailboxes.ts';
import { holdsSeveral } from './several.ts';

/** An attribute of one side, or several that together say one thing. */
export interface LinkAttribute {
  /** The attributes of the source that it is made of. */
  readonly names: readonly string[];
  /** SQL over the staged table: its text. */
  readonly sql: string;
  /** What that is of the text of the one attribute; absent: the whole. */
  readonly part?: Part;
  readonly profile: AttributeProfile;
  /** Of telephone numbers: where those without a country code are from. */
  readonly origin?: NumbersOrigin;
}

/** The country that a row says in another column (SQL over the staged table), else a calling code; null where there is none. */
interface NumbersOrigin {
  readonly country: string | null;
  readonly callingCode: string | null;
}

/** What kind of thing the values of an attribute are, and the normal forms in which they may meet those of another. */
export interface Forms {
  readonly attribute: LinkAttribute;
  readonly kind: LinkKind;
  readonly normalisers: readonly NormaliserName[];
  /** Mean words per value. */
  readonly words: number;
  /** Share of the values with a space inside. */
  readonly spaced: number;
  /** Share of the values that are a web address or a host, or begin with one. */
  readonly hosts: number;
  /** Share of the values that are a mailbox of whoever is on duty. */
  readonly roles: number;
  /** Whether cells may hold several values. */
  readonly several: boolean;
}

export type LinkKind = 'email' | 'phone' | 'domain' | 'person' | 'company' | 'text' | 'code' | 'date' | 'number' | 'category' | 'hash';

const kindOfType: Readonly<Record<string, LinkKind>> = {
  email: 'email',
  phone: 'phone',
  url: 'domain',
  domain: 'domain',
  person_name: 'person',
  company: 'company',
  address: 'text',
  free_text: 'text',
  city: 'text',
  region: 'text',
  birth_date: 'date',
  date: 'date',
  datetime: 'date',
  uuid: 'code',
  code: 'code',
  postal_code: 'code',
  username: 'code',
  national_id: 'code',
  card_number: 'code',
  iban: 'code',
  bank_account: 'code',
  ip_address: 'code',
  mac_address: 'code',
  country: 'category',
  gender: 'category',
  boolean: 'category',
  language_code: 'category',
  mime_type: 'category',
  money: 'number',
  percentage: 'number',
};

interface Shares {
  readonly email: number;
  readonly number: number;
  readonly date: number;
  readonly spaced: number;
  readonly letters: number;
  readonly hash: number;
  readonly phone: number;
  readonly length: number;
  readonly words: number;
  readonly hosts: number;
  readonly roles: number;
  readonly several: number;
}

/** Share of the values that pass a test; `n` says how often each stands there. */
const share = (test: string, v: string): string => mean(`CAST(${test} AS INTEGER)`, v);
const mean = (measure: string, v: string): string => `coalesce(sum(n * ${measure}) FILTER (WHERE ${v} <> '') / sum(n) FILTER (WHERE ${v} <> ''), 0)`;

const measures: Readonly<Record<keyof Shares, (v: string) => string>> = {
  email: (v) => share(`norm_email(${v}) IS NOT NULL`, v),
  number: (v) => share(`norm_number(${v}) IS NOT NULL`, v),
  date: (v) => share(`norm_date(${v}) IS NOT NULL`, v),
  spaced: (v) => share(`trim(${v}) LIKE '% %'`, v),
  letters: (v) => share(String.raw`regexp_matches(${v}, '\p{L}{2}')`, v),
  hash: (v) => share(`regexp_full_match(lower(${v}), '[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}')`, v),
  phone: (v) => share(`regexp_full_match(${v}, '[+0-9() ./x-]{7,24}') AND length(norm_digits(${v})) BETWEEN 7 AND 15`, v),
  length: (v) => mean(`length(${v})`, v),
  hosts: (v) => share(String.raw`regexp_matches(lower(trim(${v})), '^([a-z]+://)?([a-z0-9-]+\.)+[a-z]{2,18}(/\S*|[\s,;|].*)?$')`, v),
  roles: (v) => share(isRoleMailbox(v), v),
  several: (v) => share(holdsSeveral(v), v),
  words: (v) => mean(`len(string_split(norm_text(${v}), ' '))`, v),
};

const measureNames = Object.keys(measures) as (keyof Shares)[];
/** Rows looked at for the shares: enough for any of them within two percent. */
const LOOKED_AT = 5000;

/** Attributes looked at by one statement: many more take more memory than a staging has. */
const ATTRIBUTES_PER_STATEMENT = 40;

/** Says of each attribute of a staged table what its values are. */
export async function formsOf(staging: Staging, table: string, attributes: readonly LinkAttribute[], signal: AbortSignal): Promise<Forms[]> {
  const forms: Forms[] = [];
  for (let start = 0; start < attributes.length; start += ATTRIBUTES_PER_STATEMENT) {
    const some = attributes.slice(start, start + ATTRIBUTES_PER_STATEMENT);
    const values = `SELECT unnest(range(${some.length})) AS attribute, unnest([${some.map(({ sql }) => sql).join(', ')}]) AS v FROM (SELECT * FROM ${table} LIMIT ${LOOKED_AT})`;
    forms.push(...(await measured(staging, `SELECT attribute, v, count(*) AS n FROM (${values}) WHERE v <> '' GROUP BY ALL`, some, signal)));
  }
  return forms;
}

/** Rows of each table that are looked at where there are many tables: shares within a twentieth. */
const SPREAD_ROWS = 500;
/** An attribute that has a value in fewer rows is looked at where it has them. */
const SPARSE = 0.2;
const SPARSE_VALUES = 100;
const looked = 'scratch.link_looked';

/** An attribute of one of several tables. */
export interface TableAttribute {
  /** SQL name of its staged table. */
  readonly table: string;
  readonly attribute: LinkAttribute;
}

/** The same of the attributes of many tables, from fewer rows, spread over each table. Aligned with them. Two statements. */
export async function formsOfTables(staging: Staging, attributes: readonly TableAttribute[], signal: AbortSignal): Promise<Forms[]> {
  const asked = attributes.flatMap(({ table, attribute }, i) => (sharesOfClass(attribute) === undefined ? [{ table, attribute, i }] : []));
  if (asked.length === 0) return attributes.map(({ attribute }) => formOf(attribute, sharesOfClass(attribute)));
  const tables = new Map<string, typeof asked>();
  const parts: string[] = [];
  for (const one of asked) {
    const { rows, nulls, empties } = one.attribute.profile;
    if (rows - nulls - empties >= SPARSE * rows) tables.set(one.table, [...(tables.get(one.table) ?? []), one]);
    else
      parts.push(
        `(SELECT ${one.i} AS attribute, ${one.attribute.sql} AS v FROM ${one.table} WHERE ${one.attribute.sql} <> '' LIMIT ${SPARSE_VALUES})`,
      );
  }
  for (const [table, own] of tables) {
    const step = Math.max(1, Math.floor((own[0]?.attribute.profile.rows ?? 0) / SPREAD_ROWS));
    const columns = own.map(({ attribute }) => attribute.sql).join(', ');
    parts.push(
      `SELECT unnest([${own.map(({ i }) => i).join(', ')}]) AS attribute, unnest([${columns}]) AS v FROM (SELECT * FROM ${table} WHERE rowid % ${step} = 0)`,
    );
  }
  await staging.run(
    `CREATE OR REPLACE TABLE ${looked} AS SELECT attribute, v, count(*) AS n FROM (${parts.join('\nUNION ALL ')}) WHERE v <> '' GROUP BY attribute, v`,
    signal,
  );
  const found = await sharesIn(staging, looked, signal);
  await staging.run(`DROP TABLE ${looked}`, signal);
  return attributes.map(({ attribute }, i) => formOf(attribute, sharesOfClass(attribute) ?? found.get(i)));
}

const nothing: Shares = {
  email: 0,
  number: 0,
  date: 0,
  spaced: 0,
  letters: 0,
  hash: 0,
  phone: 0,
  length: 0,
  words: 1,
  hosts: 0,
  roles: 0,
  several: 0,
};
const PHONE_DIGITS = 7;

/** What follows from the class of the values alone; undefined where they have to be looked at. */
function sharesOfClass({ profile }: LinkAttribute): Shares | undefined {
  const { valueClass, minNumber, maxNumber, length } = profile;
  const known = { ...nothing, length: length?.mean ?? 0 };
  if (valueClass === 'decimal') return { ...known, number: 1 };
  if (valueClass === 'date' || valueClass === 'timestamp') return { ...known, date: 1 };
  if (valueClass === 'uuid') return known;
  if (valueClass !== 'integer' || minNumber === null || maxNumber === null) return undefined;
  if (minNumber >= 19_000_101 && maxNumber <= 20_991_231) return undefined;
  return { ...known, number: 1, phone: (length?.min ?? 0) >= PHONE_DIGITS ? 1 : 0 };
}

async function measured(staging: Staging, values: string, attributes: readonly LinkAttribute[], signal: AbortSignal): Promise<Forms[]> {
  const found = await sharesIn(staging, `(${values})`, signal);
  return attributes.map((attribute, i) => formOf(attribute, found.get(i)));
}

/** `values`: SQL of a table of attribute, v and n. */
async function sharesIn(staging: Staging, values: string, signal: AbortSignal): Promise<Map<number, Shares>> {
  const columns = measureNames.map((name) => `${measures[name]('v')} AS ${name}`);
  const rows = await staging.rows<Shares & { attribute: number }>(
    `SELECT attribute, ${columns.join(', ')} FROM ${values} GROUP BY attribute`,
    signal,
  );
  return new Map(rows.map((row) => [row.attribute, row]));
}

/** Share of the cells with several values from which they count. */
const SEVERAL = 0.01;

function formOf(attribute: LinkAttribute, found: Shares | undefined): Forms {
  const shares = found ?? nothing;
  const kind = kindOf(attribute, shares);
  const { words, spaced, hosts, roles } = shares;
  return { attribute, kind, normalisers: normalisersOf(attribute, kind, shares), words, spaced, hosts, roles, several: shares.several >= SEVERAL };
}

function kindOf({ profile }: LinkAttribute, shares: Shares): LinkKind {
  const filled = profile.rows - profile.nulls - profile.empties;
  if (shares.hash > 0.9) return 'hash';
  if (shares.email > 0.6) return 'email';
  const known = kindOfType[profile.semanticType ?? ''];
  if (known !== undefined) return known;
  if (profile.valueClass === 'date' || profile.valueClass === 'timestamp' || shares.date > 0.75) return 'date';
  if (profile.valueClass === 'decimal') return 'number';
  if (profile.valueClass === 'integer') return profile.distinct > 0.5 * filled ? 'code' : 'number';
  if (profile.valueClass === 'boolean') return 'category';
  if (profile.valueClass === 'uuid') return 'code';
  if (shares.phone > 0.8 && shares.number < 0.5) return 'phone';
  return profile.distinct <= Math.max(30, 0.005 * profile.rows) && shares.words < 3 ? 'category' : 'text';
}

const LONG_TEXT_WORDS = 12;

/** A UUID has as many digits without its dashes. */
const UUID_DIGITS = 32;

function normalisersOf({ profile }: LinkAttribute, kind: LinkKind, shares: Shares): NormaliserName[] {
  if (kind === 'hash') return shares.length > UUID_DIGITS ? ['exact'] : ['exact', 'code'];
  if (kind === 'email') return ['mailbox', 'md5_of_email', 'sha1_of_email', 'sha256_of_email'];
  if (kind === 'domain') return ['domain'];
  if (kind === 'phone') return ['phone'];
  if (shares.date > 0.75) return ['date'];
  const found: NormaliserName[] = [];
  if (shares.phone > 0.8 && profile.valueClass === 'text') found.push('phone');
  if (shares.number > 0.9) found.push('number');
  if ((kind === 'code' || (shares.spaced < 0.3 && shares.length <= 40)) && profile.valueClass !== 'decimal') found.push('code');
  if (shares.letters > 0.6)
    found.push(...(profile.distinct > 30 && shares.words <= LONG_TEXT_WORDS ? (['company', 'person', 'text'] as const) : (['text'] as const)));
  return found.length === 0 ? ['exact'] : found;
}
