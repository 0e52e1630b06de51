import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EntityPath } from '../../domain/entity.ts';
import { normaliserVersions } from '../normalisers.ts';
import type { Attribute, LinkSource, NamedSource } from './attributes.ts';
import { keptCells, readCells } from './cells.ts';
import { codeOf, type Workspace } from './fingerprints.ts';

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
export const FORMAT = `fingerprint-2 ${normaliserVersions}`;

/** Distinct values kept per attribute, rows per attribute, and hashes per attribute and form by which it is found. */
const KEPT_VALUES = 4096;
const KEPT_ROWS = 512;
/** Of numbers besides as many of each length and first digit, by which counters are told apart. */
const KEPT_PER_CLASS = 5;
const POSTED = 256;

/** A keyed hash by which an entity is found: the hash and the space that it is compared in, as a signed number. */
const postingSql = `((xor(h, space::UBIGINT << 57)) >> 1)::BIGINT`;

/** Text forms as hashed, or the values as they stand where there is no other form; numbers that count upwards would find everything. */
const isPosted = (counters: ReadonlySet<number>): string =>
  `(form <> ${codeOf('raw')} OR attribute NOT IN (SELECT attribute FROM own WHERE form <> ${codeOf('raw')}))${counters.size === 0 ? '' : ` AND attribute NOT IN (${[...counters].join(', ')})`}`;

const filesOf = ({ directory }: Workspace, source: number, kind: string): string => `'${directory}${kind}_${source}_*.parquet'`;

/**
 * The hashes by which a source finds the entities that share values with it: those that others have among what they are found by, if they have them. About
 * `most` of them; of each attribute and form at least as many as it is found by itself.
 */
export async function probesOf(
  space: Workspace,
  source: number,
  counters: ReadonlySet<number>,
  most: number,
  signal: AbortSignal,
): Promise<bigint[]> {
  const rows = await space.db.rows<{ hash: number | string }>(
    `WITH own AS (FROM ${filesOf(space, source, 'values')}), posted AS MATERIALIZED (SELECT * FROM own WHERE ${isPosted(counters)}),
allowed AS (SELECT greatest(${POSTED}, ${Math.floor(most)} // greatest(1, count(*))) AS n FROM (SELECT DISTINCT attribute, form FROM posted))
SELECT DISTINCT ${postingSql} AS hash FROM (
  SELECT * FROM posted QUALIFY row_number() OVER (PARTITION BY attribute, form ORDER BY level DESC, h) <= (SELECT n FROM allowed)) ORDER BY hash`,
    signal,
  );
  return rows.map(({ hash }) => BigInt(hash));
}

export interface Kept {
  readonly entities: readonly EntityFingerprint[];
  /** By which hashes each entity is found. */
  readonly postings: readonly { readonly entity: number; readonly hash: bigint }[];
}

/** What is to be kept of a source that was read and has an attribute that can be identity. Needs `fingerprint`. */
export async function keepSource(
  space: Workspace,
  sources: readonly LinkSource[],
  attributes: readonly Attribute[],
  source: number,
  counters: ReadonlySet<number>,
  signal: AbortSignal,
): Promise<Kept> {
  const { db, directory } = space;
  const own = attributes.filter((one) => one.source === source);
  const open = own.filter(({ guard }) => guard === null);
  const places = open.map(({ id, entity, halvings }) => `(${id}, ${entity}, ${halvings ?? 0})`).join(', ');
  await db.run(
    `CREATE OR REPLACE TABLE keep_limits AS WITH places(attribute, entity, halvings) AS (VALUES ${places}),
sized AS (SELECT attribute, max(n) AS n FROM (SELECT attribute, form, count(*) AS n FROM ${filesOf(space, source, 'values')} GROUP BY ALL) GROUP BY attribute)
SELECT attribute, entity, halvings + greatest(0, ceil(log2(n / ${KEPT_VALUES})))::INTEGER AS halvings FROM places JOIN sized USING (attribute);
CREATE OR REPLACE TABLE keep_values AS SELECT v.*, entity, halvings FROM ${filesOf(space, source, 'values')} AS v JOIN keep_limits USING (attribute) WHERE level >= halvings;
CREATE OR REPLACE TABLE keep_rows AS SELECT DISTINCT entity, first_row AS row FROM keep_values
QUALIFY row_number() OVER (PARTITION BY attribute, form ORDER BY level DESC, h) <= ${KEPT_ROWS}
  OR (class > 0 AND row_number() OVER (PARTITION BY attribute, form, class ORDER BY level DESC, h) <= ${KEPT_PER_CLASS})`,
    signal,
  );
  await readCells(space, sources, attributes, `SELECT ${source} AS source, entity, row FROM keep_rows`, () => true, signal);
  const limits = new Map(
    (await db.rows<{ attribute: number; halvings: number }>('SELECT attribute, halvings FROM keep_limits', signal)).map((row) => [
      row.attribute,
      row.halvings,
    ]),
  );
  await db.run(`COPY (SELECT attribute, source, entity, row, space, h FROM link_cells) TO '${keptCells(space, source, 'all')}'`, signal);
  const folder = join(directory, 'keep');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const write = async (kind: string, sql: string) =>
    db.run(`COPY (${sql}) TO '${folder}/${kind}' (FORMAT parquet, PARTITION_BY (entity), WRITE_PARTITION_COLUMNS false)`, signal);
  await write(
    'values',
    `SELECT entity, attribute, form, space, h, n, first_row, level, class, (entity, first_row) IN (SELECT (entity, row) FROM keep_rows) AS has_row FROM keep_values ORDER BY ALL`,
  );
  await write('shapes', `SELECT entity, s.* FROM ${filesOf(space, source, 'shapes')} AS s JOIN keep_limits USING (attribute) ORDER BY ALL`);
  await write('cells', 'SELECT entity, attribute, row, space, h FROM link_cells ORDER BY ALL');
  const entities: EntityFingerprint[] = [];
  for (const entity of [...new Set(open.map((one) => one.entity))].toSorted((a, b) => a - b)) {
    const model = sources[source]?.model.entities[entity];
    if (model === undefined) continue;
    const [values, shapes, cells] = [
      await bytesOf(folder, 'values', entity),
      await bytesOf(folder, 'shapes', entity),
      await bytesOf(folder, 'cells', entity),
    ];
    if (values.length === 0) continue;
    const kept = own.filter((one) => one.entity === entity).map((one) => withoutValues(one, limits.get(one.id) ?? 0));
    entities.push({ format: FORMAT, entity, path: model.derived?.from ?? model.path, attributes: kept, values, shapes, cells });
  }
  await rm(folder, { recursive: true, force: true });
  const postings = await db.rows<{ entity: number; hash: number | string }>(
    `WITH own AS (FROM keep_values) SELECT DISTINCT entity, ${postingSql} AS hash FROM (
  SELECT * FROM own WHERE ${isPosted(counters)} QUALIFY row_number() OVER (PARTITION BY attribute, form ORDER BY level DESC, h) <= ${POSTED}) ORDER BY ALL`,
    signal,
  );
  return { entities, postings: postings.map(({ entity, hash }) => ({ entity, hash: BigInt(hash) })) };
}

async function bytesOf(folder: string, kind: string, entity: number): Promise<Uint8Array> {
  const place = join(folder, kind, `entity=${entity}`);
  const files = await readdir(place).catch(() => []);
  if (files.length > 1) throw new Error(`the fingerprint of an entity lies in ${files.length} files`);
  return files[0] === undefined ? new Uint8Array() : readFile(join(place, files[0]));
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

/** Puts what was kept of other sources beside what was read: their attributes, which follow `attributes`, and their files in the workspace. */
export async function loadSources(
  space: Workspace,
  stored: readonly StoredSource[],
  firstSource: number,
  attributes: readonly Attribute[],
  signal: AbortSignal,
): Promise<Attribute[]> {
  const { db, directory } = space;
  const loaded: Attribute[] = [];
  for (const [at, { entities }] of stored.entries()) {
    const source = firstSource + at;
    for (const [entity, { attributes: own, values, shapes, cells }] of entities.entries()) {
      const ids = own.map(({ id }, i) => ({ before: id, id: attributes.length + loaded.length + i }));
      const renamed = `(VALUES ${ids.map(({ before, id }) => `(${before}, ${id})`).join(', ')}) AS renamed(attribute, id) USING (attribute)`;
      for (const [kind, bytes, sql] of [
        ['values', values, `SELECT id AS attribute, ${source} AS source, form, space, h, n, first_row, level, class, has_row`],
        ['shapes', shapes, 'SELECT id AS attribute, form, shape, n, least, greatest'],
        ['kept', cells, `SELECT id AS attribute, ${source} AS source, ${entity} AS entity, row, space, h`],
      ] as const) {
        if (bytes.length === 0) continue;
        const file = `${directory}loading.parquet`;
        await writeFile(file, bytes, { mode: 0o600 });
        await db.run(
          `COPY (${sql} FROM '${file}' JOIN ${renamed}) TO '${kind === 'kept' ? keptCells(space, source, entity) : `${directory}${kind}_${source}_${entity}.parquet`}'`,
          signal,
        );
      }
      await rm(`${directory}loading.parquet`, { force: true });
      loaded.push(...own.map((one, i) => ({ ...one, id: ids[i]?.id ?? -1, source, entity })));
    }
  }
  return loaded;
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
