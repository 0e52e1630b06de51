import type { Answer } from '../../contract/common.ts';
import type { connector } from '../../contract/connector.ts';
import type { connectionTest, integrationSource, sourceOverview } from '../../contract/integration-source.ts';
import type { ConnectionTestResult } from '../../services/connection-test.ts';
import type { InstalledConnector } from '../../services/connectors.ts';
import type { SourceOverview } from '../../services/source-overview.ts';
import type { SourceRow } from '../../services/sources.ts';
import { time, timeOrNull } from './time.ts';

export function presentSource(row: SourceRow): Answer<typeof integrationSource> {
  return {
    name: row.name,
    source_type: row.source_type,
    connector_type: row.connector_type,
    organization_id: row.organization_id,
    id: row.id,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
    description_version: row.description_version,
    description: row.description,
    is_system: row.is_system,
    is_sync: row.is_sync,
    configuration: row.configuration,
    capabilities: row.capabilities,
    is_active: row.is_active,
    connection_status: row.connection_status,
    last_connection_test: timeOrNull(row.last_connection_test),
    legacy_data_source_id: row.legacy_data_source_id,
    system_source_id: row.system_source_id,
    instance_label: row.instance_label,
    airbyte_source_id: row.airbyte_source_id,
    airbyte_connection_id: row.airbyte_connection_id,
    airbyte_connection_ids: row.airbyte_connection_ids,
    airbyte_destination_id: row.airbyte_destination_id,
    last_sync_at: timeOrNull(row.last_sync_at),
    last_sync_status: row.last_sync_status,
    last_sync_row_count: row.last_sync_row_count,
    selected_streams: row.selected_streams,
    description_source: row.description_source,
    description_generated_at: timeOrNull(row.description_generated_at),
  };
}

export function presentOverview({ source, last_scan: scan, ...figures }: SourceOverview): Answer<typeof sourceOverview> {
  const { suggested, approved, rejected, changed } = figures.edges;
  return {
    source: presentSource(source),
    entities: figures.entities,
    attributes: figures.attributes,
    edges: { suggested, approved, rejected, changed },
    last_scan: scan && {
      job_id: scan.job_id,
      state: scan.state,
      error: scan.error,
      created_at: time(new Date(scan.created_at)),
      finished_at: timeOrNull(scan.finished_at === null ? null : new Date(scan.finished_at)),
    },
    scanned_at: timeOrNull(figures.scanned_at),
    newest_data_at: timeOrNull(figures.newest_data_at),
  };
}

export function presentConnectionTest(result: ConnectionTestResult): Answer<typeof connectionTest> {
  return {
    connection_status: result.status,
    last_connection_test: time(result.at),
    server: result.server,
    passed: [...result.passed],
    failed_stage: result.failedStage,
    detail: result.detail,
  };
}

export function presentConnector(made: InstalledConnector): Answer<typeof connector> {
  return {
    type: made.type,
    title: made.title,
    source_type: made.sourceType,
    capabilities: [...made.capabilities],
    configuration: { ...made.configuration },
  };
}
