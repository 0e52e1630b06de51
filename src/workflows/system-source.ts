import type { Session } from '../connectors/contract.ts';
import { connectorFor } from '../connectors/registry.ts';
import { AppError, SourceError, SystemSourceError } from '../domain/errors.ts';
import type { SaasModel } from '../domain/saas.ts';
import { openLanding, type Landing } from '../landing/index.ts';
import type { SourceConnection, SyncedThrough } from '../store/sources.ts';
import { configurationFor } from './configuration.ts';

/** What a sync landed of a source, and the session with the system source that it is read through. */
export interface OpenLanding {
  readonly landing: Landing;
  /** Runs SQL on the system source. */
  readonly query: Session['query'];
  close(): Promise<void>;
}

/** Finds what a sync landed; `described` is what the platform itself says. What goes wrong names the system source. */
export async function openSyncedRecords(sync: SyncedThrough, described: SaasModel | null, signal: AbortSignal): Promise<OpenLanding> {
  const session = await openSystemSource(sync.system, signal);
  try {
    const landing = await openLanding({ session, connections: sync.landing, selectedStreams: sync.selectedStreams, described, signal });
    return { landing, query: session.query, close: () => session.close() };
  } catch (error) {
    await session.close();
    if (!(error instanceof AppError) || error instanceof SourceError || error.code !== 'source_failed') throw error;
    throw new AppError('source_failed', `Its system source ${sync.system.name}: ${error.message}`);
  }
}

/**
 * Opens the source that holds the records of a synced one. What fails in it names it: SystemSourceError. Throws AppError 'invalid' where it is no
 * source that can hold any.
 */
export async function openSystemSource(system: SourceConnection, signal: AbortSignal): Promise<Session> {
  const connector = connectorFor(system.connectorType);
  if (connector.sourceType === 'saas') {
    throw new AppError(
      'invalid',
      `Its system source ${system.name} is a SaaS application: set system_source_id to the database or files that the sync fills.`,
    );
  }
  const config = configurationFor(connector.configSchema, system.config, `its system source ${system.name}`);
  const session = await naming(system, () => connector.open(config, signal));
  return {
    ...session,
    test: (asked) => naming(system, () => session.test(asked)),
    introspect: (asked) => naming(system, () => session.introspect(asked)),
    query: (sql, asked) => naming(system, () => session.query(sql, asked)),
    async *read(path, columns, options) {
      try {
        yield* session.read(path, columns, options);
      } catch (error) {
        throw named(system, error);
      }
    },
  };
}

async function naming<T>(system: SourceConnection, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw named(system, error);
  }
}

function named(system: SourceConnection, error: unknown): unknown {
  return error instanceof SourceError ? new SystemSourceError(system, error) : error;
}
