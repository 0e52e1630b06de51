import type { DuckDB } from '../../duckdb/engine.ts';
import type { Staging } from '../../profiling/staging.ts';
import { lookupOf } from '../lookups/lookups.ts';
import { normaliser, normaliserNames, type NormaliserName } from '../normalisers.ts';
import { isRoleMailbox } from '../role-mailboxes.ts';
import { isWholeNumber, type Attribute, type LinkSource } from './attributes.ts';
import { placeholders, publicMailDomains } from './guards.ts';
import { lookedUp, lookUp } from './look-up.ts';
import { isDigits, shapesSql } from './shapes.ts';

/** A normal form, or the values as they are. */
export type FormName = NormaliserName | 'raw';

/** Where the keyed hashes of values are kept while links are looked for. Nothing but hashes, counts and row numbers leaves a staging. */
export interface Workspace {
  readonly db: DuckDB;
  /** A private directory that the database and the stagings may read and write, ending in `/`. */
  readonly directory: string;
  /** Secret of the organization, as hex digits: hashes of two organizations cannot be compared. */
  readonly key: string;
}

/** Attributes hashed by one statement. */
const ATTRIBUTES_PER_STATEMENT = 80;
/** Distinct values per attribute that are compared: about 250 shared ones are left of a share of 3 %. Of more, the same sample on both sides. */
const COMPARED_VALUES = 16_384;
/** Of many attributes fewer values are compared, so that memory and time stay bounded; but no fewer than are kept in the catalog. */
const COMPARED_IN_ALL = 8_000_000;
/** The same of the attributes of one source, which does not know of the others. */
export const COMPARED_IN_SOURCE = 2_000_000;
const LEAST_COMPARED = 4096;
/** Cells may hold several of these. */
const manyParts = new Set<FormName>(['email', 'mailbox', 'domain', 'url']);
const SEPARATORS = /[\s,;|"[\]]+/.source;
const list = (texts: readonly string[]): string => texts.map((text) => `'${text}'`).join(', ');

/** The forms in which the values of an attribute are hashed. */
function formsToHash({ forms: { kind, normalisers } }: Attribute): FormName[] {
  if (kind === 'email') return ['raw', 'email', ...normalisers];
  return ['raw', ...normalisers.filter((form) => form !== 'number' || !normalisers.includes('code'))];
}

const formCodes: readonly FormName[] = ['raw', ...normaliserNames];

/** A form as it is written in the workspace: small, as there are many. */
export const codeOf = (form: FormName): number => formCodes.indexOf(form);
export const formOfCode = (code: number): FormName => formCodes[code] ?? 'raw';

/** Hashes that we make of addresses, to compare them with hashes that are there. */
const isMade = (form: FormName): boolean => form.endsWith('_of_email');

/** The space that a form's hashes are compared in. */
function spaceOf(form: FormName): FormName {
  return isMade(form) ? 'exact' : form;
}

/**
 * SQL of all forms of some attributes' values, a row per value and form: attribute, form, `v` and what `carried` names. Each form is written once, as
 * planning it costs more than running it on a small table. `values`: a table of attribute, value and what is carried; where it samples what is made of
 * addresses by itself, `made` says which.
 */
function formsSql(
  attributes: readonly Attribute[],
  formsOf: (attribute: Attribute) => readonly FormName[],
  { values, isSampled }: { readonly values: string; readonly isSampled: boolean },
  carried: string,
): string {
  const users = new Map<FormName, number[]>();
  for (const attribute of attributes) for (const form of formsOf(attribute)) users.set(form, [...(users.get(form) ?? []), attribute.id]);
  const parts = [...users].map(([form, ids]) => {
    const sample = isSampled ? `AND made = ${isMade(form) ? codeOf(form) : codeOf('raw')}` : '';
    if (lookupOf(form) !== undefined)
      return `SELECT attribute, ${codeOf(form)}::UTINYINT AS form, ${codeOf(spaceOf(form))}::UTINYINT AS space, found AS v, ${carried}
    FROM ${values} AS own JOIN ${lookedUp} ON of_attribute = attribute AND of_form = '${form}' AND text = value WHERE attribute IN (${ids.join(', ')}) ${sample}`;
    const value = form === 'raw' ? 'value' : normaliser(form).sql('value');
    const own = `SELECT attribute, ${manyParts.has(form) ? `unnest(string_split_regex(value, '${SEPARATORS}')) AS value` : 'value'}, ${carried}
    FROM ${values} WHERE attribute IN (${ids.join(', ')}) ${sample}`;
    return `SELECT attribute, ${codeOf(form)}::UTINYINT AS form, ${codeOf(spaceOf(form))}::UTINYINT AS space, ${value} AS v, ${carried} FROM (${own})`;
  });
  return parts.join('\nUNION ALL ');
}

/** Drops what says that there is no value, and hosts where anybody has a mailbox. On a table: a condition on a normal form would have it computed again. */
const isTelling = `v <> '' AND lower(v) NOT IN (${list(placeholders)}) AND (form NOT IN (${[codeOf('domain'), codeOf('registrable_domain'), codeOf('url')].join(', ')}) OR v NOT IN (${list(publicMailDomains)}))`;

/** Mailboxes of whoever is on duty are all the same to a column of people's; where they are the most of it, they stand for something else than people. */
const PEOPLES = 0.5;
const isOfPeople = ({ forms: { kind, roles } }: Attribute): boolean => kind === 'email' && roles < PEOPLES;

const hashOf = (key: string, text = 'v'): string => `md5_number_lower('${key}' || ${text})`;

/** Forms of which it is known what values of the same shape share by chance. */
const shapedForms = [codeOf('raw'), codeOf('code'), codeOf('exact')].join(', ');

/** Values are sampled by what is the same of all spellings of one: an address in small letters, a page, a host, the last letters and digits of anything else, of an ISBN those before the check digit. */
function sampledBy({ forms: { kind, normalisers }, profile }: Attribute, value: string): string {
  if (kind === 'email') return `lower(${value})`;
  if (normalisers.includes('url')) return normaliser('url').sql(value);
  if (kind === 'domain') return `regexp_extract(${normaliser('domain').sql(value)}, '${REGISTRABLE}')`;
  if (normalisers.includes('isbn')) return `left(right(${normaliser('code').sql(value)}, ${LAST + 1}), ${LAST})`;
  if (isWholeNumber(profile)) return `right(${normaliser('code').sql(value)}, ${LAST})`;
  const isGrouped = profile.masks.some(({ mask }) => /[ ./_-]/.test(mask));
  return `right(lower(${isGrouped ? `translate(${value}, ' ./_-', '')` : value}), ${LAST})`;
}

const LAST = 4;
/** About the domain that a host was registered as, for which the list of suffixes is not asked. */
const REGISTRABLE = /([a-z0-9-]+[.])?((com|co|org|net|ac|gov|edu|gob|gouv|or|ne|go)[.])?[a-z0-9-]+$/.source;
const HASHES = 2 ** 64;

/** The attributes with how often the values of each are halved until few enough are left, `inAll` of all together. */
export function halved(attributes: readonly Attribute[], inAll = COMPARED_IN_ALL): Attribute[] {
  const open = attributes.filter(({ guard }) => guard === null).length;
  const most = Math.min(COMPARED_VALUES, Math.max(LEAST_COMPARED, inAll / Math.max(1, open)));
  return attributes.map((one) => ({ ...one, halvings: Math.max(one.halvings, Math.ceil(Math.log2(one.profile.distinct / most))) }));
}

/**
 * SQL of the distinct values of an attribute that are compared: attribute, made, value, n, first_row, and up to which halving they are left. `made`: raw, or
 * the hash that is made of them. That is sampled by itself, as the hashes are that it is compared with.
 */
function distinctSql(attribute: Attribute, table: string, key: string, made: FormName): string {
  const value = attribute.forms.attribute.sql;
  const { halvings } = attribute;
  const sample = (v: string): string =>
    `hash(${made === 'raw' ? sampledBy(attribute, v) : `right(${made.replace('_of_email', '')}(lower(${v})), ${LAST})`}, '${key}')`;
  const sampled = halvings === 0 ? '' : `AND ${sample(value)} < ${(2n ** 64n / 2n ** BigInt(halvings)).toString()}`;
  const level = `floor(-log2((${sample('value')}::DOUBLE + 1) / ${HASHES}))`;
  return `SELECT ${attribute.id} AS attribute, ${codeOf(made)}::UTINYINT AS made, value, n, first_row,
  CAST(greatest(${halvings}, least(${level}, 60)) AS UTINYINT) AS level
FROM (SELECT ${value} AS value, count(*) AS n, min(rowid) AS first_row FROM ${table} WHERE ${value} <> '' ${sampled} GROUP BY ${value})`;
}

/**
 * Hashes the values of every attribute of a source that can be identity, into files of a directory: `values_*` (attribute, form, space, h, n, first_row,
 * level, class, has_row) and `shapes_*` (attribute, form, shape, n, least, greatest). A value is compared with a sample that was halved up to `level` times.
 * `class` tells numbers of as many digits that begin alike. `attributes`: as `halved` gives them. E-mail addresses are hashed as those who store their hashes
 * do, too. Statements: one for 80 attributes.
 */
export async function fingerprint(
  { directory, key: secret }: Pick<Workspace, 'directory' | 'key'>,
  { staging }: LinkSource,
  attributes: readonly Attribute[],
  signal: AbortSignal,
): Promise<void> {
  const key = hashOf(secret);
  const own = attributes.filter(({ guard }) => guard === null);
  // At the end again: opened anew, a staging gives back the memory that its tables were read into.
  await staging.allow([directory]);
  for (let start = 0; start < own.length; start += ATTRIBUTES_PER_STATEMENT) {
    const some = own.slice(start, start + ATTRIBUTES_PER_STATEMENT);
    const times = `CASE attribute ${some.map((one) => `WHEN ${one.id} THEN ${2 ** one.halvings}`).join(' ')} END`;
    const file = (kind: string): string => `${directory}${kind}_${start}.parquet`;
    const distinct = some.flatMap((one) =>
      (['raw', ...formsToHash(one).filter(isMade)] as const).map((made) => distinctSql(one, staging.table(one.entity), secret, made)),
    );
    await staging.run(`CREATE OR REPLACE TABLE scratch.link_distinct AS ${distinct.join('\nUNION ALL ')}`, signal);
    const people = some.filter(isOfPeople).map(({ id }) => id);
    // After the sample is taken: a condition above it would be asked of every row.
    if (people.length > 0)
      await staging.run(`DELETE FROM scratch.link_distinct WHERE attribute IN (${people.join(', ')}) AND ${isRoleMailbox('value')}`, signal);
    await lookUp(staging, some, formsToHash, 'scratch.link_distinct', signal);
    await staging.run(
      `CREATE OR REPLACE TABLE scratch.link_formed AS ${formsSql(some, formsToHash, { values: 'scratch.link_distinct', isSampled: true }, 'n, first_row, level')};
CREATE OR REPLACE TABLE scratch.link_forms AS SELECT attribute, form, space, v, sum(n)::BIGINT AS n, min(first_row) AS first_row, min(level) AS level
FROM scratch.link_formed WHERE ${isTelling} GROUP BY ALL;
COPY (SELECT attribute, form, space, ${key} AS h, n::UINTEGER AS n, first_row::UINTEGER AS first_row, level,
  CASE WHEN length(v) <= 20 AND ${isDigits('v')} THEN 10 * length(v) + CAST(left(v, 1) AS UTINYINT) ELSE 0 END::UTINYINT AS class, true AS has_row
  FROM scratch.link_forms) TO '${file('values')}';
COPY (${shapesSql(`(SELECT attribute, form, v FROM scratch.link_forms WHERE form IN (${shapedForms}))`, times, (text) => hashOf(secret, text))}) TO '${file('shapes')}';
DROP TABLE scratch.link_forms; DROP TABLE scratch.link_formed; DROP TABLE scratch.link_distinct`,
      signal,
    );
  }
  await staging.allow([]);
}

/** Forms that say what a row is about when it supports a link: not the raw text, which the others contain. */
function supportForms(attribute: Attribute): FormName[] {
  const { kind, normalisers } = attribute.forms;
  if (kind === 'email') return ['mailbox', 'domain', ...normalisers.filter(isMade)];
  if (kind === 'text' || kind === 'person' || kind === 'company') return normalisers.filter((form) => form !== 'exact');
  return [...normalisers];
}

/**
 * Writes the hashes of some rows' values in the forms in which they support a link: attribute, source, entity, row, space, h. `rows`: a file of entity and
 * row. Each different value is brought to its forms once.
 */
export async function writeCells(
  space: Workspace,
  staging: Staging,
  own: readonly Attribute[],
  files: { readonly rows: string; readonly cells: string },
  signal: AbortSignal,
): Promise<void> {
  const entities = new Map<number, Attribute[]>();
  for (const attribute of own) entities.set(attribute.entity, [...(entities.get(attribute.entity) ?? []), attribute]);
  const parts = [...entities].map(([entity, some]) => {
    const columns = some.map(({ forms }) => forms.attribute.sql).join(', ');
    return `SELECT unnest([${some.map(({ id }) => id).join(', ')}]) AS attribute, unnest([${columns}]) AS value, rowid AS row
    FROM ${staging.table(entity)} WHERE rowid IN (SELECT row FROM '${files.rows}' WHERE entity = ${entity})`;
  });
  const owners = own.map(({ id, source, entity }) => `(${id}, ${source}, ${entity})`).join(', ');
  await staging.run(
    `CREATE OR REPLACE TABLE scratch.link_cells AS SELECT * FROM (${parts.join('\nUNION ALL ')}) WHERE value <> '';
CREATE OR REPLACE TABLE scratch.link_distinct AS SELECT attribute, value, min(row) AS first_row FROM scratch.link_cells GROUP BY ALL`,
    signal,
  );
  await lookUp(staging, own, supportForms, 'scratch.link_distinct', signal);
  await staging.run(
    `CREATE OR REPLACE TABLE scratch.link_formed AS ${formsSql(
      own,
      supportForms,
      { values: '(SELECT *, value AS original FROM scratch.link_distinct)', isSampled: false },
      'original',
    )};
COPY (SELECT DISTINCT link_cells.attribute, source, entity, row, space, h FROM scratch.link_cells
  JOIN (SELECT attribute, original, space, ${hashOf(space.key)} AS h FROM scratch.link_formed WHERE ${isTelling}) AS formed
    ON formed.attribute = link_cells.attribute AND original = value
  JOIN (VALUES ${owners}) AS owners(attribute, source, entity) ON owners.attribute = link_cells.attribute) TO '${files.cells}';
DROP TABLE scratch.link_cells; DROP TABLE scratch.link_formed; DROP TABLE scratch.link_distinct`,
    signal,
  );
}
