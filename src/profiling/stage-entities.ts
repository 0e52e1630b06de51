import type { RecordReader } from '../connectors/contract.ts';
import { inParallel } from '../connectors/in-parallel.ts';
import type { EntityModel, EntityPath, SourceModel } from '../domain/entity.ts';
import { AppError } from '../domain/errors.ts';
import { canonicalSql, needsSql, suspectSql } from './canonical.ts';
import type { Staging } from './staging.ts';

interface StagingProgress {
  /** Entities that are staged. */
  readonly done: number;
  readonly total: number;
  readonly rows: number;
}

export interface StageOptions {
  readonly signal: AbortSignal;
  readonly sampleRows: number | null;
  /** So many entities are read at the same time; one unless told. */
  readonly atOnce?: number;
  readonly onProgress: (progress: StagingProgress) => void;
}

/** One entity on its way into the staging: `names` are its columns in the source, `columns` their names in `table`. */
interface Source {
  readonly session: RecordReader;
  readonly path: EntityPath;
  readonly names: readonly string[];
  readonly table: string;
  readonly columns: readonly string[];
}

const COLUMNS_PER_STATEMENT = 200;
/** Columns that were not written out hold at least a block of memory each, however few their rows. */
const COLUMNS_PER_CHECKPOINT = 2_000;
/** From one changing column in so many on, the table is written anew at once. */
const REWRITE_SHARE = 4;

/** Reads every entity of the source once and stages its canonical texts. */
export async function stageEntities(session: RecordReader, model: SourceModel, staging: Staging, options: StageOptions): Promise<void> {
  const total = model.entities.length;
  let done = 0;
  let rows = 0;
  const report = () => options.onProgress({ done, total, rows });
  if (session.bulk !== undefined) await staging.allow(session.bulk.paths);

  async function stage({ entity, index }: Numbered, signal: AbortSignal): Promise<void> {
    let counted = 0;
    const count = (read: number) => {
      rows += read - counted;
      counted = read;
    };
    const source = {
      session,
      path: entity.path,
      names: entity.attributes.map((attribute) => attribute.name),
      table: staging.table(index),
      columns: entity.attributes.map((_attribute, i) => staging.column(i)),
    };
    const read = await stageEntity(source, staging, { ...options, signal }, (soFar) => {
      count(soFar);
      report();
    });
    count(read);
    done += 1;
    report();
  }

  for (const group of groupsOf(model)) {
    const staged: Promise<void>[] = [];
    try {
      await inParallel(group.entities, { atOnce: options.atOnce ?? 1, signal: options.signal }, (entity, signal) => {
        const work = stage(entity, signal);
        staged.push(work);
        return work;
      });
    } catch (error) {
      throw options.signal.aborted ? new AppError('cancelled', 'The work was cancelled.') : error;
    } finally {
      // When one fails the others stop, but the staging is in use until they have.
      await Promise.allSettled(staged);
    }
    if (group.columns >= COLUMNS_PER_CHECKPOINT) await staging.run('CHECKPOINT', options.signal);
  }
}

interface Numbered {
  readonly entity: EntityModel;
  /** Its position in the model. */
  readonly index: number;
}

/** The entities in groups after which the staging is to write out what it holds. */
function groupsOf(model: SourceModel): { readonly entities: readonly Numbered[]; readonly columns: number }[] {
  const groups: { entities: Numbered[]; columns: number }[] = [];
  for (const [index, entity] of model.entities.entries()) {
    const last = groups.at(-1);
    const group = last === undefined || last.columns >= COLUMNS_PER_CHECKPOINT ? { entities: [], columns: 0 } : last;
    if (group !== last) groups.push(group);
    group.entities.push({ entity, index });
    group.columns += entity.attributes.length;
  }
  return groups;
}

async function stageEntity(source: Source, staging: Staging, options: StageOptions, onRows: (rows: number) => void): Promise<number> {
  if (source.names.length === 0) {
    await staging.run(`CREATE OR REPLACE TABLE ${source.table} (no_columns VARCHAR)`);
    return 0;
  }
  return (await loadInBulk(source, staging, options)) ?? loadRows(source, staging, options, onRows);
}

/** Lets DuckDB read the rows itself where it can. What fails here is tried by reading, which explains its failures. */
async function loadInBulk({ session, path, names, table, columns }: Source, staging: Staging, options: StageOptions): Promise<number | undefined> {
  const sql = session.bulk?.sql(path, names, options.sampleRows ?? undefined);
  if (sql === undefined) return undefined;
  try {
    await staging.run(`CREATE OR REPLACE TABLE ${table} AS SELECT * FROM (${sql}) AS source(${columns.join(', ')})`, options.signal);
  } catch {
    if (options.signal.aborted) throw new AppError('cancelled', 'The work was cancelled.');
    return undefined;
  }
  await canonicalise(table, columns, staging, options.signal);
  const [row] = await staging.rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`, options.signal);
  return row?.n ?? 0;
}

async function loadRows(
  { session, path, names, table, columns }: Source,
  staging: Staging,
  options: StageOptions,
  onRows: (rows: number) => void,
): Promise<number> {
  await staging.run(`CREATE OR REPLACE TABLE ${table} (${columns.map((column) => `${column} VARCHAR`).join(', ')})`, options.signal);
  const limit = options.sampleRows === null ? {} : { limit: options.sampleRows };
  const batches = session.read(path, names, { signal: options.signal, ...limit });
  const count = await staging.db.append(table, columns.length, batches, options.signal, onRows);
  await canonicalise(table, columns, staging, options.signal);
  return count;
}

/** Makes the texts of a table canonical. Most columns are already; a few are rewritten by themselves, many together with the table. */
async function canonicalise(table: string, columns: readonly string[], staging: Staging, signal: AbortSignal): Promise<void> {
  const needs = await columnNeeds(staging, table, columns, signal);
  const changing = columns.filter((column) => (needs.get(column) ?? 0) !== 0);
  if (changing.length * REWRITE_SHARE > columns.length) {
    const canonical = columns.map((column) => `${canonicalSql(column, needs.get(column) ?? 0)} AS ${column}`);
    await staging.run(`CREATE OR REPLACE TABLE ${table} AS SELECT ${canonical.join(', ')} FROM ${table}`, signal);
    return;
  }
  for (const column of changing) {
    await staging.run(`ALTER TABLE ${table} ALTER ${column} TYPE VARCHAR USING ${canonicalSql(column, needs.get(column))}`, signal);
  }
}

/** The rules that each column needs, as `canonicalSql` takes them. */
async function columnNeeds(staging: Staging, raw: string, columns: readonly string[], signal: AbortSignal): Promise<Map<string, number>> {
  const suspect = await aggregates<boolean>(staging, raw, columns, suspectSql, signal);
  const suspects = columns.filter((column) => suspect.get(column) === true);
  return aggregates<number>(staging, raw, suspects, needsSql, signal);
}

/** One aggregate per column, a limited number of columns per statement. */
async function aggregates<T>(
  staging: Staging,
  table: string,
  columns: readonly string[],
  aggregate: (column: string) => string,
  signal: AbortSignal,
): Promise<Map<string, T>> {
  const result = new Map<string, T>();
  for (let start = 0; start < columns.length; start += COLUMNS_PER_STATEMENT) {
    const part = columns.slice(start, start + COLUMNS_PER_STATEMENT);
    const select = part.map((column) => `${aggregate(column)} AS ${column}`).join(', ');
    const [row] = await staging.rows<Record<string, T>>(`SELECT ${select} FROM ${table}`, signal);
    for (const [column, value] of Object.entries(row ?? {})) result.set(column, value);
  }
  return result;
}
