/** What a fake workspace of Airbyte holds; tests and the demo change it while the platform runs. */
export interface AirbyteWorkspace {
  readonly sources: FakeSource[];
  readonly destinations: FakeDestination[];
  readonly connections: FakeConnection[];
  readonly jobs: FakeJob[];
}

export interface FakeSource {
  readonly sourceId: string;
  readonly name: string;
  /** `hubspot`, `postgres`, … */
  readonly sourceType: string;
  streams: readonly FakeStream[];
  /** Its platform does not accept its credentials any more; a consent ends it. */
  isRevoked: boolean;
  /** Whether its platform has a page for consent. */
  readonly hasConsent: boolean;
}

/** What a source offers. */
export interface FakeStream {
  readonly name: string;
  readonly namespace?: string;
  readonly primaryKey: readonly (readonly string[])[];
  /** Whether the source itself says by what it reads only what is new. */
  readonly hasCursor?: boolean;
}

interface FakeDestination {
  readonly destinationId: string;
  readonly name: string;
  readonly destinationType: string;
  readonly configuration: Readonly<Record<string, unknown>>;
}

export interface FakeConnection {
  readonly connectionId: string;
  readonly name: string;
  readonly sourceId: string;
  readonly destinationId: string;
  status: 'active' | 'inactive' | 'deprecated' | 'locked';
  statusReason: string | null;
  readonly prefix: string;
  readonly namespaceDefinition: 'source' | 'destination' | 'custom_format';
  readonly namespaceFormat: string | null;
  /** As configured: with keys that a client need not know, and must not lose. */
  streams: readonly (Readonly<Record<string, unknown>> & { readonly name: string })[];
}

export interface FakeJob {
  readonly jobId: number;
  readonly connectionId: string;
  readonly jobType: string;
  status: 'pending' | 'queued' | 'running' | 'incomplete' | 'failed' | 'succeeded' | 'cancelled';
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  updatedAt: number;
  rows: number | null;
  bytes: number | null;
  failure: FakeFailure | null;
}

export interface FakeFailure {
  readonly failureType: string;
  readonly failureOrigin: string;
  readonly externalMessage: string;
}

/** How a job of the fake fails: with a reason that only the internal API tells. */
export class SyncFailed extends Error {
  readonly failure: FakeFailure;

  constructor(failureType: string, failureOrigin: string, externalMessage: string) {
    super(externalMessage);
    this.failure = { failureType, failureOrigin, externalMessage };
  }
}

const isoOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const terminal = ['failed', 'succeeded', 'cancelled'];

/** A job as the API tells it: `startTime` is when it was made, the end is told of jobs that are over, counts may be missing. */
export function showJob({ jobId, connectionId, jobType, status, createdAt, updatedAt, rows, bytes }: FakeJob) {
  return {
    jobId,
    status,
    jobType,
    startTime: isoOf(createdAt),
    connectionId,
    lastUpdatedAt: terminal.includes(status) ? isoOf(updatedAt) : null,
    duration: status === 'pending' || status === 'queued' ? null : `PT${Math.max(0, Math.round((updatedAt - createdAt) / 1000))}S`,
    ...(bytes === null ? {} : { bytesSynced: bytes }),
    ...(rows === null ? {} : { rowsSynced: rows }),
  };
}

export function showConnection(connection: FakeConnection, workspaceId: string) {
  const { streams, ...rest } = connection;
  return {
    ...rest,
    workspaceId,
    schedule: { scheduleType: 'manual' },
    dataResidency: 'auto',
    nonBreakingSchemaUpdatesBehavior: 'ignore',
    tags: [],
    createdAt: 1_735_689_600,
    configurations: { streams },
  };
}

/** A stream as a new connection has it. */
export function configured({ name, namespace, primaryKey }: FakeStream) {
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    syncMode: 'full_refresh_overwrite',
    cursorField: [],
    primaryKey,
    selectedFields: [],
    mappers: [],
  };
}

export function showStream({ name, namespace, primaryKey, hasCursor = false }: FakeStream) {
  return {
    streamName: name,
    streamnamespace: namespace ?? null,
    syncModes: ['full_refresh_overwrite', 'full_refresh_append', ...(hasCursor ? ['incremental_append', 'incremental_deduped_history'] : [])],
    defaultCursorField: [],
    sourceDefinedCursorField: hasCursor,
    sourceDefinedPrimaryKey: primaryKey,
    propertyFields: [],
  };
}
