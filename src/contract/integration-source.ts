import { z } from 'zod';
import { jobStates } from '../domain/job.ts';
import { connectionStatuses, sourceTypes, syncStatuses } from '../domain/source.ts';
import { count, dateTime, defaulted, descriptionSource, descriptionVersion, jsonObject, maybe, pathUuid, queryBoolean, uuid } from './common.ts';

const connectionStatus = z.enum(connectionStatuses);
const configuration = jsonObject;
const instanceLabel = z
  .string()
  .trim()
  .toUpperCase()
  .min(1)
  .max(20)
  .meta({ description: 'Short label that tells several sources of one connector apart; forced to upper case' });

const example = {
  name: 'Shop',
  source_type: 'database',
  connector_type: 'postgresql',
  organization_id: '019b7bf9-1c00-7a42-9d3e-6f7a8b9c0d11',
  id: '019b7bfa-9a10-7b21-8c4d-0e6a7d5b3f22',
  created_at: '2026-01-02T03:04:05.678Z',
  updated_at: '2026-01-02T03:04:05.678Z',
  description_version: 1,
  description: 'The shop and its orders',
  is_system: false,
  is_sync: false,
  configuration: { host: 'db.example.org', port: 5432, database: 'shop', user: 'reader', ssl_mode: 'require' },
  capabilities: ['introspect', 'read', 'query', 'declared_keys', 'comments'],
  is_active: true,
  connection_status: 'connected',
  last_connection_test: '2026-01-02T03:04:05.678Z',
  legacy_data_source_id: null,
  system_source_id: null,
  instance_label: 'EU',
  airbyte_source_id: null,
  airbyte_connection_id: null,
  airbyte_connection_ids: null,
  airbyte_destination_id: null,
  last_sync_at: null,
  last_sync_status: null,
  last_sync_row_count: null,
  selected_streams: null,
  description_source: 'manual_edit',
  description_generated_at: '2026-01-02T03:04:05.678Z',
} as const;

export const integrationSource = z
  .object({
    name: z.string().meta({ description: 'Display name for the integration source' }),
    source_type: z.enum(sourceTypes).meta({ description: 'Type of source (database or saas)' }),
    connector_type: z.string().meta({ description: 'Specific connector type (e.g., postgresql, mysql, hubspot)' }),
    organization_id: uuid.meta({ description: 'Organization that owns this integration source' }),
    id: uuid,
    created_at: dateTime,
    updated_at: dateTime,
    description_version: z.int(),
    description: maybe(z.string()).meta({ description: 'Optional description for the integration source' }),
    is_system: defaulted(z.boolean(), false, 'Whether this is a system-managed source (e.g., Athena backing store)'),
    is_sync: defaulted(z.boolean(), false, 'Whether this is an Airbyte-backed sync connector'),
    configuration: configuration.optional().meta({ description: 'Non-sensitive configuration data' }),
    capabilities: z.array(z.string()).optional().meta({ description: 'List of capabilities supported by this source' }),
    is_active: defaulted(z.boolean(), true, 'Whether this integration source is active'),
    connection_status: defaulted(connectionStatus, 'unknown', 'Current connection status'),
    last_connection_test: maybe(dateTime).meta({ description: 'Timestamp of last connection test' }),
    legacy_data_source_id: maybe(uuid).meta({ description: 'ID of the legacy data source this integration source was migrated from' }),
    system_source_id: maybe(uuid).meta({ description: 'ID of the backing system source (e.g., Athena) for introspection routing' }),
    instance_label: maybe(z.string().max(20)).meta({
      description:
        "Short label for tool name disambiguation (e.g., 'US', 'CA'). Forced uppercase. Required when multiple instances of the same connector type exist.",
    }),
    airbyte_source_id: maybe(z.string()).meta({ description: 'Airbyte Cloud source ID' }),
    airbyte_connection_id: maybe(z.string()).meta({ description: 'Airbyte Cloud connection ID' }),
    airbyte_connection_ids: maybe(z.array(z.string())).meta({ description: 'Airbyte Cloud connection IDs (one per stream group)' }),
    airbyte_destination_id: maybe(z.string()).meta({ description: 'Org-specific Airbyte destination ID' }),
    last_sync_at: maybe(dateTime).meta({ description: 'Last successful Airbyte sync time' }),
    last_sync_status: maybe(z.string()).meta({ description: `Airbyte sync status: ${syncStatuses.join(', ')}` }),
    last_sync_row_count: maybe(z.int()).meta({ description: 'Rows synced in last Airbyte job' }),
    selected_streams: maybe(z.array(z.string())).meta({ description: 'User-selected stream names to sync. None = sync all (backward compat).' }),
    description_source: maybe(descriptionSource).meta({
      description: "How description was created: 'ai_generated' | 'manual_edit' | 'imported' | 'information_schema'",
    }),
    description_generated_at: maybe(dateTime).meta({ description: 'When description was last modified' }),
  })
  .meta({ id: 'IntegrationSource', description: 'Response model for integration sources (excludes sensitive data).', examples: [example] });

/** What both creation and update may say. */
const settings = {
  description: maybe(z.string()),
  configuration: maybe(configuration),
  capabilities: maybe(z.array(z.string())),
  is_active: maybe(z.boolean()),
  connection_status: maybe(connectionStatus.meta({ description: 'Status of the integration source connection.' })),
  last_connection_test: maybe(dateTime),
  legacy_data_source_id: maybe(uuid),
  system_source_id: maybe(uuid),
  instance_label: maybe(instanceLabel),
  airbyte_source_id: maybe(z.string()),
  airbyte_connection_id: maybe(z.string()),
  airbyte_connection_ids: maybe(z.array(z.string())),
  airbyte_destination_id: maybe(z.string()),
  last_sync_at: maybe(dateTime),
  last_sync_status: maybe(z.string()),
  last_sync_row_count: maybe(count),
  selected_streams: maybe(z.array(z.string())),
  description_source: maybe(descriptionSource),
  description_generated_at: maybe(dateTime),
};

const name = z.string().min(1).regex(/\S/).trim();

/** What is known of a connector when a source of it is registered. */
interface ConnectorSchema {
  readonly type: string;
  readonly sourceType: string;
  /** JSON Schema of the configuration. */
  readonly configuration: { readonly required?: unknown } & Readonly<Record<string, unknown>>;
}

/** The body by which a source of one of these connectors is registered; the document says what each asks for. */
export function integrationSourceCreate(connectors: readonly ConnectorSchema[]) {
  return z
    .object({
      name,
      connector_type: z.string().min(1),
      source_type: maybe(z.enum(sourceTypes)),
      organization_id: maybe(uuid),
      is_system: maybe(z.boolean()),
      is_sync: maybe(z.boolean()),
      ...settings,
    })
    .meta({
      id: 'IntegrationSourceCreate',
      description:
        'Model for creating an integration source. A SaaS source may be of a connector that is not installed: all of its configuration is secret then. A synced one (`is_sync`) may have no configuration: what the sync landed in its system source is then all that is read.',
      examples: [
        {
          name: 'Shop',
          connector_type: 'postgresql',
          configuration: { host: 'db.example.org', database: 'shop', user: 'reader', password: '…' },
        },
      ],
      anyOf: [
        ...connectors.map(({ type, sourceType, configuration }) => ({
          properties: { connector_type: { const: type }, source_type: { enum: [sourceType, null] }, configuration },
          ...(configuration.required === undefined ? {} : { required: ['configuration'] }),
        })),
        {
          properties: { connector_type: { not: { enum: connectors.map(({ type }) => type) } }, source_type: { const: 'saas' } },
          required: ['source_type'],
        },
        {
          properties: { is_sync: { const: true }, configuration: { anyOf: [{ type: 'object', maxProperties: 0 }, { type: 'null' }] } },
          required: ['is_sync'],
        },
      ],
    });
}
export type IntegrationSourceCreate = z.output<ReturnType<typeof integrationSourceCreate>>;

export const integrationSourceUpdate = z.object({ name: maybe(name), ...settings, description_version: maybe(descriptionVersion) }).meta({
  id: 'IntegrationSourceUpdate',
  description: 'Model for updating an integration source.',
  examples: [{ description: 'The shop and its orders', is_active: true }],
});
export type IntegrationSourceUpdate = z.output<typeof integrationSourceUpdate>;

export const integrationSourceFilter = z.object({
  source_type: maybe(z.enum(sourceTypes)).meta({ description: 'Only databases, or only SaaS instances' }),
  connector_type: maybe(z.string()).meta({ description: 'Only those of this connector' }),
  is_active: maybe(queryBoolean).meta({ description: 'Only what is active, or only what is not' }),
  connection_status: maybe(connectionStatus).meta({ description: 'Only those whose last connection test ended so' }),
  query: maybe(z.string().min(1).max(200)).meta({ description: 'Part of the name, in any case' }),
});

export const overviewFilter = integrationSourceFilter.extend({ id: maybe(uuid).meta({ description: 'Only this source' }) });
export type OverviewFilter = z.output<typeof overviewFilter>;

export const sourcePath = z.object({ source_id: pathUuid });

export const connectionTest = z
  .object({
    connection_status: connectionStatus,
    last_connection_test: dateTime,
    server: z.string().nullable().meta({ description: 'Product and version of what answered' }),
    passed: z.array(z.string()).meta({ description: 'Stages that were passed, in order: resolve, connect, authenticate, list, read' }),
    failed_stage: z.string().nullable(),
    detail: z.string().nullable().meta({ description: 'What went wrong, and what to do about it' }),
  })
  .meta({
    id: 'ConnectionTest',
    description: 'How an attempt to reach a source went.',
    examples: [
      {
        connection_status: 'error',
        last_connection_test: '2026-01-02T03:04:05.678Z',
        server: null,
        passed: ['resolve', 'connect'],
        failed_stage: 'authenticate',
        detail: 'The server refused the password of "reader" (stage: authenticate). Check user and password.',
      },
    ],
  });

/** The body by which a configuration is tried before a source of it is registered. */
export const connectionTestRequest = z.object({ connector_type: z.string().min(1), configuration }).meta({
  id: 'ConnectionTestRequest',
  description: 'A connector and what a source of it would have as its configuration, secrets included.',
  examples: [{ connector_type: 'postgresql', configuration: { host: 'db.example.org', database: 'shop', user: 'reader', password: '…' } }],
});
export type ConnectionTestRequest = z.output<typeof connectionTestRequest>;

export const sourceOverview = z
  .object({
    source: integrationSource,
    entities: count.meta({ description: 'Tables or SaaS objects that the last scan found' }),
    attributes: count.meta({ description: 'Their columns or fields' }),
    edges: z
      .object({
        suggested: count,
        approved: count,
        rejected: count,
        changed: count.meta({ description: 'Those of the approved and rejected whose evidence has changed since' }),
      })
      .meta({ description: 'Edges of all kinds by status; an entity link counts for both of its sources' }),
    last_scan: z
      .object({ job_id: uuid, state: z.enum(jobStates), error: z.string().nullable(), created_at: dateTime, finished_at: dateTime.nullable() })
      .nullable()
      .meta({ description: 'The newest scan, also one that waits, runs or failed' }),
    scanned_at: dateTime.nullable().meta({ description: 'When the last scan that succeeded ended' }),
    newest_data_at: dateTime
      .nullable()
      .meta({ description: 'How fresh its data is: the newest time that any of its values held when it was scanned; times to come are left out' }),
  })
  .meta({
    id: 'SourceOverview',
    description: 'A source with what was learnt about it, in numbers.',
    examples: [
      {
        source: example,
        entities: 42,
        attributes: 512,
        edges: { suggested: 31, approved: 44, rejected: 3, changed: 1 },
        last_scan: {
          job_id: '019b7bfb-0d10-7e65-a182-4cadbd9f7e77',
          state: 'succeeded',
          error: null,
          created_at: '2026-01-02T03:04:05.612Z',
          finished_at: '2026-01-02T03:05:11.040Z',
        },
        scanned_at: '2026-01-02T03:05:11.040Z',
        newest_data_at: '2026-01-02T02:59:58.000Z',
      },
    ],
  });
