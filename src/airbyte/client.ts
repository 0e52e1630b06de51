import { z } from 'zod';
import { openHttp } from '../connectors/http-client.ts';
import { refusedAnswer } from '../connectors/http-failures.ts';
import type { Clock } from '../connectors/http-waits.ts';
import { AppError, SourceError } from '../domain/errors.ts';
import type { SyncFailure, SyncJob } from '../domain/sync.ts';
import { plainReason } from './plain-reason.ts';
import { applicationToken, type AirbyteCredentials } from './token.ts';
import * as wire from './wire.ts';
import type { AirbyteConnection, AirbyteDestination, AirbyteSource, ConfiguredStream, OfferedStream } from './wire.ts';

export interface AirbyteAccount extends AirbyteCredentials {
  readonly workspaceId: string;
}

export interface AirbyteOptions {
  readonly allowsInternalAddresses: boolean;
  readonly timeoutMs?: number;
  readonly clock?: Clock;
}

/** Which jobs are asked for, newest first. */
interface JobQuery {
  readonly connectionId?: string;
  readonly type: (typeof syncJobTypes)[number];
  readonly state?: 'succeeded' | 'failed';
  /** Only those that changed since: of the whole workspace unless a connection is named. */
  readonly updatedSince?: Date;
  /** At most so many; all of them where not given. */
  readonly limit?: number;
}

/** The types of jobs that bring records; a list holds those of one. */
export const syncJobTypes = ['sync', 'refresh'] as const;

/** One workspace of Airbyte, in the cloud or self-managed, through its public API. Failures are SourceErrors. */
export interface Airbyte {
  readonly workspaceId: string;
  workspaceName(signal: AbortSignal): Promise<string>;
  /** Those that were not deleted. */
  connections(signal: AbortSignal): Promise<readonly AirbyteConnection[]>;
  /** Undefined where there is none of that id. */
  source(id: string, signal: AbortSignal): Promise<AirbyteSource | undefined>;
  destination(id: string, signal: AbortSignal): Promise<AirbyteDestination | undefined>;
  /** What the source offers; may take Airbyte a minute. */
  streams(ends: { readonly sourceId: string; readonly destinationId: string }, signal: AbortSignal): Promise<readonly OfferedStream[]>;
  jobs(query: JobQuery, signal: AbortSignal): Promise<readonly (SyncJob & { readonly connectionId: string | null })[]>;
  /** Undefined where there is none of that id. */
  job(id: number, signal: AbortSignal): Promise<SyncJob | undefined>;
  /** Undefined where the connection runs already. */
  startSync(connectionId: string, signal: AbortSignal): Promise<SyncJob | undefined>;
  cancelJob(id: number, signal: AbortSignal): Promise<void>;
  /** Replaces the streams that the connection syncs. */
  writeStreams(connectionId: string, streams: readonly ConfiguredStream[], signal: AbortSignal): Promise<void>;
  /** Why the connection failed last; undefined where this server does not tell: only self-managed ones do, through their internal API. */
  failure(connectionId: string, signal: AbortSignal): Promise<SyncFailure | null | undefined>;
  /** Whether Airbyte can connect to the source with the credentials it has; undefined where this server does not tell. */
  canConnect(sourceId: string, signal: AbortSignal): Promise<boolean | undefined>;
  /** Where a person consents anew to the access of a source. Throws AppError 'conflict' where the source has no such page. */
  consentUrl(source: AirbyteSource, redirectUrl: string, signal: AbortSignal): Promise<string>;
  /** Gives the source the credentials that the consent left under this id. Throws AppError 'invalid' where it is none. */
  useSecret(sourceId: string, secretId: string, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const pageSize = 100;
const mostPages = 1000;

export function openAirbyte(account: AirbyteAccount, { allowsInternalAddresses, timeoutMs = 30_000, clock }: AirbyteOptions): Airbyte {
  const { apiUrl, workspaceId } = account;
  const http = openHttp({
    product: 'Airbyte',
    baseUrl: apiUrl,
    authorization: applicationToken({ ...account, allowsInternalAddresses, timeoutMs, clock }),
    allowsInternalAddresses,
    timeoutMs,
    ...(clock === undefined ? {} : { clock }),
  });
  const internalUrl = internalUrlOf(apiUrl);

  /** By offsets: the links to next pages of self-managed servers often name a host that only they know. */
  async function list<Item>(
    path: string,
    query: Record<string, string | undefined>,
    schema: z.ZodType<Item>,
    signal: AbortSignal,
    most = Infinity,
  ): Promise<readonly Item[]> {
    const items: Item[] = [];
    const limit = Math.min(pageSize, most);
    for (let page = 0; page < mostPages && items.length < most; page += 1) {
      const { data } = await http.json({
        path: `${apiUrl}${path}`,
        query: { ...query, limit, offset: page * limit },
        schema: wire.pageOf(schema),
        signal,
      });
      items.push(...data);
      if (data.length < limit) break;
    }
    return items;
  }

  /** Asks the internal API; undefined where the server does not offer it to us, or answers in another shape than it did. */
  async function internal<Answer>(path: string, body: unknown, schema: z.ZodType<Answer>, signal: AbortSignal): Promise<Answer | undefined> {
    if (internalUrl === undefined) return undefined;
    try {
      const answer = await http.json({ method: 'POST', path: `${internalUrl}${path}`, body, schema: z.unknown(), signal, repeatable: true });
      return schema.safeParse(answer).data;
    } catch (error) {
      if ([401, 403, 404, 405].includes(refusedAnswer(error)?.status ?? 0)) return undefined;
      throw error;
    }
  }

  return {
    workspaceId,
    async workspaceName(signal) {
      const found = await http.jsonIfThere({ path: `${apiUrl}/workspaces/${segment(workspaceId)}`, schema: wire.workspace, signal });
      if (found === undefined) throw noWorkspace(workspaceId);
      return found.name;
    },
    async connections(signal) {
      const all = await list('/connections', { workspaceIds: workspaceId }, wire.connection, signal);
      // A connection that is made while we page moves others on to the next page.
      return [...new Map(all.map((connection) => [connection.connectionId, connection])).values()];
    },
    source: (id, signal) => http.jsonIfThere({ path: `${apiUrl}/sources/${segment(id)}`, schema: wire.source, signal }),
    destination: (id, signal) => http.jsonIfThere({ path: `${apiUrl}/destinations/${segment(id)}`, schema: wire.destination, signal }),
    streams: ({ sourceId, destinationId }, signal) =>
      http.json({ path: `${apiUrl}/streams`, query: { sourceId, destinationId }, schema: z.array(wire.offeredStream), signal }),
    jobs: ({ connectionId, type, state, updatedSince, limit }, signal) =>
      list(
        '/jobs',
        {
          ...(connectionId === undefined ? { workspaceIds: workspaceId } : { connectionId }),
          jobType: type,
          status: state,
          updatedAtStart: updatedSince?.toISOString(),
          orderBy: state === undefined ? 'createdAt|DESC' : 'updatedAt|DESC',
        },
        wire.job,
        signal,
        limit,
      ),
    job: (id, signal) => http.jsonIfThere({ path: `${apiUrl}/jobs/${id}`, schema: wire.job, signal }),
    async startSync(connectionId, signal) {
      try {
        return await http.json({ method: 'POST', path: `${apiUrl}/jobs`, body: { connectionId, jobType: 'sync' }, schema: wire.job, signal });
      } catch (error) {
        if (refusedAnswer(error)?.status === 409) return undefined;
        throw error;
      }
    },
    async cancelJob(id, signal) {
      await http.jsonIfThere({ method: 'DELETE', path: `${apiUrl}/jobs/${id}`, schema: z.unknown(), signal, repeatable: true });
    },
    async writeStreams(connectionId, streams, signal) {
      const path = `${apiUrl}/connections/${segment(connectionId)}`;
      await http.json({ method: 'PATCH', path, body: { configurations: { streams } }, schema: wire.connection, signal, repeatable: true });
    },
    async failure(connectionId, signal) {
      const statuses = await internal('/connections/status', { connectionIds: [connectionId] }, wire.connectionStatuses, signal);
      const status = statuses?.find((candidate) => candidate.connectionId === connectionId);
      if (status === undefined) return undefined;
      const reason = status.failureReason;
      if (reason === undefined || reason === null) return null;
      return {
        type: reason.failureType ?? 'unknown',
        origin: reason.failureOrigin ?? 'unknown',
        message: plainReason(reason.externalMessage ?? '', account),
      };
    },
    async canConnect(sourceId, signal) {
      const check = await internal('/sources/check_connection', { sourceId }, wire.sourceCheck, signal);
      return check === undefined ? undefined : check.status === 'succeeded';
    },
    async consentUrl({ sourceType, name }, redirectUrl, signal) {
      try {
        const body = { redirectUrl, workspaceId, sourceType };
        return (await http.json({ method: 'POST', path: `${apiUrl}/sources/initiateOAuth`, body, schema: wire.consent, signal })).consentUrl;
      } catch (error) {
        if (![400, 404, 422].includes(refusedAnswer(error)?.status ?? 0)) throw error;
        throw new AppError('conflict', `Airbyte has no consent page for ${name} (${sourceType}): enter its new credentials in Airbyte.`, {
          cause: error,
        });
      }
    },
    async useSecret(sourceId, secretId, signal) {
      const path = `${apiUrl}/sources/${segment(sourceId)}`;
      try {
        await http.json({ method: 'PATCH', path, body: { secretId }, schema: wire.source, signal, repeatable: true });
      } catch (error) {
        if (![400, 422].includes(refusedAnswer(error)?.status ?? 0)) throw error;
        const msg = 'Airbyte does not take it: it is of another source, or was used up. Ask for the consent again.';
        throw new AppError('invalid', msg, { cause: error, problems: [{ loc: ['body', 'secret_id'], msg, type: 'value_error' }] });
      }
    },
    close: () => http.close(),
  };
}

const segment = encodeURIComponent;

/** Self-managed servers offer their internal API beside the public one; that of the cloud is not open. */
function internalUrlOf(apiUrl: string): string | undefined {
  return apiUrl.endsWith('/api/public/v1') ? apiUrl.replace(/\/public\/v1$/, '/v1') : undefined;
}

function noWorkspace(id: string): SourceError {
  return new SourceError(
    'list',
    `Airbyte has no workspace ${id}, or the application may not see it`,
    'Check the workspace_id, and the rights of the application.',
  );
}
