import { AppError } from '../domain/errors.ts';
import type { Airbyte } from './client.ts';
import { streamsOf } from './landing.ts';
import type { AirbyteConnection, ConfiguredStream, OfferedStream } from './wire.ts';

/** The streams of one connection as they are, and as they shall be. */
export interface StreamChange {
  readonly connectionId: string;
  readonly before: readonly ConfiguredStream[];
  readonly after: readonly ConfiguredStream[];
}

/**
 * What must change so that the connections sync the selected streams, all of those offered where null. A stream stays with the connection that
 * has it, with its settings; a new one goes to the first connection. Throws AppError 'invalid' for streams that are not offered, and where a
 * connection would be left without any: Airbyte takes no streams for all of them.
 */
export function chooseStreams(
  connections: readonly AirbyteConnection[],
  offered: readonly OfferedStream[],
  selected: readonly string[] | null,
): readonly StreamChange[] {
  const configured = new Set(connections.flatMap((connection) => streamsOf(connection).map(({ name }) => name)));
  const available = new Set([...offered.map(({ streamName }) => streamName), ...configured]);
  const unknown = (selected ?? []).filter((name) => !available.has(name));
  if (unknown.length > 0) throw invalid(`The source offers no ${listed(unknown)}. It offers ${listed([...available].toSorted())}.`);
  if (selected !== null && selected.length === 0) throw invalid('Select at least one stream, or null for all of them.');
  const wanted = selected === null ? available : new Set(selected);
  const added = offered.filter(({ streamName }) => wanted.has(streamName) && !configured.has(streamName)).map((stream) => newStream(stream));
  return connections.flatMap((connection, index) => {
    const before = streamsOf(connection);
    const after = [...before.filter(({ name }) => wanted.has(name)), ...(index === 0 ? added : [])];
    if (after.length === 0 && before.length > 0) {
      const name = connection.name ?? connection.connectionId;
      const theirs = listed(before.map((stream) => stream.name).toSorted());
      throw invalid(`The connection ${name} would have no streams: keep one of ${theirs}, or leave it out of airbyte_connection_ids.`);
    }
    const isSame = after.length === before.length && after.every((stream, i) => stream === before[i]);
    return isSame ? [] : [{ connectionId: connection.connectionId, before, after }];
  });
}

/** Incremental where the source itself says cursor and key, else whole. */
function newStream({ streamName, streamnamespace, syncModes, sourceDefinedCursorField, sourceDefinedPrimaryKey }: OfferedStream): ConfiguredStream {
  const modes = syncModes ?? [];
  const isIncremental = sourceDefinedCursorField === true && (sourceDefinedPrimaryKey ?? []).length > 0;
  const preferred = isIncremental ? ['incremental_deduped_history', 'full_refresh_overwrite'] : ['full_refresh_overwrite'];
  const syncMode = preferred.find((mode) => modes.length === 0 || modes.includes(mode)) ?? modes[0];
  const namespace = streamnamespace === undefined || streamnamespace === null || streamnamespace === '' ? {} : { namespace: streamnamespace };
  return { name: streamName, ...namespace, syncMode };
}

/** Writes changes, all or none: where one fails, those made are taken back. Answers how to take back all of them. */
export async function writeChanges(airbyte: Airbyte, changes: readonly StreamChange[], signal: AbortSignal): Promise<() => Promise<void>> {
  const tried: StreamChange[] = [];
  /** In an order of its own time: what called for it may be over. */
  const undo = async (): Promise<void> => {
    for (const { connectionId, before } of tried.toReversed()) await airbyte.writeStreams(connectionId, before, AbortSignal.timeout(30_000));
  };
  try {
    for (const change of changes) {
      tried.push(change);
      await airbyte.writeStreams(change.connectionId, change.after, signal);
    }
    return undo;
  } catch (error) {
    await undo().catch((failed: unknown) => {
      const named = tried.map(({ connectionId }) => connectionId).join(', ');
      const message = `The streams of the connections ${named} could not be written, nor set back: check them in Airbyte.`;
      throw new AppError('source_failed', message, { cause: failed });
    });
    throw error;
  }
}

const listed = (names: readonly string[]): string => `${names.length === 1 ? 'stream' : 'streams'} ${names.join(', ')}`;

function invalid(msg: string): AppError {
  return new AppError('invalid', msg, { problems: [{ loc: ['body', 'selected_streams'], msg, type: 'value_error' }] });
}
