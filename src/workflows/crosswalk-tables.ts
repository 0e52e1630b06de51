import type { DatabaseConnector, RecordReader, Session } from '../connectors/contract.ts';
import { AppError } from '../domain/errors.ts';
import { pathKey, type EntityModel, type SourceModel } from '../domain/entity.ts';
import type { SourceProfile } from '../domain/profile.ts';
import { profileSource } from '../profiling/profile-source.ts';
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

/** One or two tables, staged and profiled: the entities of the model are in the order asked for. */
export interface StagedTables {
  readonly model: SourceModel;
  readonly profile: SourceProfile;
  readonly staging: Staging;
}

/** Reads each table once. Throws AppError 'invalid' where there is no such table or key, SourceError where a source fails. */
export async function stageTables(
  tables: readonly TableTarget[],
  options: { readonly directory: string; readonly memoryLimitMb?: number; readonly signal: AbortSignal },
): Promise<StagedTables> {
  const sessions: Session[] = [];
  try {
    const found: EntityModel[] = [];
    for (const target of tables) {
      const session = await target.connector.open(target.config, options.signal);
      sessions.push(session);
      found.push(await entityOf(target, session, options.signal));
    }
    // Both may have the same place in their sources: here each has one of its own.
    const entities = found.map((entity, i) => ({ ...entity, path: { ...entity.path, database: `${i + 1}` }, foreignKeys: [] }));
    const model: SourceModel = { databases: [], schemas: [], entities, notes: [] };
    const staging = await openStaging({
      directory: options.directory,
      model,
      ...(options.memoryLimitMb === undefined ? {} : { memoryLimitMb: options.memoryLimitMb }),
    });
    const places = new Map(entities.map(({ path }, i) => [pathKey(path), { session: sessions[i] as Session, path: (found[i] as EntityModel).path }]));
    try {
      const profile = await profileSource(joined(places), model, staging, { signal: options.signal, sampleRows: null, onProgress: () => {} });
      return { model, profile, staging };
    } catch (error) {
      await staging.remove();
      throw error;
    }
  } finally {
    for (const session of sessions) await session.close();
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

/** Several sessions as one reader, by the paths of their tables here. */
function joined(places: ReadonlyMap<string, { readonly session: Session; readonly path: EntityModel['path'] }>): RecordReader {
  const at = (path: EntityModel['path']) => {
    const place = places.get(pathKey(path));
    if (place === undefined) throw new Error(`no table was opened as ${pathKey(path)}`);
    return place;
  };
  return {
    read: (path, columns, options) => at(path).session.read(at(path).path, columns, options),
    bulk: {
      paths: [...new Set([...places.values()].flatMap(({ session }) => session.bulk?.paths ?? []))],
      sql: (path, columns, limit) => at(path).session.bulk?.sql(at(path).path, columns, limit),
    },
  };
}
