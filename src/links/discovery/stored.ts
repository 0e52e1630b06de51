import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EntityPath } from '../../domain/entity.ts';
import { normaliserVersions } from '../normalisers.ts';
import type { Attribute, LinkSource, NamedSource } from './attributes.ts';
import { readCells } from './cells.ts';
import { codeOf, type Workspace } from './fingerprints.ts';
import type { SourceSketch } from './sketch.ts';

/** What the catalog keeps of an entity, so that sources that are read later can be compared with it: keyed hashes, counts and shapes, no value. */
export interface EntityFingerprint {
  readonly format: typeof FORMAT;
  readonly entity: number;
  readonly path: EntityPath;
  readonly attributes: readonly Attribute[];
  /** Parquet: hashes of values, their shapes, and the cells of some rows. */
  readonly values: Uint8Array;
  readonly shapes: Uint8Array;
  readonly cells: Uint8Array;
}

/** A source that is not read this time. */
export interface StoredSource extends NamedSource {
  readonly entities: readonly EntityFingerprint[];
}

/** Another version of this, of the engine's hashes, or of a normal form cannot be compared. */
export const FORMAT = `fingerprint-3 ${normaliserVersions}`;

/** Distinct values kept per attribute, rows per attribute, and hashes per attribute and form by which it is found. */
const KEPT_VALUES = 4096;
const KEPT_ROWS = 512;
/** Of numbers besides as many of each length and first digit, by which counters are told apart. */
const KEPT_PER_CLASS = 5;
const POSTED = 256;

/** A keyed hash by which an entity is found: the hash and the space that it is compared in, as a signed number. */
const postingSql = `((xor(h, space::UBIGINT << 57)) >> 1)::BIGINT`;

/** Text forms as hashed, or the values as they stand where there is no other form; numbers that count upwards would find everything. */
const isPosted = (counters: readonly number[]): string =>
  `(form <> ${codeOf('raw')} OR attribute NOT IN (SELECT attribute FROM own WHERE form <> ${codeOf('raw')}))${counters.length === 0 ? '' : ` AND attribute NOT IN (${counters.join(', ')})`}`;

const valuesOf = ({ directory }: Pick<SourceSketch, 'directory'>): string => `'${directory}values_*.parquet'`;

const isEmpty = ({ attributes }: SourceSketch): boolean => attributes.every(({ guard }) => guard !== null);

/**
 * The hashes by which a source finds the entities that share values with it: those that others have among what they are found by, if they have them. About
 * `most` of them; of each attribute and form at least as many as it is found by itself.
 */
export async function probesOf({ db }: Workspace, sketch: SourceSketch, most: number, signal: AbortSignal): Promise<bigint[]> {
  if (isEmpty(sketch)) return [];
  const rows = await db.rows<{ hash: number | string }>(
    `WITH own AS (FROM ${valuesOf(sketch)}), posted AS MATERIALIZED (SELECT * FROM own WHERE ${isPosted(sketch.counters)}),
allowed AS (SELECT greatest(${POSTED}, ${Math.floor(most)} // greatest(1, count(*))) AS n FROM (SELECT DISTINCT attribute, form FROM posted))
SELECT DISTINCT ${postingSql} AS hash FROM (
  SELECT * FROM posted QUALIFY row_number() OVER (PARTITION BY attribute, form ORDER BY level DESC, h) <= (SELECT n FROM allowed)) ORDER BY hash`,
    signal,
  );
  return rows.map(({ hash }) => BigInt(hash));
}

/** What is to be kept of a source that was read; the bytes lie with its sketch. */
export interface Kept {
  readonly entities: readonly Omit<EntityFingerprint, 'values' | 'shapes' | 'cells'>[];
  /** By which hashes each entity is found. */
  readonly postings: readonly { readonly entity: number; readonly hash: bigint }[];
}

/** Takes from a sketch what is to be kept in the catalog, and lays it beside the sketch with the cells of the rows that are kept. */
export async function keepSketch(space: Workspace, source: LinkSource, sketch: SourceSketch, signal: AbortSignal): Promise<Kept> {
  if (isEmpty(sketch)) return { entities: [], postings: [] };
  const { db } = space;
  const { directory, attributes } = sketch;
  const open = attributes.filter(({ guard }) => guard === null);
  const places = open.map(({ id, entity, halvings }) => `(${id}, ${entity}, ${halvings})`).join(', ');
  await db.run(
    `CREATE OR REPLACE TABLE keep_limits AS WITH places(attribute, entity, halvings) AS (VALUES ${places}),
sized AS (SELECT attribute, max(n) AS n FROM (SELECT attribute, form, count(*) AS n FROM ${valuesOf(sketch)} GROUP BY ALL) GROUP BY attribute)
SELECT attribute, entity, halvings + greatest(0, ceil(log2(n / ${KEPT_VALUES})))::INTEGER AS halvings FROM places JOIN sized USING (attribute);
CREATE OR REPLACE TABLE keep_values AS SELECT v.*, entity, halvings FROM ${valuesOf(sketch)} AS v JOIN keep_limits USING (attribute) WHERE level >= halvings;
CREATE OR REPLACE TABLE keep_rows AS SELECT DISTINCT entity, first_row AS row FROM keep_values
QUALIFY row_number() OVER (PARTITION BY attribute, form ORDER BY level DESC, h) <= ${KEPT_ROWS}
  OR (class > 0 AND row_number() OVER (PARTITION BY attribute, form, class ORDER BY level DESC, h) <= ${KEPT_PER_CLASS})`,
    signal,
  );
  const itself = [{ directory, firstAttribute: 0, staging: source.staging }];
  await readCells(space, itself, attributes, 'SELECT 0 AS source, entity, row FROM keep_rows', () => true, signal);
  const limits = new Map(
    (await db.rows<{ attribute: number; halvings: number }>('SELECT attribute, halvings FROM keep_limits', signal)).map((row) => [
      row.attribute,
      row.halvings,
    ]),
  );
  await mkdir(keepPlace(directory), { recursive: true, mode: 0o700 });
  const write = async (kind: string, sql: string) => db.run(`COPY (${sql}) TO '${keepPlace(directory)}${kind}' ${byEntity}`, signal);
  await write(
    'values',
    `SELECT entity, attribute, form, space, h, n, first_row, level, class, (entity, first_row) IN (SELECT (entity, row) FROM keep_rows) AS has_row FROM keep_values ORDER BY ALL`,
  );
  await write('shapes', `SELECT entity, s.* FROM '${directory}shapes_*.parquet' AS s JOIN keep_limits USING (attribute) ORDER BY ALL`);
  await write('cells', 'SELECT entity, attribute, row, space, h FROM link_cells ORDER BY ALL');
  const postings = await db.rows<{ entity: number; hash: number | string }>(
    `WITH own AS (FROM keep_values) SELECT DISTINCT entity, ${postingSql} AS hash FROM (
  SELECT * FROM own WHERE ${isPosted(sketch.counters)} QUALIFY row_number() OVER (PARTITION BY attribute, form ORDER BY level DESC, h) <= ${POSTED}) ORDER BY hash, entity`,
    signal,
  );
  const filled = await db.rows<{ entity: number }>('SELECT DISTINCT entity FROM keep_values ORDER BY entity', signal);
  await db.run('DROP TABLE keep_limits; DROP TABLE keep_values; DROP TABLE keep_rows; DROP TABLE link_cells; DROP TABLE link_needed', signal);
  return {
    entities: filled.flatMap(({ entity }) => {
      const model = source.model.entities[entity];
      const own = attributes.filter((one) => one.entity === entity).map((one) => withoutValues(one, limits.get(one.id) ?? 0));
      return model === undefined ? [] : [{ format: FORMAT, entity, path: model.derived?.from ?? model.path, attributes: own }];
    }),
    postings: postings.map(({ entity, hash }) => ({ entity, hash: BigInt(hash) })),
  };
}

const keepPlace = (directory: string): string => `${directory}keep/`;
const byEntity = '(FORMAT parquet, PARTITION_BY (entity), WRITE_PARTITION_COLUMNS false)';

/** An entity of a sketch with the bytes that are to be kept of it. */
export async function fingerprintOf(directory: string, entity: Kept['entities'][number]): Promise<EntityFingerprint> {
  const bytesOf = async (kind: string): Promise<Uint8Array> => {
    const place = join(keepPlace(directory), kind, `entity=${entity.entity}`);
    const files = await readdir(place).catch(() => []);
    if (files.length > 1) throw new Error(`the fingerprint of an entity lies in ${files.length} files`);
    return files[0] === undefined ? new Uint8Array() : readFile(join(place, files[0]));
  };
  return { ...entity, values: await bytesOf('values'), shapes: await bytesOf('shapes'), cells: await bytesOf('cells') };
}

/** No value of the source leaves with its profile. */
function withoutValues(attribute: Attribute, halvings: number): Attribute {
  const profile = {
    ...attribute.profile,
    min: null,
    max: null,
    minNumber: null,
    maxNumber: null,
    top: [],
    sketch: { hashes: new BigUint64Array(), complete: false },
  };
  return { ...attribute, halvings, profile, forms: { ...attribute.forms, attribute: { ...attribute.forms.attribute, profile } } };
}

/**
 * Lays what was kept of another source into a directory of the workspace, as if it were sketched there: its attributes and entities are numbered from 0.
 * Some statements, however many entities it has.
 */
export async function loadSource(
  space: Workspace,
  { entities }: StoredSource,
  directory: string,
  signal: AbortSignal,
): Promise<readonly Attribute[]> {
  const loading = `${directory}loading/`;
  await mkdir(loading, { recursive: true, mode: 0o700 });
  const attributes = entities.flatMap((stored, entity) => stored.attributes.map((one) => ({ ...one, source: 0, entity })));
  const renamed = `(VALUES ${attributes.map(({ id, entity }, i) => `(${id}, ${i}, ${entity})`).join(', ')}) AS renamed(attribute, id, entity) USING (attribute)`;
  for (const [kind, columns, target] of [
    ['values', 'form, space, h, n, first_row, level, class, has_row', `'${directory}values_0.parquet'`],
    ['shapes', 'form, shape, n, least, greatest', `'${directory}shapes_0.parquet'`],
    ['cells', 'row, space, h, entity', `'${keepPlace(directory)}cells' ${byEntity}`],
  ] as const) {
    const files: string[] = [];
    for (const [entity, { [kind]: bytes }] of entities.entries()) {
      if (bytes.length === 0) continue;
      const file = `${loading}${kind}_${entity}.parquet`;
      await writeFile(file, bytes, { mode: 0o600 });
      files.push(`'${file}'`);
    }
    await mkdir(keepPlace(directory), { recursive: true, mode: 0o700 });
    if (files.length > 0)
      await space.db.run(`COPY (SELECT id AS attribute, ${columns} FROM read_parquet([${files.join(', ')}]) JOIN ${renamed}) TO ${target}`, signal);
  }
  await rm(loading, { recursive: true, force: true });
  return attributes.map((one, id) => ({ ...one, id }));
}

/** The model of a source as far as it is kept. */
export function modelOf(entities: readonly EntityFingerprint[]): NamedSource['model'] {
  return {
    entities: entities.map(({ path, attributes }) => {
      const names: string[] = [];
      for (const { ordinal, forms } of attributes) names[ordinal] = forms.attribute.names.at(-1) ?? '';
      return { path, attributes: Array.from(names, (name) => ({ name: name ?? '' })) };
    }),
  };
}
