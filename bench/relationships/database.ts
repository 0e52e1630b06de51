import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connector } from '../../src/connectors/files/index.ts';
import type { SourceModel } from '../../src/domain/entity.ts';
import type { SourceProfile } from '../../src/domain/profile.ts';
import { profileStaging } from '../../src/profiling/profile-source.ts';
import { stageEntities } from '../../src/profiling/stage-entities.ts';
import { openStaging, type Staging } from '../../src/profiling/staging.ts';

/** One database of the benchmark: what a scan of its folder gives. */
export interface Database {
  readonly name: string;
  /** Without any declared key. */
  readonly model: SourceModel;
  readonly staging: Staging;
  /** The same with the primary keys that its description lists. */
  readonly keyed: SourceModel;
}

/** A true foreign key as positions: entity, then attributes. */
export interface TrueEdge {
  readonly fromTable: number;
  readonly fromColumns: readonly number[];
  readonly toTable: number;
  readonly toColumns: readonly number[];
}

interface Description {
  readonly tables: readonly { readonly name: string; readonly primary_key: readonly string[] }[];
}

interface Truth extends Description {
  readonly foreign_keys: readonly {
    readonly from_table: string;
    readonly from_columns: readonly string[];
    readonly to_table: string;
    readonly to_columns: readonly string[];
    readonly unsupported?: boolean;
  }[];
}

/** The folder of the benchmark data, or undefined where it is absent. Names of its databases come from `split.json`. */
export function benchmarkFolder(): { readonly folder: string; readonly names: readonly string[] } | undefined {
  const folder = resolve(process.env.COGNATE_BENCH_DATA ?? '../shared/data/relationships');
  if (!existsSync(join(folder, 'split.json'))) return undefined;
  const split = JSON.parse(readFileSync(join(folder, 'split.json'), 'utf8')) as { open: string[] };
  return { folder, names: split.open.toSorted() };
}

/** A private place for stagings, removed at the end. */
export async function workFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'cognate-bench-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Reads one database folder into a staging. Of its description only names and primary keys are used. */
export async function stageDatabase(folder: string, name: string, work: string, variant = ''): Promise<Database> {
  const signal = new AbortController().signal;
  const target = connector.parseTarget(join(folder, name));
  if (target === undefined) throw new Error(`${join(folder, name)} is not a folder of files`);
  const session = await connector.open(target.config, signal);
  try {
    const model = await session.introspect(signal);
    const staging = await openStaging({ directory: join(work, `${name}${variant}`), model });
    await stageEntities(session, model, staging, { signal, sampleRows: null, onProgress: () => {} });
    const { tables } = JSON.parse(readFileSync(join(folder, name, 'truth.json'), 'utf8')) as Description;
    return { name, model, staging, keyed: withPrimaryKeys(model, tables) };
  } finally {
    await session.close();
  }
}

export function profileOf(model: SourceModel, staging: Staging): Promise<SourceProfile> {
  return profileStaging(model, staging, new AbortController().signal);
}

/** The labels: for fitting and for degrading only, never for the system under test. */
export function trueEdges(folder: string, name: string, model: SourceModel): TrueEdge[] {
  const truth = JSON.parse(readFileSync(join(folder, name, 'truth.json'), 'utf8')) as Truth;
  return truth.foreign_keys
    .filter((edge) => edge.unsupported !== true)
    .map((edge) => {
      const fromTable = model.entities.findIndex((entity) => entity.path.name === edge.from_table);
      const toTable = model.entities.findIndex((entity) => entity.path.name === edge.to_table);
      const positions = (table: number, columns: readonly string[]) =>
        columns.map((column) => model.entities[table]?.attributes.findIndex((attribute) => attribute.name === column) ?? -1);
      return { fromTable, fromColumns: positions(fromTable, edge.from_columns), toTable, toColumns: positions(toTable, edge.to_columns) };
    });
}

function withPrimaryKeys(model: SourceModel, tables: Description['tables']): SourceModel {
  const keys = new Map(tables.map((table) => [table.name, table.primary_key]));
  return {
    ...model,
    entities: model.entities.map((entity) => {
      const columns = keys.get(entity.path.name) ?? [];
      return columns.length === 0 ? entity : { ...entity, keys: [{ kind: 'primary' as const, columns }] };
    }),
  };
}
