import type { Answer } from '../../contract/common.ts';
import type { job } from '../../contract/job.ts';
import type { JobRow } from '../../services/jobs.ts';
import { presentVerification } from './edge-detail.ts';
import { time, timeOrNull } from './time.ts';

export function presentJob(row: JobRow): Answer<typeof job> {
  const { kind, options, progress, timings, changes } = row;
  return {
    id: row.id,
    organization_id: row.organization_id,
    kind,
    state: row.state,
    source_ids: row.source_ids,
    options: kind === 'scan' ? { ignore_declared: options.ignoreDeclared, ignore_keys: options.ignoreKeys, sample_rows: options.sampleRows } : null,
    progress: progress && {
      phase: progress.phase,
      source: progress.source,
      done: progress.done,
      total: progress.total,
      unit: progress.unit,
      rows: progress.rows,
      bytes: 'bytes' in progress ? progress.bytes : null,
    },
    timings: timings && {
      introspect_ms: timings.introspect_ms,
      profile_ms: timings.profile_ms,
      infer_ms: timings.infer_ms,
      link_ms: timings.link_ms,
      total_ms: timings.total_ms,
    },
    changes: changes && {
      sources: changes.sources.map(({ sourceId, entities, attributes, edges }) => ({ source_id: sourceId, entities, attributes, edges })),
      entity_links: changes.links,
    },
    result: presentVerification(row.result, row.finished_at),
    error: row.error,
    cancel_requested_at: timeOrNull(row.cancel_requested_at),
    created_by: row.created_by,
    started_at: timeOrNull(row.started_at),
    finished_at: timeOrNull(row.finished_at),
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
  };
}
