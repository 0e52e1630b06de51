import type { DatabaseConnector, RecordReader, Session } from '../connectors/contract.ts';
import { AppError } from '../domain/errors.ts';
import { pathKey, type EntityModel, type SourceModel } from '../domain/entity.ts';
import type { SourceProfile } from '../domain/profile.ts';
import { profileSampled, stageSource } from '../profiling/profile-source.ts';
import { openStaging, type Staging } from '../profiling/staging.ts';

/** One table of a source that is reached without the catalog. */
export interface TableTarget {
  readonly connector: DatabaseConnector;
  readonly config: Record<string, unknown>;
  /** How messages call it. */
  readonly name: string;
  /** Name of the table, with its schema where that is needed; null: the only one. */
  readonly table: string | null;
  /** Columns that tell its rows apart; null: the primary key, else the number of the row. */
  readonly key: readonly string[] | null;
}

/** A table of an open source. */
export interface OpenTable {
  readonly entity: EntityModel;
  readonly reader: RecordReader;
  close(): Promise<void>;
}

/** One or two tables, staged, and profiled without their keys, large ones from a sample: the entities of the model are in the order asked for. */
export interface StagedTables {
  readonly model: SourceModel;
  readonly profile: SourceProfile;
  readonly staging: Staging;
}

interface StageTablesOptions {
  readonly directory: string;
  readonly memoryLimitMb?: number;
  readonly threads?: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number; readonly rows: number }) => void;
}

/** Finds the table. Throws AppError 'invalid' where there is no such table or key, SourceError where the source fails. */
export async function openTable(target: TableTarget, signal: AbortSignal): Promise<OpenTable> {
  const session = await target.connector.open(target.config, signal);
  try {
    return { entity: await entityOf(target, session, signal), reader: session, close: () => session.close() };
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** What is staged of these tables. Both may have the same place in their sources: here each has one of its own. */
export function stagedModel(tables: readonly Pick<OpenTable, 'entity'>[]): SourceModel {
  const entities = tables.map(({ entity }, i) => ({ ...entity, path: { ...entity.path, database: `${i + 1}` }, foreignKeys: [] }));
  return { databases: [], schemas: [], entities, notes: [] };
}

/** Reads each table once. Throws SourceError where a source fails. */
export async function stageTables(tables: readonly OpenTable[], options: StageTablesOptions): Promise<StagedTables> {
  const { directory, memoryLimitMb, threads, signal, onProgress = () => {} } = options;
  const model = stagedModel(tables);
  const limits = { ...(memoryLimitMb === undefined ? {} : { memoryLimitMb }), ...(threads === undefined ? {} : { threads }) };
  const staging = await openStaging({ directory, model, ...limits });
  const places = new Map(model.entities.map(({ path }, i) => [pathKey(path), tables[i] as OpenTable]));
  try {
    await stageSource(joined(places), model, staging, { signal, sampleRows: null, onProgress });
    return { model, profile: await profileSampled(model, staging, signal), staging };
  } catch (error) {
    await staging.remove();
    throw error;
  }
}

async function entityOf({ name, table, key }: TableTarget, session: Session, signal: AbortSignal): Promise<EntityModel> {
  const { entities } = await session.introspect(signal);
  const calledSo = entities.filter(({ path }) => table === null || path.name === table || `${path.schema}.${path.name}` === table);
  const [entity, another] = calledSo;
  const names = entities.map(({ path }) => path.name);
  const known = `It has ${names.length === 0 ? 'none' : `${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}`}.`;
  if (entity === undefined) throw new AppError('invalid', `${name} has no table ${table ?? ''}. ${known}`);
  if (another !== undefined) {
    const ask = table === null ? `Say which table, as ${name}#TABLE.` : 'Say it with its schema, as SCHEMA.TABLE.';
    throw new AppError('invalid', `${name} has several such tables. ${ask} ${known}`);
  }
  for (const column of key ?? []) {
    if (!entity.attributes.some((attribute) => attribute.name === column)) {
      throw new AppError(
        'invalid',
        `${name} has no column ${column} that could be its key. It has ${entity.attributes.map((one) => one.name).join(', ')}.`,
      );
    }
  }
  return entity;
}

/** Several tables as one reader, by their paths here. */
function joined(places: ReadonlyMap<string, OpenTable>): RecordReader {
  const at = (path: EntityModel['path']): OpenTable => {
    const place = places.get(pathKey(path));
    if (place === undefined) throw new Error(`no table was opened as ${pathKey(path)}`);
    return place;
  };
  return {
    read(path, columns, options) {
      const { reader, entity } = at(path);
      return reader.read(entity.path, columns, options);
    },
    bulk: {
      paths: [...new Set([...places.values()].flatMap(({ reader }) => reader.bulk?.paths ?? []))],
      sql(path, columns, limit) {
        const { reader, entity } = at(path);
        return reader.bulk?.sql(entity.path, columns, limit);
      },
    },
  };
}
