import type { Session } from '../connectors/contract.ts';
import { inParallel } from '../connectors/in-parallel.ts';
import type { SourceModel } from '../domain/entity.ts';
import { AppError } from '../domain/errors.ts';
import type { ConnectionLanding, LandedColumn } from '../domain/landing.ts';
import { recordsPath } from '../domain/saas-records.ts';
import type { SaasModel } from '../domain/saas.ts';
import { discoverShape } from './discover.ts';
import { landedDialect } from './dialect.ts';
import { tablesByNames, tablesOfConnections, type FoundTables } from './find-tables.ts';
import { meetObjects } from './meet-objects.ts';
import type { Landing } from './landing.ts';
import { landedObject, type LandedObject } from './objects.ts';
import { landedReader, placesOf } from './reader.ts';

export { reconcile, reconcileFinding } from './reconcile.ts';
export type { Landing } from './landing.ts';

export interface LandingInput {
  /** With the system source. */
  readonly session: Session;
  /** What the sync service says of how it lands the streams; null where it was not asked. */
  readonly connections: readonly ConnectionLanding[] | null;
  /** Null: all. */
  readonly selectedStreams: readonly string[] | null;
  /** What the platform itself says; null where only the sync service has its credentials. */
  readonly described: SaasModel | null;
  readonly signal: AbortSignal;
}

/** Tables whose first rows are looked at at the same time. */
const AT_ONCE = 4;

/**
 * Finds the tables that a sync landed, and in them the objects and fields of the platform. Throws AppError 'source_failed' where nothing has landed
 * and the platform does not describe itself either, and SourceError where the system source fails.
 */
export async function openLanding({ session, connections, selectedStreams, described, signal }: LandingInput): Promise<Landing> {
  const system = await session.introspect(signal);
  const found = findTables(system, connections, selectedStreams, described);
  if (found.streams.length === 0 && described === null) throw nothingLanded(found);
  const streams = found.streams;
  const shapes = await inParallel(streams, { atOnce: AT_ONCE, signal }, (stream, either) => discoverShape(session, stream.table, either));
  const shapeOf = new Map(streams.map((stream, i) => [stream, shapes[i] ?? { values: [], key: null }]));
  const met = meetObjects(streams, shapeOf, described);
  const objects = streams.map((stream) => landedObject(stream, shapeOf.get(stream) ?? { values: [], key: null }, met.get(stream)));
  const place = placesOf(objects);
  return {
    saas: saasModel(objects, described, found),
    model: sourceModel(objects),
    reader: landedReader(session, place),
    dialect: landedDialect(session.dialect, place),
    tables: new Map(objects.map(({ object, table }) => [object.apiIdentifier, table.path])),
    keys: new Map(objects.flatMap(({ object, key }) => (key === null ? [] : [[object.apiIdentifier, key] as const]))),
    columns: new Map(objects.map((landed) => [landed.object.apiIdentifier, columnsOf(landed)])),
  };
}

function findTables(
  system: SourceModel,
  connections: readonly ConnectionLanding[] | null,
  selected: readonly string[] | null,
  described: SaasModel | null,
): FoundTables {
  if (connections !== null) return tablesOfConnections(system, connections, selected);
  const known = (described?.objects ?? []).flatMap(({ apiIdentifier, objectName }) => [apiIdentifier, objectName]);
  const found = tablesByNames(system, known, selected);
  if (found !== undefined) return found;
  throw new AppError(
    'source_failed',
    'It cannot be told which of its synced tables are meant: several schemas have some. Set selected_streams, or the connection of the sync service.',
  );
}

function nothingLanded({ missing }: FoundTables): AppError {
  const what = missing.length === 0 ? 'It has no synced table' : `It has no table of the streams ${missing.join(', ')}`;
  return new AppError('source_failed', `${what}. Run the sync, or correct system_source_id and selected_streams.`);
}

function saasModel(objects: readonly LandedObject[], described: SaasModel | null, { missing }: FoundTables): SaasModel {
  const landed = new Map(objects.map(({ object }) => [object.apiIdentifier, object]));
  const rest = (described?.objects ?? []).filter(({ apiIdentifier }) => !landed.has(apiIdentifier));
  return {
    objects: [...landed.values(), ...rest].toSorted((a, b) => (a.apiIdentifier < b.apiIdentifier ? -1 : 1)),
    associations: described?.associations ?? [],
    notes: [
      ...(described?.notes ?? []),
      ...missing.map((stream) => `The stream ${stream} is selected, but no table of it has landed: run the sync, or refresh its connection.`),
    ],
  };
}

function sourceModel(objects: readonly LandedObject[]): SourceModel {
  const { database, schema } = recordsPath('');
  return {
    databases: [{ name: database }],
    schemas: [{ database, name: schema }],
    entities: objects.flatMap(({ entities }) => entities).toSorted((a, b) => (a.path.name < b.path.name ? -1 : 1)),
    notes: [],
  };
}

function columnsOf({ values }: LandedObject): ReadonlyMap<string, LandedColumn> {
  return new Map([...values].map(([field, { column, path, isSyncColumn }]) => [field, { column, path, isSyncColumn }]));
}
