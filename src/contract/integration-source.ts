import { z } from 'zod';
import { connectionStatuses, sourceTypes } from '../domain/source.ts';
import {
  count,
  dateTime,
  defaulted,
  descriptionSource,
  descriptionVersion,
  jsonObject,
  maybe,
  pathUuid,
  queryBoolean,
  uuid,
} from './common.ts';

const connectionStatus = z.enum(connectionStatuses);
const configuration = jsonObject;
const instanceLabel = z
  .string()
  .trim()
  .toUpperCase()
  .min(1)
  .max(20)
  .meta({ description: 'Short label that tells several sources of one connector apart; forced to upper case' });

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
    last_sync_status: maybe(z.string()).meta({ description: 'Airbyte sync status: success, failed, running, auth_required, configuring' }),
    last_sync_row_count: maybe(z.int()).meta({ description: 'Rows synced in last Airbyte job' }),
    selected_streams: maybe(z.array(z.string())).meta({ description: 'User-selected stream names to sync. None = sync all (backward compat).' }),
    description_source: maybe(descriptionSource).meta({
      description: "How description was created: 'ai_generated' | 'manual_edit' | 'imported' | 'information_schema'",
    }),
    description_generated_at: maybe(dateTime).meta({ description: 'When description was last modified' }),
  })
  .meta({ id: 'IntegrationSource', description: 'Response model for integration sources (excludes sensitive data).' });

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

export const integrationSourceCreate = z
  .object({
    name: z.string().trim().min(1),
    connector_type: z.string().min(1),
    source_type: maybe(z.enum(sourceTypes)),
    organization_id: maybe(uuid),
    is_system: maybe(z.boolean()),
    is_sync: maybe(z.boolean()),
    ...settings,
  })
  .meta({ id: 'IntegrationSourceCreate', description: 'Model for creating an integration source.' });
export type IntegrationSourceCreate = z.output<typeof integrationSourceCreate>;

export const integrationSourceUpdate = z
  .object({ name: maybe(z.string().trim().min(1)), ...settings, description_version: maybe(descriptionVersion) })
  .meta({ id: 'IntegrationSourceUpdate', description: 'Model for updating an integration source.' });
export type IntegrationSourceUpdate = z.output<typeof integrationSourceUpdate>;

export const integrationSourceFilter = z.object({
  source_type: maybe(z.enum(sourceTypes)),
  connector_type: maybe(z.string()),
  is_active: queryBoolean.nullable().optional(),
  connection_status: maybe(connectionStatus),
  query: maybe(z.string().min(1).max(200)).meta({ description: 'Part of the name, in any case' }),
});
export type IntegrationSourceFilter = z.output<typeof integrationSourceFilter>;

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
  .meta({ id: 'ConnectionTest' });
