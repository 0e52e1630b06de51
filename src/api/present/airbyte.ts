import type { airbyteAccount, sourceSync } from '../../contract/airbyte.ts';
import type { Answer } from '../../contract/common.ts';
import type { ConnectionSync, SyncJob } from '../../domain/sync.ts';
import type { AirbyteAccountRow } from '../../services/airbyte-account.ts';
import type { SourceSyncView } from '../../services/syncs.ts';
import { time, timeOrNull } from './time.ts';

export function presentAirbyteAccount(row: AirbyteAccountRow): Answer<typeof airbyteAccount> {
  return {
    organization_id: row.organization_id,
    api_url: row.api_url,
    workspace_id: row.workspace_id,
    client_id: row.client_id,
    has_client_secret: true,
    last_checked_at: timeOrNull(row.checked_at),
    problem: row.problem,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
  };
}

export function presentSync({ source, sync, accountProblem }: SourceSyncView): Answer<typeof sourceSync> {
  return {
    source_id: source.id,
    last_sync_status: source.last_sync_status,
    last_sync_at: timeOrNull(source.last_sync_at),
    last_sync_row_count: source.last_sync_row_count,
    checked_at: sync === undefined || sync.checked_at.getTime() === 0 ? null : time(sync.checked_at),
    problem: sync?.problem ?? accountProblem,
    connections: (sync?.connections ?? []).map((connection) => presentConnection(connection)),
  };
}

function presentConnection(connection: ConnectionSync): Answer<typeof sourceSync>['connections'][number] {
  const { job } = connection;
  return {
    connection_id: connection.connectionId,
    name: connection.name,
    state: connection.state,
    state_reason: connection.stateReason,
    sync_status: connection.status,
    last_success_at: connection.lastSuccessAt,
    last_job: job && presentSyncJob(job),
    is_queued: job?.state === 'pending' || job?.state === 'queued',
    is_retrying: job?.state === 'incomplete',
    reason: connection.reason,
    hint: connection.hint,
  };
}

function presentSyncJob(job: SyncJob) {
  return {
    job_id: job.id,
    status: job.state,
    job_type: job.type,
    created_at: job.createdAt,
    ended_at: job.endedAt,
    rows: job.rows,
    bytes: job.bytes,
  };
}
