import { z } from 'zod';
import { connectionStates, syncJobStates, type SyncJob } from '../domain/sync.ts';

/** What we read of the answers of Airbyte's public API. Whatever else they hold is kept only where it is sent back. */

export const pageOf = <Schema extends z.ZodType>(item: Schema) => z.looseObject({ data: z.array(item) });

const stream = z.looseObject({
  name: z.string(),
  namespace: z.string().nullish(),
  destinationObjectName: z.string().nullish(),
  primaryKey: z.array(z.array(z.string())).nullish(),
});
/** One stream as a connection is configured for it, all of it. */
export type ConfiguredStream = z.output<typeof stream>;

export const connection = z.object({
  connectionId: z.string(),
  name: z.string().nullish(),
  sourceId: z.string(),
  destinationId: z.string(),
  // An unknown state is none in which syncs run.
  status: z.enum(connectionStates).catch('inactive'),
  statusReason: z.string().nullish(),
  prefix: z.string().nullish(),
  namespaceDefinition: z.string().nullish(),
  namespaceFormat: z.string().nullish(),
  configurations: z.object({ streams: z.array(stream).nullish() }).nullish(),
});
export type AirbyteConnection = z.output<typeof connection>;

export const source = z.object({ sourceId: z.string(), name: z.string(), sourceType: z.string() });
export type AirbyteSource = z.output<typeof source>;

export const destination = z.object({
  destinationId: z.string(),
  destinationType: z.string(),
  configuration: z.record(z.string(), z.unknown()).nullish(),
});
export type AirbyteDestination = z.output<typeof destination>;

export const workspace = z.object({ workspaceId: z.string(), name: z.string() });

/** A stream that a source offers. */
export const offeredStream = z.object({
  streamName: z.string(),
  // Really in lower case.
  streamnamespace: z.string().nullish(),
  syncModes: z.array(z.string()).nullish(),
  sourceDefinedCursorField: z.boolean().nullish(),
  sourceDefinedPrimaryKey: z.array(z.array(z.string())).nullish(),
});
export type OfferedStream = z.output<typeof offeredStream>;

const time = z.string().transform((text, ctx) => {
  const at = new Date(text);
  if (!Number.isNaN(at.getTime())) return at.toISOString();
  ctx.addIssue({ code: 'custom', message: 'not a time' });
  return z.NEVER;
});

/** `startTime` is when the job was made; `lastUpdatedAt` is told of jobs that are over only. */
export const job = z
  .object({
    jobId: z.int(),
    // An unknown state is none that ends a job.
    status: z.enum(syncJobStates).catch('running'),
    jobType: z.string(),
    startTime: time,
    connectionId: z.string().nullish(),
    lastUpdatedAt: time.nullish(),
    bytesSynced: z.number().nullish(),
    rowsSynced: z.number().nullish(),
  })
  .transform((read): SyncJob & { readonly connectionId: string | null } => ({
    connectionId: read.connectionId ?? null,
    id: read.jobId,
    state: read.status,
    type: read.jobType,
    createdAt: read.startTime,
    endedAt: read.lastUpdatedAt ?? null,
    rows: read.rowsSynced ?? null,
    bytes: read.bytesSynced ?? null,
  }));

export const consent = z.object({ consentUrl: z.url({ protocol: /^https?$/ }) });

/** Of the internal API, which self-managed servers also offer. */
export const connectionStatuses = z.array(
  z.looseObject({
    connectionId: z.string(),
    failureReason: z
      .looseObject({ failureType: z.string().nullish(), failureOrigin: z.string().nullish(), externalMessage: z.string().nullish() })
      .nullish(),
  }),
);
export const sourceCheck = z.looseObject({ status: z.string() });
