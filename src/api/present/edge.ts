import type { Answer } from '../../contract/common.ts';
import type { edge, edgeFacets, edgesDecided } from '../../contract/edge.ts';
import type { EdgeFacets, EdgesDecided, QueueRow } from '../../services/edge-queue.ts';
import { time, timeOrNull } from './time.ts';

export function presentEdge(row: QueueRow): Answer<typeof edge> {
  return {
    kind: row.kind,
    id: row.id,
    organization_id: row.organization_id,
    status: row.status,
    type: row.type,
    score: row.score < 0 ? null : row.score,
    uncertainty: row.uncertainty < 0 ? null : row.uncertainty,
    impact: row.impact,
    changed_since_decision: row.changed_since_decision,
    from: {
      integration_source_id: row.from_source_id,
      integration_source_name: row.from_source,
      entity_type: row.from_schema === null ? 'saas_object' : 'table',
      entity_id: row.from_entity_id,
      entity_name: row.from_entity,
      schema_name: row.from_schema,
      attributes: row.from_attributes,
    },
    to: {
      integration_source_id: row.to_source_id,
      integration_source_name: row.to_source,
      entity_type: row.to_schema === null ? 'saas_object' : 'table',
      entity_id: row.to_entity_id,
      entity_name: row.to_entity,
      schema_name: row.to_schema,
      attributes: row.to_attributes,
    },
    label: row.label,
    member_ids: row.member_ids ?? [row.id],
    decided_at: timeOrNull(row.decided_at),
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
  };
}

export function presentEdgeFacets(facets: EdgeFacets): Answer<typeof edgeFacets> {
  return {
    total: facets.total,
    kind: [...facets.kind],
    status: [...facets.status],
    type: [...facets.type],
    score_band: [...facets.scoreBand],
    changed_since_decision: [...facets.changed],
    source_pair: facets.sourcePair.map((pair) => ({
      value: `${pair.low_id},${pair.high_id}`,
      integration_source_names: [pair.low_name, pair.high_name],
      count: pair.count,
    })),
  };
}

export function presentEdgesDecided({ updated, unchanged, changed, notFound, batchId, at }: EdgesDecided): Answer<typeof edgesDecided> {
  return {
    updated: [...updated],
    unchanged: [...unchanged],
    changed: [...changed],
    not_found: [...notFound],
    batch_id: batchId,
    decided_at: time(at),
  };
}
