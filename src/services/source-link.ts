import { isDeepStrictEqual } from 'node:util';
import { chooseStreams, writeChanges, type StreamChange } from '../airbyte/choose-streams.ts';
import type { Airbyte } from '../airbyte/client.ts';
import { findConnections, type FoundSync, type WantedSync } from '../airbyte/find-connections.ts';
import { landingOf } from '../airbyte/landing.ts';
import { readConnectionSync } from '../airbyte/read-sync.ts';
import { AppError } from '../domain/errors.ts';
import { summarize, type ConnectionSync } from '../domain/sync.ts';
import { airbyteAccess } from '../store/airbyte-accounts.ts';
import type { SourceRow } from '../store/sources.ts';
import { connectionIdsOf, forgetSync, saveSync } from '../store/syncs.ts';
import { namesOfStreams } from '../workflows/sync-status.ts';
import { airbyteForRequest } from './airbyte.ts';
import { reading, type Context, type Services, type Trx } from './context.ts';

const linkFields = ['airbyte_source_id', 'airbyte_connection_id', 'airbyte_connection_ids', 'airbyte_destination_id', 'selected_streams'] as const;
type LinkFields = Pick<SourceRow, (typeof linkFields)[number]>;
/** What a link writes of a source. */
type LinkColumns = Partial<LinkFields> & { readonly is_sync?: boolean; readonly landing: string | null };
export type LinkBody = { readonly [Field in keyof LinkFields]?: LinkFields[Field] | undefined };

/** What Airbyte says of what a request says of a source's sync; to be written with the source. */
export interface SourceLink {
  readonly columns: LinkColumns;
  /** Throws AppError 'conflict' where the source is not as it was when Airbyte was asked. */
  check(row: SourceRow): void;
  /** Writes what belongs to the source, and last the streams to Airbyte. */
  write(trx: Trx, sourceId: string): Promise<void>;
  /** Sets Airbyte back to what it was, where the request came to nothing. */
  undo(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Asks Airbyte, before anything is written, where a request changes what a source says of its sync. Undefined where there is nothing to ask: what
 * is sent as it was says nothing, and without an account these fields are whatever clients write.
 */
export async function openLink(services: Services, ctx: Context, row: SourceRow | undefined, body: LinkBody): Promise<SourceLink | undefined> {
  const changed = changedFields(row, body);
  if (Object.keys(changed).length === 0) return undefined;
  const access = await reading(services, ctx, 'sources.manage', (db) => airbyteAccess(db, ctx.organizationId, services.store.sealer));
  if (access === undefined) return undefined;
  const wanted = wantedOf(row, changed);
  if (wanted === undefined) return row !== undefined && isLinked(row) ? unlinked(ctx, row) : undefined;
  const { airbyte, signal, close } = airbyteForRequest(services, access);
  try {
    const found = await findConnections(airbyte, wanted, signal);
    const isRelinked = Object.keys(changed).some((field) => field !== 'selected_streams');
    const selection = changed.selected_streams;
    const streams = await streamsFor(airbyte, found, selection === undefined ? undefined : { selected: selection }, signal);
    const connections = withChanges(found, streams.changes);
    const checkedAt = new Date();
    const known: ConnectionSync[] = [];
    for (const connection of connections) known.push(await readConnectionSync(airbyte, connection, signal));
    const places = new Map(found.landing.map((landing) => [landing.connectionId, landing.destination]));
    const landing = connections.flatMap((connection) => {
      const place = places.get(connection.connectionId);
      return place === undefined ? [] : [landingOf(connection, place)];
    });
    let undo: (() => Promise<void>) | undefined;
    return {
      columns: {
        ...(isRelinked
          ? {
              airbyte_source_id: found.sourceId,
              airbyte_connection_id: connections[0]?.connectionId ?? null,
              airbyte_connection_ids: connections.map(({ connectionId }) => connectionId),
              airbyte_destination_id: found.destinationId,
              is_sync: true,
            }
          : {}),
        selected_streams: streams.selected === null ? null : [...streams.selected],
        landing: JSON.stringify(landing),
      },
      check: (now) => checkUnchanged(row, now),
      async write(trx, sourceId) {
        await saveSync(trx, ctx.organizationId, sourceId, { connections: known, summary: summarize(known), checkedAt });
        // Work that runs again after a deadlock has written the same already.
        undo ??= await writeChanges(airbyte, streams.changes, signal);
      },
      undo: async () => undo?.(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A new source says nothing by null. */
function changedFields(row: SourceRow | undefined, body: LinkBody): Partial<LinkFields> {
  const changed = linkFields.filter((field) => body[field] !== undefined && !isDeepStrictEqual(body[field], row?.[field] ?? null));
  return Object.fromEntries(changed.map((field) => [field, body[field]]));
}

const isLinked = (row: SourceRow): boolean => row.airbyte_source_id !== null || connectionIdsOf(row).length > 0;

/** What to look for; undefined where neither a source nor a connection is left. */
function wantedOf(row: SourceRow | undefined, changed: Partial<LinkFields>): WantedSync | undefined {
  const known = row === undefined ? [] : connectionIdsOf(row);
  const { airbyte_source_id: sourceId, airbyte_connection_id: connectionId, airbyte_connection_ids: connectionIds } = changed;
  const isOneOfKnown = typeof connectionId === 'string' && known.includes(connectionId);
  const named = connectionIds ?? (typeof connectionId === 'string' ? (isOneOfKnown ? known : [connectionId]) : null);
  const isNamedAnew = connectionIds !== undefined || connectionId !== undefined;
  const isElsewhere = typeof changed.airbyte_destination_id === 'string';
  const kept = sourceId === undefined && !isNamedAnew && !isElsewhere && known.length > 0 ? known : null;
  const wanted = {
    sourceId: sourceId === undefined ? (named !== null && !isOneOfKnown ? null : (row?.airbyte_source_id ?? null)) : sourceId,
    connectionId: connectionId ?? null,
    connectionIds: named ?? kept,
    destinationId: changed.airbyte_destination_id ?? null,
  };
  return wanted.sourceId === null && (wanted.connectionIds ?? []).length === 0 ? undefined : wanted;
}

/** The streams that shall be synced, and what must change for it; without a selection, what is synced already. */
async function streamsFor(
  airbyte: Airbyte,
  { sourceId, destinationId, connections }: FoundSync,
  selection: { readonly selected: readonly string[] | null } | undefined,
  signal: AbortSignal,
): Promise<{ readonly selected: readonly string[] | null; readonly changes: readonly StreamChange[] }> {
  if (connections.length === 0 || destinationId === null) return { selected: selection?.selected ?? null, changes: [] };
  if (selection !== undefined) {
    const offered = await airbyte.streams({ sourceId, destinationId }, signal);
    return { selected: selection.selected, changes: chooseStreams(connections, offered, selection.selected) };
  }
  const configured = namesOfStreams(connections);
  try {
    const offered = await airbyte.streams({ sourceId, destinationId }, signal);
    const isAll = offered.length > 0 && offered.every(({ streamName }) => configured.includes(streamName));
    return { selected: isAll ? null : configured, changes: [] };
  } catch (error) {
    // Whose credentials have ended offers nothing; the streams that are configured are known all the same.
    if (error instanceof AppError && !signal.aborted) return { selected: configured, changes: [] };
    throw error;
  }
}

function withChanges({ connections }: FoundSync, changes: readonly StreamChange[]): FoundSync['connections'] {
  const after = new Map(changes.map((change) => [change.connectionId, change.after]));
  return connections.map((connection) => {
    const streams = after.get(connection.connectionId);
    return streams === undefined ? connection : { ...connection, configurations: { streams: [...streams] } };
  });
}

function checkUnchanged(before: SourceRow | undefined, now: SourceRow): void {
  if (before === undefined || linkFields.every((field) => isDeepStrictEqual(before[field], now[field]))) return;
  throw new AppError('conflict', 'The sync of the source was changed while Airbyte was asked: read the source again, then try again.');
}

/** A source that leaves Airbyte keeps what it last knew of its syncs. */
function unlinked(ctx: Context, row: SourceRow | undefined): SourceLink {
  return {
    columns: {
      airbyte_source_id: null,
      airbyte_connection_id: null,
      airbyte_connection_ids: null,
      airbyte_destination_id: null,
      landing: null,
    },
    check: (now) => checkUnchanged(row, now),
    write: (trx, sourceId) => forgetSync(trx, ctx.organizationId, sourceId),
    undo: async () => undefined,
    close: async () => undefined,
  };
}
