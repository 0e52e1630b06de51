import type { SaasSession } from '../connectors/contract.ts';
import { connectorFor, connectors } from '../connectors/registry.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { pathKey, type EntityModel, type SourceModel } from '../domain/entity.ts';
import { AppError } from '../domain/errors.ts';
import { recordsPath } from '../domain/saas-records.ts';
import { sampledModel, sampledReader } from '../profiling/sampled-records.ts';
import type { CrosswalkEnd } from '../store/crosswalks.ts';
import type { Store } from '../store/open.ts';
import { sourceConnection, type SourceConnection, type SyncedThrough } from '../store/sources.ts';
import { configurationFor } from './configuration.ts';
import type { OpenTable } from './crosswalk-tables.ts';
import { saasHost } from './saas-host.ts';
import { openSyncedRecords } from './system-source.ts';

/** An end of a crosswalk whose source is open. */
export interface OpenEnd extends OpenTable {
  /** What SQL can be run on; null where the records come through the API of a platform. */
  readonly sql: { readonly dialect: Dialect; query(sql: string, signal: AbortSignal): Promise<readonly Record<string, unknown>[]> } | null;
  /** Where it lies, for telling whether two ends lie in one place: connector and location, without secrets. */
  readonly location: string;
}

export interface EndPlace {
  readonly store: Store;
  readonly organizationId: string;
  readonly allowsInternalAddresses: boolean;
}

/**
 * Opens the source of an end and finds its table, or the records of its SaaS object: those that a sync landed, else all that the platform's API
 * gives. Throws SourceError where the source fails, AppError 'conflict' where it has no such table or object any more.
 */
export async function openEnd(
  { store, organizationId, allowsInternalAddresses }: EndPlace,
  end: CrosswalkEnd,
  signal: AbortSignal,
): Promise<OpenEnd> {
  const connection = await sourceConnection(store.reader(organizationId), organizationId, end.sourceId, store.sealer);
  if (connection === undefined) throw new AppError('conflict', 'A source of the crosswalk was deleted.');
  if (end.path !== null) return openTableEnd(connection, end.path, signal);
  const openSession = async (): Promise<SaasSession | null> => {
    const connector = connectors.find(({ type }) => type === connection.connectorType);
    const config = connector?.sourceType === 'saas' ? connector.configSchema.safeParse(connection.config) : undefined;
    if (connector?.sourceType !== 'saas' || config?.success !== true) return null;
    return connector.open(config.data, signal, saasHost(store, { organizationId, sourceId: end.sourceId }, allowsInternalAddresses));
  };
  return openObjectEnd(connection, end.object ?? '', openSession, signal);
}

async function openTableEnd(connection: SourceConnection, path: EntityModel['path'], signal: AbortSignal): Promise<OpenEnd> {
  const connector = connectorFor(connection.connectorType);
  if (connector.sourceType === 'saas') throw new AppError('invalid', `${connection.name} is a SaaS application, and has no tables.`);
  const config = configurationFor(connector.configSchema, connection.config, connection.name);
  const session = await connector.open(config, signal);
  try {
    const entity = entityAt(await session.introspect(signal), path, connection.name);
    return {
      entity,
      reader: session,
      sql: { dialect: session.dialect, query: session.query },
      location: `${connector.type} ${connector.location(config)}`,
      close: () => session.close(),
    };
  } catch (error) {
    await session.close();
    throw error;
  }
}

async function openObjectEnd(
  { sync, name, id }: SourceConnection & { readonly sync: SyncedThrough | null },
  object: string,
  openSession: () => Promise<SaasSession | null>,
  signal: AbortSignal,
): Promise<OpenEnd> {
  const session = await openSession();
  let synced: Awaited<ReturnType<typeof openSyncedRecords>> | null = null;
  const close = async (): Promise<void> => {
    await synced?.close();
    await session?.close();
  };
  try {
    const described = (await session?.describe(signal, () => {})) ?? null;
    synced = sync === null ? null : await openSyncedRecords(sync, described, signal);
    if (synced !== null) {
      const { landing, query } = synced;
      const entity = entityAt(landing.model, recordsPath(object), name);
      return { entity, reader: landing.reader, sql: { dialect: landing.dialect, query }, location: `landed ${sync?.system.id ?? ''}`, close };
    }
    if (session === null || described === null) {
      throw new AppError('conflict', `The records of ${name} cannot be read: it has no connector here, and no system source that a sync fills.`);
    }
    const entity = entityAt(sampledModel(described), recordsPath(object), name);
    return { entity, reader: sampledReader(session), sql: null, location: `platform ${id}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function entityAt({ entities }: SourceModel, path: EntityModel['path'], source: string): EntityModel {
  const entity = entities.find((candidate) => pathKey(candidate.path) === pathKey(path));
  if (entity === undefined) throw new AppError('conflict', `${source} has no ${path.name} any more: scan it, then look at its entity links.`);
  return entity;
}
