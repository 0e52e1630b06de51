import type { DuckDB } from '../../duckdb/engine.ts';
import { normaliser, type NormaliserName } from '../normalisers.ts';
import type { Attribute, LinkSource } from './attributes.ts';
import { placeholders, publicMailDomains } from './guards.ts';

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
/** Distinct values per attribute that are kept at least; of more, those whose hashes are multiples of a power of two. */
const KEPT_VALUES = 250_000;
/** Cells may hold several of these. */
const manyParts = new Set<FormName>(['email', 'mailbox', 'domain']);
const SEPARATORS = /[\s,;|"[\]]+/.source;
const list = (texts: readonly string[]): string => texts.map((text) => `'${text}'`).join(', ');

/** The forms in which the values of an attribute are hashed. `hashes`: some attribute holds hashes, which may be of e-mail addresses. */
function formsToHash({ forms: { kind, normalisers } }: Attribute, hashes: boolean): FormName[] {
  if (kind === 'email') return ['raw', 'email', ...normalisers.filter((form) => hashes || !form.endsWith('_of_email'))];
  return ['raw', ...normalisers.filter((form) => form !== 'number' || !normalisers.includes('code'))];
}

/** The space that a form's hashes are compared in: hashes that we make are compared with those that are there. */
function spaceOf(form: FormName): FormName {
  return form.endsWith('_of_email') ? 'exact' : form;
}

/** SQL of the values of some attributes, a row each: attribute, value, row. One part per entity; `from` says what it is read from. */
function valuesSql(attributes: readonly Attribute[], from: (entity: number) => string): string {
  const entities = new Map<number, Attribute[]>();
  for (const attribute of attributes) entities.set(attribute.entity, [...(entities.get(attribute.entity) ?? []), attribute]);
  const parts = [...entities].map(([entity, own]) => {
    const columns = own.map(({ forms }) => forms.attribute.sql).join(', ');
    return `SELECT unnest([${own.map(({ id }) => id).join(', ')}]) AS attribute, unnest([${columns}]) AS value, rowid AS row FROM ${from(entity)}`;
  });
  return `SELECT * FROM (${parts.join('\nUNION ALL ')}) WHERE value <> ''`;
}

/**
 * SQL of all forms of some attributes' values, a row per value and form: attribute, form, `v` and what `carried` names. Each form is written once, as
 * planning it costs more than running it on a small table. `values`: a table of attribute, value and what is carried.
 */
function formsSql(attributes: readonly Attribute[], formsOf: (attribute: Attribute) => readonly FormName[], values: string, carried: string): string {
  const users = new Map<FormName, number[]>();
  for (const attribute of attributes) for (const form of formsOf(attribute)) users.set(form, [...(users.get(form) ?? []), attribute.id]);
  const parts = [...users].map(([form, ids]) => {
    const value = form === 'raw' ? 'value' : normaliser(form).sql('value');
    const own = `SELECT attribute, ${manyParts.has(form) ? `unnest(string_split_regex(value, '${SEPARATORS}')) AS value` : 'value'}, ${carried}
    FROM ${values} WHERE attribute IN (${ids.join(', ')})`;
    const isPublic = form === 'domain' ? `AND v NOT IN (${list(publicMailDomains)})` : '';
    return `SELECT attribute, '${form}' AS form, '${spaceOf(form)}' AS space, v, ${carried} FROM (SELECT attribute, ${value} AS v, ${carried} FROM (${own}))
    WHERE v <> '' ${isPublic}`;
  });
  return `SELECT * FROM (${parts.join('\nUNION ALL ')}) WHERE lower(v) NOT IN (${list(placeholders)})`;
}

const hashOf = (key: string): string => `md5_number_lower('${key}' || v)`;

/**
 * Hashes the values of every attribute that can be identity: the tables `link_values` (attribute, source, form, space, h, n, first_row, step) and
 * `link_shapes` (attribute, form, shape, n, least, greatest) of the workspace. Five statements per source.
 */
export async function fingerprint(
  space: Workspace,
  sources: readonly LinkSource[],
  attributes: readonly Attribute[],
  signal: AbortSignal,
): Promise<void> {
  const hashes = attributes.some(({ forms: { kind } }) => kind === 'hash');
  const key = hashOf(space.key);
  for (const [source, { staging }] of sources.entries()) {
    const own = attributes.filter((attribute) => attribute.source === source && attribute.guard === null);
    if (own.length === 0) continue;
    // What DuckDB could not replay after it is opened anew has to be in the file.
    await staging.run('CHECKPOINT', signal);
    await staging.allow([space.directory]);
    for (let start = 0; start < own.length; start += ATTRIBUTES_PER_STATEMENT) {
      const some = own.slice(start, start + ATTRIBUTES_PER_STATEMENT);
      const values = valuesSql(some, (entity) => staging.table(entity));
      const file = (kind: string): string => `${space.directory}${kind}_${source}_${start}.parquet`;
      await staging.run(
        `CREATE OR REPLACE TABLE scratch.link_distinct AS SELECT attribute, value, count(*) AS n, min(row) AS first_row
FROM (${values}) GROUP BY attribute, value;
CREATE OR REPLACE TABLE scratch.link_forms AS SELECT attribute, form, space, v, sum(n)::BIGINT AS n, min(first_row) AS first_row
FROM (${formsSql(some, (attribute) => formsToHash(attribute, hashes), 'scratch.link_distinct', 'n, first_row')}) GROUP BY ALL;
COPY (SELECT attribute, ${source} AS source, form, space, ${key} AS h, n, first_row FROM scratch.link_forms) TO '${file('values')}';
COPY (SELECT attribute, form, shape, count(*) AS n, min(TRY_CAST(v AS BIGINT)) AS least, max(TRY_CAST(v AS BIGINT)) AS greatest
  FROM (SELECT attribute, form, v, CASE WHEN length(v) > 16 THEN 'long' WHEN regexp_full_match(v, '[0-9]+') THEN 'integer' || length(v)
    ELSE regexp_replace(regexp_replace(upper(v), '[A-Z]', 'A', 'g'), '[0-9]', '9', 'g') END AS shape FROM scratch.link_forms WHERE form IN ('raw', 'code', 'exact'))
  GROUP BY ALL) TO '${file('shapes')}';
DROP TABLE scratch.link_forms; DROP TABLE scratch.link_distinct`,
        signal,
      );
    }
  }
  await space.db.run(
    `CREATE OR REPLACE TABLE link_values AS SELECT *, pow(2, greatest(0, ceil(log2(count(*) OVER (PARTITION BY attribute, form) / ${KEPT_VALUES}))))::UBIGINT AS step
FROM '${space.directory}values_*.parquet';
DELETE FROM link_values WHERE h % step <> 0;
CREATE OR REPLACE TABLE link_shapes AS FROM '${space.directory}shapes_*.parquet'`,
    signal,
  );
}

/** Forms that say what a row is about when it supports a link: not the raw text, which the others contain. */
function supportForms(attribute: Attribute, hashes: boolean): FormName[] {
  const { kind, normalisers } = attribute.forms;
  if (kind === 'email') return ['mailbox', 'domain', ...normalisers.filter((form) => hashes && form.endsWith('_of_email'))];
  if (kind === 'text' || kind === 'person' || kind === 'company') return normalisers.filter((form) => form !== 'exact');
  return [...normalisers];
}

/** SQL of the hashes of some rows' values in the forms in which they support a link: entity, attribute, row, space, h. `rows`: a file of entity and row. */
export function cellsSql(space: Workspace, { staging }: LinkSource, own: readonly Attribute[], rows: string, hashes: boolean): string {
  const values = valuesSql(own, (entity) => `${staging.table(entity)} WHERE rowid IN (SELECT row FROM '${rows}' WHERE entity = ${entity})`);
  return `WITH cell_values AS MATERIALIZED (${values})
SELECT DISTINCT attribute, row, space, ${hashOf(space.key)} AS h FROM (${formsSql(own, (attribute) => supportForms(attribute, hashes), 'cell_values', 'row')})`;
}
