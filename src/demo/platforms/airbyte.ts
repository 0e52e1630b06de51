import { randomUUID } from 'node:crypto';
import { stableId } from '../../domain/ids.ts';
import {
  configured,
  showConnection,
  showJob,
  showStream,
  SyncFailed,
  type AirbyteWorkspace,
  type FakeConnection,
  type FakeJob,
} from './airbyte-account.ts';
import { jobsAsked, pageOf } from './airbyte-lists.ts';
import { type LastingPlace, reply, startPlatform, type Platform, type PlatformRequest, type Routes } from './server.ts';

export { configured, SyncFailed } from './airbyte-account.ts';
export type { AirbyteWorkspace } from './airbyte-account.ts';

export interface AirbytePlatform extends Platform {
  /** What an organization needs to use the workspace. */
  readonly config: Readonly<Record<'api_url' | 'workspace_id' | 'client_id' | 'client_secret', string>>;
  /** What is in it now. */
  readonly workspace: AirbyteWorkspace;
  /** Ends the access tokens that were given. */
  expireTokens(): void;
  /** Adds a job that was, as a schedule makes them; answers with it. */
  addJob(connectionId: string, job: Partial<Omit<FakeJob, 'jobId' | 'connectionId'>>): FakeJob;
}

/** What one run of a connection does. Throws SyncFailed where it fails. */
export type FakeSync = (connection: FakeConnection, job: FakeJob, signal: AbortSignal) => Promise<{ readonly rows: number; readonly bytes: number }>;

export interface AirbyteOptions extends LastingPlace {
  readonly workspace: AirbyteWorkspace;
  /** Lands the data; by default a thousand rows of each stream, at once. */
  readonly sync?: FakeSync;
  /** A server of one's own: another base path, and the internal API beside it. */
  readonly isSelfManaged?: boolean;
  /** The keys of the token request that it takes. */
  readonly tokenKeys?: readonly string[];
  /** Of access tokens; 15 minutes by default. */
  readonly tokenSeconds?: number;
  /** Requests per second. */
  readonly limit?: number;
}

const problem = (status: number, title: string) => reply(status, { type: 'https://reference.airbyte.com/reference/errors', title, status });
const gone = () => problem(404, 'resource-not-found');

/** A fake workspace of Airbyte, as its public API shows it. */
export async function startAirbyte(options: AirbyteOptions): Promise<AirbytePlatform> {
  const { workspace, isSelfManaged = false, tokenSeconds = 900, tokenKeys = ['client_id', 'client_secret', 'grant-type'] } = options;
  const base = isSelfManaged ? '/api/public/v1' : '/v1';
  const known = (what: string) => (options.secret === undefined ? randomUUID() : stableId('airbyte', what, options.secret));
  const workspaceId = known('workspace');
  const client = { id: known('client'), secret: options.secret ?? randomUUID() };
  const tokens = new Map<string, number>();
  const runs = new Map<number, AbortController>();
  let lastJobId = 40_000_000;

  const byId = <Item>(items: readonly Item[], key: keyof Item, id: unknown): Item | undefined => items.find((item) => item[key] === id);
  const bodyOf = ({ body }: PlatformRequest): Record<string, unknown> => JSON.parse(body === '' ? '{}' : body) as Record<string, unknown>;
  const isUnder = ({ status }: FakeJob): boolean => !['failed', 'succeeded', 'cancelled'].includes(status);

  function add(connectionId: string, job: Partial<FakeJob>): FakeJob {
    const now = Date.now();
    lastJobId += 1;
    const made: FakeJob = {
      jobType: 'sync',
      status: 'pending',
      createdAt: now,
      updatedAt: job.createdAt ?? now,
      rows: null,
      bytes: null,
      failure: null,
      ...job,
      connectionId,
      jobId: lastJobId,
    };
    workspace.jobs.push(made);
    return made;
  }

  const change = (job: FakeJob, to: Partial<FakeJob>): void => void Object.assign(job, to, { updatedAt: Date.now() });

  async function run(connection: FakeConnection, job: FakeJob): Promise<void> {
    const stopping = new AbortController();
    runs.set(job.jobId, stopping);
    try {
      if (byId(workspace.sources, 'sourceId', connection.sourceId)?.isRevoked === true) {
        throw new SyncFailed('config_error', 'source', 'Authentication failed: 401, the refresh token was revoked.');
      }
      change(job, { status: 'running' });
      const moved = await (options.sync ?? everything)(connection, job, stopping.signal);
      if (isUnder(job)) change(job, { status: 'succeeded', ...moved });
    } catch (error) {
      const failure =
        error instanceof SyncFailed
          ? error.failure
          : { failureType: 'system_error', failureOrigin: 'airbyte_platform', externalMessage: String(error) };
      if (isUnder(job)) change(job, { status: 'failed', failure });
    } finally {
      runs.delete(job.jobId);
    }
  }

  const routes: Routes = {
    [`POST ${base}/applications/token`]: (request) => {
      const sent = bodyOf(request);
      if (tokenKeys.some((key) => typeof sent[key] !== 'string')) return problem(400, 'bad-request');
      const [id, secret] = tokenKeys.map((key) => sent[key]);
      if (id !== client.id || secret !== client.secret) return problem(401, 'unauthorized');
      const token = `eyJ${randomUUID().replaceAll('-', '')}`;
      tokens.set(token, Date.now() + tokenSeconds * 1000);
      return { access_token: token, token_type: 'Bearer', expires_in: tokenSeconds };
    },
    [`GET ${base}/workspaces/:id`]: ({ params }) => (params['id'] === workspaceId ? { workspaceId, name: 'Northwind', dataResidency: 'eu' } : gone()),
    [`GET ${base}/sources/:id`]: ({ params }) => {
      const source = byId(workspace.sources, 'sourceId', params['id']);
      if (source === undefined) return gone();
      const { sourceId, name, sourceType } = source;
      return {
        sourceId,
        name,
        sourceType,
        definitionId: sourceType,
        workspaceId,
        configuration: { credentials: '**********' },
        createdAt: 1_735_689_600,
      };
    },
    [`PATCH ${base}/sources/:id`]: (request) => {
      const source = byId(workspace.sources, 'sourceId', request.params['id']);
      if (source === undefined) return gone();
      if (bodyOf(request)['secretId'] !== `secret-of-${source.sourceId}`) return problem(400, 'bad-request');
      source.isRevoked = false;
      return { sourceId: source.sourceId, name: source.name, sourceType: source.sourceType, workspaceId };
    },
    [`POST ${base}/sources/initiateOAuth`]: (request) => {
      const { redirectUrl, workspaceId: asked, sourceType } = bodyOf(request);
      const source = byId(workspace.sources, 'sourceType', sourceType);
      if (typeof redirectUrl !== 'string' || asked !== workspaceId || source?.hasConsent !== true) return problem(400, 'bad-request');
      return { consentUrl: `https://consent.example.org/${source.sourceType}?redirect_uri=${encodeURIComponent(redirectUrl)}` };
    },
    [`GET ${base}/destinations/:id`]: ({ params }) => {
      const destination = byId(workspace.destinations, 'destinationId', params['id']);
      return destination === undefined ? gone() : { ...destination, workspaceId, createdAt: 1_735_689_600 };
    },
    [`GET ${base}/streams`]: ({ query }) => {
      const source = byId(workspace.sources, 'sourceId', query.get('sourceId'));
      if (source === undefined) return gone();
      return source.isRevoked ? problem(400, 'unprocessable: the source cannot be discovered') : source.streams.map((stream) => showStream(stream));
    },
    [`GET ${base}/connections`]: (request) => {
      const shown = workspace.connections.filter(({ status }) => request.query.get('includeDeleted') === 'true' || status !== 'deprecated');
      return pageOf(request.query.get('workspaceIds') === workspaceId ? shown.map((each) => showConnection(each, workspaceId)) : [], request);
    },
    [`PATCH ${base}/connections/:id`]: (request) => {
      const connection = byId(workspace.connections, 'connectionId', request.params['id']);
      const source = byId(workspace.sources, 'sourceId', connection?.sourceId);
      if (connection === undefined || source === undefined) return gone();
      const { streams = [] } = (bodyOf(request)['configurations'] ?? {}) as { streams?: FakeConnection['streams'] };
      if (streams.some(({ name }) => byId(source.streams, 'name', name) === undefined)) return problem(400, 'bad-request: invalid stream');
      // No streams are all of them.
      connection.streams = streams.length === 0 ? source.streams.map((stream) => configured(stream)) : streams;
      return showConnection(connection, workspaceId);
    },
    [`GET ${base}/jobs`]: (request) => {
      const asked = request.query.get('connectionId') === null && request.query.get('workspaceIds') !== workspaceId ? [] : workspace.jobs;
      return pageOf(
        jobsAsked(asked, request.query).map((job) => showJob(job)),
        request,
      );
    },
    [`POST ${base}/jobs`]: (request) => {
      const { connectionId, jobType } = bodyOf(request);
      const connection = byId(workspace.connections, 'connectionId', connectionId);
      if (connection === undefined || connection.status === 'deprecated') return gone();
      if (connection.status !== 'active') return problem(409, 'conflict: the connection is not active');
      if (workspace.jobs.some((job) => job.connectionId === connection.connectionId && isUnder(job))) return problem(409, 'try-again-later');
      const job = add(connection.connectionId, { jobType: String(jobType) });
      setImmediate(() => void run(connection, job));
      return showJob(job);
    },
    [`GET ${base}/jobs/:id`]: ({ params }) => {
      const job = byId(workspace.jobs, 'jobId', Number(params['id']));
      return job === undefined ? gone() : showJob(job);
    },
    [`DELETE ${base}/jobs/:id`]: ({ params }) => {
      const job = byId(workspace.jobs, 'jobId', Number(params['id']));
      if (job === undefined) return gone();
      if (!isUnder(job)) return problem(409, 'conflict: the job is over');
      change(job, { status: 'cancelled' });
      runs.get(job.jobId)?.abort();
      return showJob(job);
    },
    ...(isSelfManaged ? internalRoutes(workspace) : {}),
  };
  const platform = await startPlatform(routes, {
    tokenPath: `${base}/applications/token`,
    authorize: ({ headers }) => {
      const until = tokens.get((headers.authorization ?? '').replace(/^Bearer /, ''));
      return until !== undefined && until > Date.now() ? undefined : problem(401, 'unauthorized');
    },
    ...(options.limit === undefined ? {} : { limit: options.limit }),
    port: options.port,
  });
  const { close } = platform;
  return Object.assign(platform, {
    config: { api_url: platform.url + base, workspace_id: workspaceId, client_id: client.id, client_secret: client.secret },
    workspace,
    expireTokens: () => tokens.clear(),
    addJob: add,
    async close() {
      for (const stopping of runs.values()) stopping.abort();
      await close();
    },
  });
}

/** Of the internal API, what a client can learn of a failure. */
function internalRoutes(workspace: AirbyteWorkspace): Routes {
  return {
    'POST /api/v1/connections/status': ({ body }) => {
      const { connectionIds } = JSON.parse(body) as { connectionIds: readonly string[] };
      return connectionIds.map((connectionId) => {
        const last = workspace.jobs.findLast((job) => job.connectionId === connectionId && job.status !== 'cancelled');
        return { connectionId, connectionSyncStatus: last?.status === 'failed' ? 'failed' : 'synced', failureReason: last?.failure ?? undefined };
      });
    },
    'POST /api/v1/sources/check_connection': ({ body }) => {
      const { sourceId } = JSON.parse(body) as { sourceId: string };
      const source = workspace.sources.find((candidate) => candidate.sourceId === sourceId);
      return source === undefined ? gone() : { status: source.isRevoked ? 'failed' : 'succeeded', jobInfo: {} };
    },
  };
}

const everything: FakeSync = async ({ streams }) => ({ rows: 1000 * streams.length, bytes: 200_000 * streams.length });
