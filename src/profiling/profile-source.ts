import type { RecordReader } from '../connectors/contract.ts';
import type { AttributeModel, SourceModel } from '../domain/entity.ts';
import type { AttributeProfile, SourceProfile } from '../domain/profile.ts';
import { describeAttribute } from './describe-attribute.ts';
import { findCandidateKeys } from './candidate-keys.ts';
import { measureColumns, NOTHING_MEASURED, type Measures } from './measure.ts';
import { stageEntities, type StageOptions } from './stage-entities.ts';
import type { Staging } from './staging.ts';
import type { StagedColumn } from './steps.ts';

const COLUMNS_PER_BATCH = 128;
/** DuckDB refuses unions of more than about a thousand queries. */
const TABLES_PER_COUNT = 256;
const CELLS_PER_BATCH = 6_000_000;

/**
 * Reads every entity of a source once into the staging, and profiles every attribute and key from there.
 * A staging that is already complete is not read again. Throws AppError `cancelled` when the signal aborts, SourceError when the source fails.
 */
export async function profileSource(session: RecordReader, model: SourceModel, staging: Staging, options: StageOptions): Promise<SourceProfile> {
  if (!staging.isReady()) {
    await stageEntities(session, model, staging, options);
    await staging.markReady();
  }
  return profileStaging(model, staging, options.signal);
}

/** Profiles a complete staging. */
export async function profileStaging(model: SourceModel, staging: Staging, signal: AbortSignal): Promise<SourceProfile> {
  const rows = await countRows(model, staging, signal);
  const measures = await measureAll(model, staging, rows, signal);
  const entities = [];
  let id = 0;
  for (const [index, entity] of model.entities.entries()) {
    const measured = entity.attributes.map((attribute): [AttributeModel, Measures] => [attribute, measures.get(id++) ?? NOTHING_MEASURED]);
    const attributes: AttributeProfile[] = measured.map(([attribute, measure]) => describeAttribute(entity, attribute, measure));
    const candidateKeys = await findCandidateKeys(entity, index, attributes, staging, signal);
    entities.push({ path: entity.path, rows: rows[index] ?? 0, attributes, candidateKeys });
  }
  return { entities };
}

async function countRows(model: SourceModel, staging: Staging, signal: AbortSignal): Promise<number[]> {
  const counts = model.entities.map((_entity, i) => `SELECT ${i} AS entity, count(*) AS n FROM ${staging.table(i)}`);
  const rows: number[] = [];
  for (let start = 0; start < counts.length; start += TABLES_PER_COUNT) {
    const some = counts.slice(start, start + TABLES_PER_COUNT);
    const counted = await staging.rows<{ n: number }>(`${some.join('\nUNION ALL ')}\nORDER BY entity`, signal);
    rows.push(...counted.map(({ n }) => n));
  }
  return rows;
}

async function measureAll(model: SourceModel, staging: Staging, rows: readonly number[], signal: AbortSignal): Promise<Map<number, Measures>> {
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
      if (added > 0) batch.push({ id, table: staging.table(index), column: staging.column(ordinal) });
      cells += added;
      id += 1;
    }
  }
  await flush();
  return measures;
}
