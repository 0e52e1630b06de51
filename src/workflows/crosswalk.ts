import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../domain/errors.ts';
import { bandRanges } from '../domain/evidence.ts';
import { quoteText } from '../duckdb/engine.ts';
import type { ForcedPair } from '../links/crosswalk/forced.ts';
import { bits, type Contrast } from '../links/crosswalk/mixture.ts';
import type { CrosswalkModel } from '../links/crosswalk/model.ts';
import { resolveRecords, type Crosswalk, type CrosswalkSide } from '../links/crosswalk/resolve.ts';
import { formsOf } from '../links/forms.ts';
import { withFullName } from '../links/full-names.ts';
import { normaliserMacros } from '../links/normalisers.ts';
import { openTable, stageTables, type OpenTable, type StagedTables, type TableTarget } from './crosswalk-tables.ts';

export interface CrosswalkRequest {
  readonly left: TableTarget;
  /** Null: the duplicates of the left table. */
  readonly right: TableTarget | null;
  /** A private directory for the work; what is made in it is removed. */
  readonly directory: string;
  readonly memoryLimitMb?: number;
  /** Of DuckDB; the result is the same with any number. */
  readonly threads?: number;
  readonly signal: AbortSignal;
  readonly onStep: (step: string) => void;
  /** Told how many pairs will be compared at most, before they are. */
  readonly onPairs?: (most: number) => void;
  /** What people said of pairs of records. */
  readonly forced?: readonly ForcedPair[];
  /** The model of an earlier run of the same tables, to score with. */
  readonly model?: CrosswalkModel | null;
}

/** A crosswalk while its tables are there. */
export interface OpenCrosswalk {
  readonly crosswalk: Crosswalk;
  /** Reads the keys of the records of each side, by record number; the same of both where one table was resolved. */
  readKeys(): Promise<{ readonly left: readonly string[]; readonly right: readonly string[] }>;
  /** Attributes that make the keys; empty: the number of the row. */
  readonly keyColumns: { readonly left: readonly string[]; readonly right: readonly string[] };
  readonly staged: StagedTables;
  close(): Promise<void>;
}

/** Compared at most: each pair takes some 50 bytes, and a million of them some seconds. */
const budget = { pairs: 12_000_000, meetings: 60_000_000 };

/** Finds which record is which. Throws AppError 'invalid' and SourceError as `openTable` does, 'cancelled' when the signal aborts. */
export async function openCrosswalk(request: CrosswalkRequest): Promise<OpenCrosswalk> {
  const { left, right, signal, onStep } = request;
  const opened: OpenTable[] = [];
  onStep('reading');
  const targets = right === null ? [left] : [left, right];
  let staged: StagedTables;
  try {
    for (const target of targets) opened.push(await openTable(target, signal));
    staged = await stageTables(opened, request);
  } finally {
    for (const table of opened) await table.close();
  }
  try {
    const keyOf = ({ key }: TableTarget, i: number): readonly string[] =>
      key ?? staged.model.entities[i]?.keys.find(({ kind }) => kind === 'primary')?.columns ?? [];
    const keys = targets.map(keyOf);
    const crosswalk = await resolveStaged(staged, keys, request);
    const [leftColumns = [], rightColumns = leftColumns] = keys;
    return {
      crosswalk,
      readKeys: async () => {
        const leftKeys = await keysOf(staged, 'l', signal);
        return { left: leftKeys, right: right === null ? leftKeys : await keysOf(staged, 'r', signal) };
      },
      keyColumns: { left: leftColumns, right: rightColumns },
      staged,
      close: () => staged.staging.remove(),
    };
  } catch (error) {
    await staged.staging.remove();
    throw error;
  }
}

type Resolving = Pick<CrosswalkRequest, 'signal' | 'onStep' | 'onPairs' | 'forced' | 'model'> & {
  /** Attributes, by side, that are not compared. */
  readonly except?: readonly ReadonlySet<string>[];
};

/** Resolves one or two staged tables, each with the attributes that make its keys; none: the number of the row. */
export async function resolveStaged(staged: StagedTables, keys: readonly (readonly string[])[], resolving: Resolving): Promise<Crosswalk> {
  const { signal, onStep, onPairs, forced = [], model = null, except = [] } = resolving;
  const { staging } = staged;
  await staging.run(normaliserMacros.join(';\n'), signal);
  const [left, right = null] = keys;
  const leftSide = await sideOf(staged, 0, left ?? [], { isAlone: right === null, except: except[0] }, signal);
  const rightSide = right === null ? null : await sideOf(staged, 1, right, { isAlone: false, except: except[1] }, signal);
  return resolveRecords({
    staging,
    left: leftSide,
    right: rightSide,
    budget,
    signal,
    onStep,
    ...(onPairs === undefined ? {} : { onPairs }),
    forced,
    model,
  });
}

/** Keys of the records of a resolved side, by record number. */
export async function keysOf({ staging }: StagedTables, table: 'l' | 'r', signal: AbortSignal): Promise<string[]> {
  const keys: string[] = [];
  for await (const [chunk = []] of staging.db.chunks(`SELECT key FROM ${table} ORDER BY id`, signal))
    for (const key of chunk) keys.push(key as string);
  return keys;
}

/** One table as a side of the crosswalk. A surrogate key says nothing of a record within its own table. */
async function sideOf(
  { profile, staging }: StagedTables,
  index: number,
  key: readonly string[],
  { isAlone, except = new Set() }: { readonly isAlone: boolean; readonly except: ReadonlySet<string> | undefined },
  signal: AbortSignal,
): Promise<CrosswalkSide> {
  const profiled = profile.entities[index];
  if (profiled === undefined) throw new Error(`table ${index} was not staged`);
  const attributes = profiled.attributes.map((attribute, i) => ({ names: [attribute.name], sql: staging.column(i), profile: attribute }));
  const useful = attributes.filter(
    ({ names: [name = ''], profile: { distinct } }) => distinct > 1 && !except.has(name) && !(isAlone && key.includes(name)),
  );
  const columns = key.map((name) => `coalesce(${staging.column(profiled.attributes.findIndex((attribute) => attribute.name === name))}, '')`);
  return {
    table: staging.table(index),
    rows: profiled.rows,
    key: columns.length === 0 ? null : columns.join(` || '|' || `),
    forms: await formsOf(staging, staging.table(index), withFullName(useful), signal),
  };
}

/** What was compared, and what each level of agreement says, in bits, from the worst to equal. */
interface FieldSummary {
  readonly name: string;
  readonly levels: readonly { readonly name: string; readonly bits: number }[];
}

/** What a crosswalk came to, for people. */
export interface CrosswalkSummary {
  readonly left: { readonly records: number; readonly matched: number; readonly key: readonly string[] };
  /** Null where one table was resolved. */
  readonly right: { readonly records: number; readonly matched: number; readonly key: readonly string[] } | null;
  readonly fields: readonly FieldSummary[];
  /** What agreement says against pairs of related records, where one table has such pairs; the weight of a pair is the lesser of both. */
  readonly related: readonly FieldSummary[] | null;
  readonly compared: number;
  readonly patterns: number;
  /** Pairs at or above the least probability. */
  readonly pairs: number;
  readonly clusters: number | null;
  readonly notes: readonly string[];
}

/** Why no pair is taken for its values. */
export const CHANCE_NOTE = 'No more pairs are alike than records of one table are by themselves: none is taken for its values.';

export function summaryOf({ crosswalk, keyColumns }: OpenCrosswalk, minProbability: number): CrosswalkSummary {
  const { pairs, decided, model, columns, levels, patterns } = crosswalk;
  const [left, right] = [new Set<number>(), new Set<number>()];
  const saidIn = (contrast: Contrast): FieldSummary[] =>
    columns.map((name, column) => ({
      name,
      levels: (levels[column] ?? []).map((level, i) => ({ name: level, bits: bits(contrast, column, i + 1) })),
    }));
  let taken = 0;
  for (const [i, probability] of decided.probability.entries()) {
    if (probability < minProbability) continue;
    taken += 1;
    left.add(pairs.left[i] as number);
    (pairs.isSelf ? left : right).add(pairs.right[i] as number);
  }
  const isMerged = (record: number): boolean => crosswalk.clusters !== null && sizes.get(crosswalk.clusters[record] as number) !== 1;
  const sizes = new Map<number, number>();
  for (const cluster of crosswalk.clusters ?? []) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  const merged = Array.from({ length: pairs.leftRecords }, (_, i) => i).filter(isMerged).length;
  return {
    left: { records: pairs.leftRecords, matched: pairs.isSelf ? merged : left.size, key: keyColumns.left },
    right: pairs.isSelf ? null : { records: pairs.rightRecords, matched: right.size, key: keyColumns.right },
    fields: saidIn(model),
    related: model.related ? saidIn(model.related) : null,
    compared: pairs.left.length,
    patterns: patterns.levels.length,
    pairs: taken,
    clusters: pairs.isSelf ? sizes.size : null,
    notes: crosswalk.isChance ? [CHANCE_NOTE] : [],
  };
}

/**
 * Writes every pair at or above the least probability as CSV or Parquet (`left_key, right_key, weight_bits, probability, band`), or of one table
 * every record with its cluster (`record_key, cluster_id`). The file is there whole, or not at all.
 */
export async function writeCrosswalk(open: OpenCrosswalk, file: string, minProbability: number, signal: AbortSignal): Promise<void> {
  const { staging } = open.staged;
  const [written, part] = [join(staging.spill, 'written'), `${file}.part`];
  const { crosswalk } = open;
  const [columns, select] =
    crosswalk.clusters === null ? [pairColumns(crosswalk, minProbability), pairsSql] : [clusterColumns(crosswalk.clusters), clustersSql];
  const types = Object.entries(columns).map(([name, column]) => `${name} ${column instanceof Int32Array ? 'INTEGER' : 'DOUBLE'}`);
  await staging.run(`CREATE OR REPLACE TABLE written (${types.join(', ')})`, signal);
  await staging.db.appendNumbers('written', Object.values(columns), signal);
  const format = file.endsWith('.parquet') ? 'FORMAT parquet' : 'FORMAT csv, HEADER';
  try {
    await staging.run(`COPY (${select}) TO ${quoteText(written)} (${format})`, signal);
    await copyFile(written, part);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    if (signal.aborted) throw error;
    throw new AppError('invalid', `${file} could not be written: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** The pairs at or above the least probability, by record numbers. */
function pairColumns({ pairs, decided }: Crosswalk, minProbability: number) {
  const probability = decided.probability.map((own) => Math.round(own * 1e6) / 1e6);
  const indices: number[] = [];
  for (let i = 0; i < probability.length; i += 1) if ((probability[i] as number) >= minProbability) indices.push(i);
  const taken = Int32Array.from(indices);
  return {
    l: taken.map((i) => pairs.left[i] as number),
    r: taken.map((i) => pairs.right[i] as number),
    weight_bits: Float64Array.from(taken, (i) => Math.round((decided.weight[i] as number) * 1e4) / 1e4),
    probability: Float64Array.from(taken, (i) => probability[i] as number),
  };
}

const bandSql = `CASE ${(['auto', 'review', 'possible'] as const).map((band) => `WHEN probability >= ${bandRanges[band][0]} THEN '${band}'`).join(' ')} ELSE 'hidden' END`;
const pairsSql = `SELECT l.key AS left_key, r.key AS right_key, weight_bits, probability, ${bandSql} AS band
FROM written JOIN l ON l.id = written.l JOIN r ON r.id = written.r ORDER BY written.l, written.r`;

const clusterColumns = (clusters: Int32Array) => ({ record: Int32Array.from(clusters.keys()), cluster: clusters });
const clustersSql = `SELECT a.key AS record_key, b.key AS cluster_id FROM written JOIN l AS a ON a.id = record JOIN l AS b ON b.id = cluster ORDER BY record`;
