/**
 * A normaliser makes equal what means the same: SQL over one text, null where the text is none of its kind. Name and version are recorded in
 * evidence; a normaliser that answers differently gets a new version.
 */
export interface Normaliser {
  readonly name: NormaliserName;
  readonly version: number;
  sql(expression: string): string;
  /** What stands for the form in `sql`, where it takes a library or a list; null where `sql` is the form. */
  readonly standIn: string | null;
}

export const normaliserNames = [
  'email',
  'mailbox',
  'phone',
  'domain',
  'company',
  'person',
  'code',
  'date',
  'number',
  'text',
  'exact',
  'md5_of_email',
  'sha1_of_email',
  'sha256_of_email',
  'e164',
  'registrable_domain',
  'country',
  'currency',
  'url',
  'address',
  'isbn',
] as const;
export type NormaliserName = (typeof normaliserNames)[number];

const legalForms =
  'the|incorporated|inc|llc|llp|lp|ltd|limited|corp|corporation|co|company|plc|gmbh|ag|sa|sas|sarl|bv|nv|oy|ab|as|aps|spa|srl|kg|pty|holding|holdings|hldg|hldgs|grp|group|intl|international';
const titles = 'mr|mrs|ms|miss|dr|prof|jr|sr|ii|iii|iv|herr|frau|mme|mlle|sig|sra?';

/** Words of addresses as they are shortened. Source: USPS Publication 28, appendices B and C, and what is usual in German, French, Spanish and Italian. */
const addressWords: Readonly<Record<string, string>> = {
  street: 'st',
  avenue: 'ave',
  av: 'ave',
  avenida: 'ave',
  avda: 'ave',
  road: 'rd',
  lane: 'ln',
  drive: 'dr',
  boulevard: 'blvd',
  bvd: 'blvd',
  court: 'ct',
  place: 'pl',
  platz: 'pl',
  plaza: 'pl',
  square: 'sq',
  terrace: 'ter',
  highway: 'hwy',
  parkway: 'pkwy',
  circle: 'cir',
  strasse: 'str',
  straße: 'str',
  chaussee: 'ch',
  calle: 'c',
  carrera: 'cra',
  piazza: 'pza',
  corso: 'cso',
  apartment: 'apt',
  suite: 'ste',
  floor: 'fl',
  building: 'bldg',
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
  northeast: 'ne',
  northwest: 'nw',
  southeast: 'se',
  southwest: 'sw',
};
const shortened = `MAP {${Object.entries(addressWords)
  .map(([word, short]) => `'${word}': '${short}'`)
  .join(', ')}}`;
const emailAddress = String.raw`[^\s<>,;:"]+@[^\s<>,;"@]+\.[a-z]{2,}`;

/** DuckDB macros that the normalisers call; create them once per database. */
export const normaliserMacros: readonly string[] = [
  // What is plain already, as most values are, is seen sooner than it is made so: here and below.
  String.raw`CREATE OR REPLACE MACRO norm_text(v) AS CASE WHEN regexp_full_match(v, '[A-Za-z0-9]+( [A-Za-z0-9]+)*') THEN lower(v)
  ELSE nullif(trim(regexp_replace(lower(strip_accents(nfc_normalize(v))), '[^\p{L}\p{N}]+', ' ', 'g')), '') END`,
  // What is an address as a whole is seen sooner than one within a text is found.
  String.raw`CREATE OR REPLACE MACRO norm_email(v) AS CASE
  WHEN NOT contains(v, '@') THEN NULL
  WHEN regexp_full_match(lower(trim(v)), '${emailAddress}') THEN lower(trim(v))
  ELSE nullif(regexp_extract(lower(trim(v)), '(${emailAddress})', 1), '') END`,
  String.raw`CREATE OR REPLACE MACRO norm_mailbox(v) AS CASE
  WHEN regexp_full_match(v, '[A-Za-z0-9._-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}') AND NOT contains(lower(v), '@g') THEN lower(v) ELSE
  replace(split_part(split_part(norm_email(v), '@', 1), '+', 1), left('.', CAST(split_part(norm_email(v), '@', 2) IN ('gmail.com', 'googlemail.com') AS INTEGER)), '')
    || '@' || regexp_replace(split_part(norm_email(v), '@', 2), '^googlemail\.com$', 'gmail.com') END`,
  String.raw`CREATE OR REPLACE MACRO norm_digits(v) AS CASE WHEN regexp_full_match(v, '[+0-9 ]*') THEN replace(replace(v, ' ', ''), '+', '') ELSE
  regexp_replace(regexp_replace(lower(v), '(ext|x|#).*$', ''), '[^0-9]', '', 'g') END`,
  String.raw`CREATE OR REPLACE MACRO norm_phone(v) AS
  CASE WHEN length(norm_digits(v)) >= 7 THEN right(norm_digits(v), 9) END`,
  String.raw`CREATE OR REPLACE MACRO norm_domain(v) AS
  nullif(regexp_replace(regexp_extract(lower(trim(v)), '^(?:[a-z]+://)?(?:[^/@]*@)?([a-z0-9.-]+\.[a-z]{2,})', 1), '^www\d?\.', ''), '')`,
  String.raw`CREATE OR REPLACE MACRO norm_url(v) AS
  nullif(regexp_extract(regexp_replace(regexp_replace(lower(trim(v)), '^([a-z][a-z0-9+.-]*://)?([^/@]*@)?(www\d?\.)*', ''), '[\s/]*(#.*)?$', ''),
    '^([a-z0-9-]+\.)+[a-z]{2,}([:/?].*)?$'), '')`,
  String.raw`CREATE OR REPLACE MACRO norm_address(v) AS
  array_to_string(list_transform(string_split(regexp_replace(norm_text(v), '(\p{L}{2})(strasse|straße)( |$)', '\1str\3', 'g'), ' '),
    lambda word: coalesce(${shortened}[word], word)), ' ')`,
  String.raw`CREATE OR REPLACE MACRO norm_company(v) AS
  coalesce(nullif(trim(regexp_replace(regexp_replace(norm_text(v), '\b(${legalForms})\b', ' ', 'g'), '\s+', ' ', 'g')), ''), norm_text(v))`,
  String.raw`CREATE OR REPLACE MACRO norm_person(v) AS CASE
  WHEN regexp_full_match(v, '[A-Za-z]+ [A-Za-z]+') AND NOT regexp_matches(lower(v), '\b(${titles})\b')
    THEN least(lower(v), split_part(lower(v), ' ', 2) || ' ' || split_part(lower(v), ' ', 1))
  ELSE nullif(array_to_string(list_sort(list_filter(string_split(
    regexp_replace(norm_text(CASE WHEN contains(v, ',') THEN regexp_replace(v, '^\s*([^,]+),\s*(.+)$', '\2 \1') ELSE v END), '\b(${titles})\b', ' ', 'g'), ' '), lambda word: word <> '')), ' '), '') END`,
  String.raw`CREATE OR REPLACE MACRO norm_whole(v) AS CASE
  WHEN NOT (contains(v, '.') OR contains(v, '+')) THEN v
  WHEN regexp_full_match(trim(v), '[0-9]+[.]0+') THEN split_part(trim(v), '.', 1)
  WHEN regexp_full_match(trim(v), '[0-9]([.][0-9]+[eE][+]?|[eE][+])[0-9]{1,2}')
    AND TRY_CAST(trim(v) AS DOUBLE) = TRY_CAST(TRY_CAST(trim(v) AS DOUBLE) AS HUGEINT) THEN CAST(TRY_CAST(TRY_CAST(trim(v) AS DOUBLE) AS HUGEINT) AS VARCHAR)
  ELSE v END`,
  String.raw`CREATE OR REPLACE MACRO norm_code(v) AS CASE WHEN regexp_full_match(v, '[1-9][0-9]*') THEN v ELSE
  nullif(regexp_replace(regexp_replace(upper(trim(norm_whole(v))), '[^A-Z0-9]', '', 'g'), '^([A-Z]{1,8})?0*([0-9]+)$', '\2'), '') END`,
  // Check digits: ISO 2108. One of ten digits is one of thirteen that begins with 978.
  String.raw`CREATE OR REPLACE MACRO norm_isbn_digits(v) AS regexp_replace(upper(norm_whole(v)), '[^0-9X]', '', 'g')`,
  String.raw`CREATE OR REPLACE MACRO norm_isbn_check(v) AS
  CAST((10 - list_sum(list_transform(range(1, 13), lambda i: TRY_CAST(substr(v, i, 1) AS INTEGER) * CASE WHEN i % 2 = 1 THEN 1 ELSE 3 END)) % 10) % 10 AS VARCHAR)`,
  String.raw`CREATE OR REPLACE MACRO norm_isbn(v) AS CASE
  WHEN regexp_full_match(norm_isbn_digits(v), '97[89][0-9]{10}') AND right(norm_isbn_digits(v), 1) = norm_isbn_check(norm_isbn_digits(v)) THEN norm_isbn_digits(v)
  WHEN regexp_full_match(norm_isbn_digits(v), '[0-9]{9}[0-9X]') AND list_sum(list_transform(range(1, 11),
    lambda i: (11 - i) * CASE substr(norm_isbn_digits(v), i, 1) WHEN 'X' THEN 10 ELSE TRY_CAST(substr(norm_isbn_digits(v), i, 1) AS INTEGER) END)) % 11 = 0
    THEN '978' || left(norm_isbn_digits(v), 9) || norm_isbn_check('978' || left(norm_isbn_digits(v), 9)) END`,
  String.raw`CREATE OR REPLACE MACRO norm_date(v) AS CASE
  WHEN regexp_full_match(v, '[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])') THEN v ELSE strftime(coalesce(
  TRY_CAST(CASE WHEN regexp_matches(v, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN left(v, 10) END AS TIMESTAMP),
  CASE WHEN regexp_full_match(v, '(19|20)[0-9]{6}') THEN try_strptime(v, '%Y%m%d') END,
  CASE WHEN regexp_full_match(v, '[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4}') THEN try_strptime(v, ['%d.%m.%Y', '%m/%d/%Y', '%d/%m/%Y']) END), '%Y-%m-%d') END`,
  String.raw`CREATE OR REPLACE MACRO norm_number(v) AS CASE
  WHEN regexp_full_match(trim(v), '[-+]?[^\p{L}\p{N}#+-]?\s?[-+]?[0-9][0-9.,'' ]*\s?(\p{L}{1,3}|[^\p{L}\p{N}#]{1,2})?')
    THEN TRY_CAST(replace(regexp_replace(regexp_replace(trim(v), '^[^0-9-]+|[^0-9]+$', '', 'g'), '[ '',](\d{3}\b)', '\1', 'g'), ',', '.') AS DOUBLE) END`,
];

const versions: Partial<Record<NormaliserName, number>> = {
  code: 2,
  email: 2,
  mailbox: 2,
  md5_of_email: 2,
  sha1_of_email: 2,
  sha256_of_email: 2,
  e164: 2,
};

const expressions: Readonly<Record<NormaliserName, (v: string) => string>> = {
  email: (v) => `norm_email(${v})`,
  mailbox: (v) => `norm_mailbox(${v})`,
  phone: (v) => `norm_phone(${v})`,
  domain: (v) => `norm_domain(${v})`,
  company: (v) => `norm_company(${v})`,
  person: (v) => `norm_person(${v})`,
  code: (v) => `norm_code(${v})`,
  date: (v) => `norm_date(${v})`,
  number: (v) => `CAST(norm_number(${v}) AS VARCHAR)`,
  text: (v) => `norm_text(${v})`,
  exact: (v) => `nullif(lower(trim(${v})), '')`,
  md5_of_email: (v) => `md5(norm_email(${v}))`,
  sha1_of_email: (v) => `sha1(norm_email(${v}))`,
  sha256_of_email: (v) => `sha256(norm_email(${v}))`,
  e164: (v) => `norm_phone(${v})`,
  registrable_domain: (v) => `norm_domain(${v})`,
  country: (v) => `norm_text(${v})`,
  currency: (v) => `norm_text(${v})`,
  url: (v) => `norm_url(${v})`,
  address: (v) => `norm_address(${v})`,
  isbn: (v) => `norm_isbn(${v})`,
};

const standIns: Partial<Record<NormaliserName, string>> = {
  e164: 'the last nine digits of a telephone number',
  registrable_domain: 'the whole host',
  country: 'the text in small letters, which joins no name with a code',
  currency: 'the text in small letters, which joins no name with a code',
};

export function normaliser(name: NormaliserName): Normaliser {
  return { name, version: versions[name] ?? 1, sql: expressions[name], standIn: standIns[name] ?? null };
}

/** All forms with their versions: what was made with another is not comparable. */
export const normaliserVersions: string = normaliserNames.map((name) => `${name}/${normaliser(name).version}`).join(' ');
