import type { Session } from '../connectors/contract.ts';
import type { EntityModel, SourceModel } from '../domain/entity.ts';
import { canonicalSql, needsSql, suspectSql } from './canonical.ts';
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
  await staging.run(`CREATE OR REPLACE TABLE ${raw} (${columns.map((column) => `${column} VARCHAR`).join(', ')})`, options.signal);
  const names = entity.attributes.map((attribute) => attribute.name);
  const limit = options.sampleRows === null ? {} : { limit: options.sampleRows };
  const batches = session.read(entity.path, names, { signal: options.signal, ...limit });
  const count = await staging.db.append(raw, columns.length, batches, options.signal, onRows);
  const needs = await columnNeeds(staging, raw, columns, options.signal);
  const canonical = columns.map((column) => `${canonicalSql(column, needs.get(column) ?? 0)} AS ${column}`);
  if ([...needs.values()].every((need) => need === 0))
    await staging.run(`DROP TABLE IF EXISTS ${table}; ALTER TABLE ${raw} RENAME TO ${table}`, options.signal);
  else await staging.run(`CREATE OR REPLACE TABLE ${table} AS SELECT ${canonical.join(', ')} FROM ${raw}; DROP TABLE ${raw}`, options.signal);
  return count;
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
