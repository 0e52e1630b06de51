import { AppError } from '../domain/errors.ts';
import type { ConnectionLanding } from '../domain/landing.ts';
import type { Airbyte } from './client.ts';
import { landingOf, placeOf } from './landing.ts';
import type { AirbyteConnection } from './wire.ts';

/** What is known of the way from a source of Airbyte to where its records land; null where nothing is said. */
export interface WantedSync {
  readonly sourceId: string | null;
  /** The one that is named first. */
  readonly connectionId: string | null;
  readonly connectionIds: readonly string[] | null;
  readonly destinationId: string | null;
}

export interface FoundSync {
  readonly sourceId: string;
  /** None where the source has no connection yet. The first is the one that new streams go to. */
  readonly connections: readonly AirbyteConnection[];
  readonly destinationId: string | null;
  readonly landing: readonly ConnectionLanding[];
}

/**
 * Asks Airbyte for the rest: of connections their source and destination, of a source its connections that were not deleted.
 * Throws AppError 'invalid', with the field that does not fit, where what was said does not go together.
 */
export async function findConnections(airbyte: Airbyte, wanted: WantedSync, signal: AbortSignal): Promise<FoundSync> {
  const all = await airbyte.connections(signal);
  const named = wanted.connectionIds ?? (wanted.connectionId === null ? null : [wanted.connectionId]);
  const connections = named === null ? await ofSource(airbyte, all, wanted, signal) : namedIn(all, named, wanted);
  const sourceId = connections[0]?.sourceId ?? wanted.sourceId;
  if (sourceId === null) throw invalid('airbyte_connection_ids', 'Name at least one connection, or the airbyte_source_id.');
  const destinationId = oneDestination(connections, wanted);
  return { sourceId, connections, destinationId, landing: await landingsOf(airbyte, connections, signal) };
}

async function ofSource(airbyte: Airbyte, all: readonly AirbyteConnection[], wanted: WantedSync, signal: AbortSignal) {
  const { sourceId, destinationId } = wanted;
  const theirs = all.filter((connection) => connection.sourceId === sourceId && connection.status !== 'deprecated');
  if (theirs.length === 0 && sourceId !== null && (await airbyte.source(sourceId, signal)) === undefined) {
    throw invalid('airbyte_source_id', `Airbyte has no source ${sourceId} in the workspace ${airbyte.workspaceId}.`);
  }
  return theirs
    .filter((connection) => destinationId === null || connection.destinationId === destinationId)
    .toSorted((a, b) => order(a).localeCompare(order(b), 'en'));
}

const order = ({ name, connectionId }: AirbyteConnection): string => `${name ?? ''} ${connectionId}`;

function namedIn(all: readonly AirbyteConnection[], named: readonly string[], { sourceId, connectionId }: WantedSync): readonly AirbyteConnection[] {
  const known = new Map(all.map((connection) => [connection.connectionId, connection]));
  if (connectionId !== null && !named.includes(connectionId)) {
    throw invalid('airbyte_connection_id', 'It is none of the airbyte_connection_ids.');
  }
  const ids = [...new Set([...(connectionId === null ? [] : [connectionId]), ...named])];
  const field = named.length === 1 ? 'airbyte_connection_id' : 'airbyte_connection_ids';
  const found = ids.map((id) => {
    const connection = known.get(id);
    if (connection === undefined) throw invalid(field, `Airbyte has no connection ${id} in this workspace.`);
    return connection;
  });
  const sources = new Set([...(sourceId === null ? [] : [sourceId]), ...found.map((connection) => connection.sourceId)]);
  if (sources.size > 1) throw invalid(field, `They are connections of several Airbyte sources: ${[...sources].toSorted().join(', ')}.`);
  return found;
}

/** Records of one source are read in one place. */
function oneDestination(connections: readonly AirbyteConnection[], { destinationId }: WantedSync): string | null {
  const found = [...new Set(connections.map((connection) => connection.destinationId))].toSorted();
  if (found.length > 1) {
    throw invalid('airbyte_destination_id', `The connections lead to several destinations: name one of ${found.join(', ')}.`);
  }
  const [only = destinationId] = found;
  if (destinationId !== null && only !== destinationId) {
    throw invalid('airbyte_destination_id', `The connections lead to the destination ${only}.`);
  }
  return only;
}

/** One question for each destination; a connection to a destination that is gone is left out. */
export async function landingsOf(
  airbyte: Pick<Airbyte, 'destination'>,
  connections: readonly AirbyteConnection[],
  signal: AbortSignal,
): Promise<readonly ConnectionLanding[]> {
  const places = new Map<string, ConnectionLanding['destination'] | undefined>();
  for (const { destinationId } of connections) {
    if (places.has(destinationId)) continue;
    const destination = await airbyte.destination(destinationId, signal);
    places.set(destinationId, destination && placeOf(destination));
  }
  return connections.flatMap((connection) => {
    const place = places.get(connection.destinationId);
    return place === undefined ? [] : [landingOf(connection, place)];
  });
}

function invalid(field: string, msg: string): AppError {
  return new AppError('invalid', msg, { problems: [{ loc: ['body', field], msg, type: 'value_error' }] });
}
