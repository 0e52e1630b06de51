import type { RecordReader } from '../connectors/contract.ts';
import type { SourceModel } from '../domain/entity.ts';
import type { SourceProfile } from '../domain/profile.ts';
import { describeAttribute } from './describe-attribute.ts';
import { findCandidateKeys } from './candidate-keys.ts';
import { measureColumns, NOTHING_MEASURED, type Measures } from './measure.ts';
import { stageEntities, type StageOptions } from './stage-entities.ts';
import type { Staging } from './staging.ts';
import { estimated, withExtremes, type SampledColumn } from './sampled-measures.ts';
import { rowSample, type StagedColumn } from './steps.ts';
import { rowsOfAll } from './unions.ts';

const COLUMNS_PER_BATCH = 128;
const CELLS_PER_BATCH = 6_000_000;

/**
 * Reads every entity of a source once into the staging, and profiles every attribute and key from there.
 * A staging that is already complete is not read again. Throws AppError `cancelled` when the signal aborts, SourceError when the source fails.
 */
export async function profileSource(session: RecordReader, model: SourceModel, staging: Staging, options: StageOptions): Promise<SourceProfile> {
  await stageSource(session, model, staging, options);
  return profileStaging(model, staging, options.signal);
}

/** Reads every entity of a source once into the staging, unless it is complete already. */
export async function stageSource(session: RecordReader, model: SourceModel, staging: Staging, options: StageOptions): Promise<void> {
  if (staging.isReady()) return;
  await stageEntities(session, model, staging, options);
  await staging.markReady();
}

/** Profiles a complete staging. */
export async function profileStaging(model: SourceModel, staging: Staging, signal: AbortSignal): Promise<SourceProfile> {
  const rows = await countRows(model, staging, signal);
  const measures = await measureAll(model, staging.table, staging, rows, signal);
  const described = describeAll(model, rows, measures);
  const entities = [];
  for (const [index, entity] of model.entities.entries()) {
    const { attributes = [], ...profile } = described[index] ?? { path: entity.path, rows: 0 };
    const candidateKeys = await findCandidateKeys(entity, index, attributes, staging, signal);
    entities.push({ ...profile, attributes, candidateKeys });
  }
  return { entities };
}

/** Rows from which a large table is profiled: shares within half a percent. */
const SAMPLED_ROWS = 50_000;

/** The same from a sample of the rows of each table that is at least twice as large: counts are estimates there. Keys are not looked for. */
export async function profileSampled(model: SourceModel, staging: Staging, signal: AbortSignal): Promise<SourceProfile> {
  const rows = await countRows(model, staging, signal);
  const samples = new Map<number, string>();
  for (const [index, counted] of rows.entries()) {
    const every = Math.floor(counted / SAMPLED_ROWS);
    if (every < 2) continue;
    const step = rowSample(staging.table(index), every);
    await staging.run(step.sql, signal);
    samples.set(index, step.table);
  }
  const looked = rows.map((counted, index) => (samples.has(index) ? SAMPLED_ROWS : counted));
  const measured = await measureAll(model, (index) => samples.get(index) ?? staging.table(index), staging, looked, signal);
  for (const sample of samples.values()) await staging.run(`DROP TABLE ${sample}`, signal);
  const measures = await ofAllRows(model, measured, samples, staging, rows, signal);
  return { entities: describeAll(model, rows, measures).map((entity) => ({ ...entity, candidateKeys: [] })) };
}

async function ofAllRows(
  model: SourceModel,
  measured: ReadonlyMap<number, Measures>,
  samples: ReadonlyMap<number, string>,
  staging: Staging,
  rows: readonly number[],
  signal: AbortSignal,
): Promise<Map<number, Measures>> {
  const all = new Map(measured);
  const columns: (SampledColumn & { readonly id: number })[] = [];
  let id = 0;
  for (const [index, entity] of model.entities.entries()) {
    for (const ordinal of entity.attributes.keys()) {
      const measures = measured.get(id);
      if (samples.has(index) && measures !== undefined)
        columns.push({ id, table: staging.table(index), column: staging.column(ordinal), measures: estimated(measures, rows[index] ?? 0) });
      id += 1;
    }
  }
  const found = await withExtremes(staging, columns, signal);
  for (const [i, { id: column, measures }] of columns.entries()) all.set(column, found[i] ?? measures);
  return all;
}

function describeAll(model: SourceModel, rows: readonly number[], measures: ReadonlyMap<number, Measures>) {
  let id = 0;
  return model.entities.map((entity, index) => ({
    path: entity.path,
    rows: rows[index] ?? 0,
    attributes: entity.attributes.map((attribute) => describeAttribute(entity, attribute, measures.get(id++) ?? NOTHING_MEASURED)),
  }));
}

async function countRows(model: SourceModel, staging: Staging, signal: AbortSignal): Promise<number[]> {
  const counts = model.entities.map((_entity, i) => `SELECT ${i} AS entity, count(*) AS n FROM ${staging.table(i)}`);
  const rows: number[] = [];
  for (const { entity, n } of await rowsOfAll<{ entity: number; n: number }>(staging, counts, signal)) rows[entity] = n;
  return rows;
}

async function measureAll(
  model: SourceModel,
  tableOf: (entity: number) => string,
  staging: Staging,
  rows: readonly number[],
  signal: AbortSignal,
): Promise<Map<number, Measures>> {
  const measures = new Map<number, Measures>();
  let batch: StagedColumn[] = [];
  let cells = 0;
  const flush = async () => {
    if (batch.length > 0) for (const [id, measured] of await measureColumns(staging, batch, signal)) measures.set(id, measured);
    batch = [];
    cells = 0;
  };
  let id = 0;
  for (const [index, entity] of model.entities.entries()) {
    for (const ordinal of entity.attributes.keys()) {
      const added = rows[index] ?? 0;
      if (batch.length === COLUMNS_PER_BATCH || (batch.length > 0 && cells + added > CELLS_PER_BATCH)) await flush();
      if (added > 0) batch.push({ id, table: tableOf(index), column: staging.column(ordinal) });
      cells += added;
      id += 1;
    }
  }
  await flush();
  return measures;
}
