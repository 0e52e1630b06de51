import type { Session } from '../connectors/contract.ts';
import type { EntityModel, SourceModel } from '../domain/entity.ts';
import { canonicalSql, needsSql, suspectSql } from './canonical.ts';
import { AppError } from '../domain/errors.ts';
import type { Staging } from './staging.ts';

export interface StagingProgress {
  readonly done: number;
  readonly total: number;
  readonly rows: number;
}

export interface StageOptions {
  readonly signal: AbortSignal;
  readonly sampleRows: number | null;
  readonly onProgress: (progress: StagingProgress) => void;
}

const COLUMNS_PER_STATEMENT = 200;

/** Reads every entity of the source once and stages its canonical texts. Returns the number of rows of each entity. */
export async function stageEntities(session: Session, model: SourceModel, staging: Staging, options: StageOptions): Promise<number[]> {
  const total = model.entities.length;
  const counts: number[] = [];
  let rows = 0;
  if (session.bulk !== undefined) await staging.allow(session.bulk.paths);
  for (const [index, entity] of model.entities.entries()) {
    const before = rows;
    const count = await stageEntity(session, entity, index, staging, options, (read) => {
      options.onProgress({ done: index, total, rows: before + read });
    });
    counts.push(count);
    rows = before + count;
    options.onProgress({ done: index + 1, total, rows });
  }
  return counts;
}

async function stageEntity(
  session: Session,
  entity: EntityModel,
  index: number,
  staging: Staging,
  options: StageOptions,
  onRows: (rows: number) => void,
): Promise<number> {
  const table = staging.table(index);
  const columns = entity.attributes.map((_attribute, i) => staging.column(i));
  if (columns.length === 0) {
    await staging.run(`CREATE OR REPLACE TABLE ${table} (no_columns VARCHAR)`);
    return 0;
  }
  const raw = `${table}_raw`;
  const names = entity.attributes.map((attribute) => attribute.name);
  const count =
    (await loadInBulk(session, entity, names, raw, columns, staging, options)) ??
    (await loadRows(session, entity, names, raw, columns, staging, options, onRows));
  const needs = await columnNeeds(staging, raw, columns, options.signal);
  const canonical = columns.map((column) => `${canonicalSql(column, needs.get(column) ?? 0)} AS ${column}`);
  if ([...needs.values()].every((need) => need === 0))
    await staging.run(`DROP TABLE IF EXISTS ${table}; ALTER TABLE ${raw} RENAME TO ${table}`, options.signal);
  else await staging.run(`CREATE OR REPLACE TABLE ${table} AS SELECT ${canonical.join(', ')} FROM ${raw}; DROP TABLE ${raw}`, options.signal);
  return count;
}

/** Lets DuckDB load the rows itself where it can read the source. What fails here is tried by reading, which explains its failures. */
async function loadInBulk(
  session: Session,
  entity: EntityModel,
  names: readonly string[],
  raw: string,
  columns: readonly string[],
  staging: Staging,
  options: StageOptions,
): Promise<number | undefined> {
  const sql = session.bulk?.sql(entity.path, names, options.sampleRows ?? undefined);
  if (sql === undefined) return undefined;
  try {
    await staging.run(`CREATE OR REPLACE TABLE ${raw} AS SELECT * FROM (${sql}) AS source(${columns.join(', ')})`, options.signal);
  } catch {
    if (options.signal.aborted) throw new AppError('cancelled', 'The work was cancelled.');
    return undefined;
  }
  const [row] = await staging.rows<{ n: number }>(`SELECT count(*) AS n FROM ${raw}`, options.signal);
  return row?.n ?? 0;
}

async function loadRows(
  session: Session,
  entity: EntityModel,
  names: readonly string[],
  raw: string,
  columns: readonly string[],
  staging: Staging,
  options: StageOptions,
  onRows: (rows: number) => void,
): Promise<number> {
  await staging.run(`CREATE OR REPLACE TABLE ${raw} (${columns.map((column) => `${column} VARCHAR`).join(', ')})`, options.signal);
  const limit = options.sampleRows === null ? {} : { limit: options.sampleRows };
  const batches = session.read(entity.path, names, { signal: options.signal, ...limit });
  return staging.db.append(raw, columns.length, batches, options.signal, onRows);
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
