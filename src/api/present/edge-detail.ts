import type { Answer } from '../../contract/common.ts';
import type { edgeDetail, edgeVerification } from '../../contract/edge-detail.ts';
import type { degradedEdge } from '../../contract/edge-health.ts';
import type { edgeThresholds } from '../../contract/edge-bulk.ts';
import type { Verification } from '../../domain/verification.ts';
import type { AttributeRecord, EdgeDetail } from '../../services/edge-detail.ts';
import type { DegradedEdge, Measure } from '../../services/edge-health.ts';
import type { EdgeThresholds } from '../../services/edge-threshold.ts';
import { presentHistory } from './edge-review.ts';
import { presentEdge } from './edge.ts';
import { presentProfile } from './profile.ts';
import { storedJson } from './stored-json.ts';
import { time } from './time.ts';

export function presentEdgeDetail(detail: EdgeDetail): Answer<typeof edgeDetail> {
  return {
    edge: presentEdge(detail.edge),
    evidence: storedJson(detail.evidence),
    attributes: { from: detail.from.map(presentAttribute), to: detail.to.map(presentAttribute) },
    competing: detail.competing.map(presentEdge),
    history: presentHistory(detail.history),
    decided_on_revision: detail.decidedOnRevision,
    verification: presentVerification(detail.verifications.result, detail.verifications.finished_at),
    verifying_job_id: detail.verifications.running_job_id,
  };
}

/** Null where none has ended. */
export function presentVerification(result: Verification | null, finishedAt: Date | null): Answer<typeof edgeVerification> | null {
  if (result === null || finishedAt === null) return null;
  const { revision, is_sample: isSample, agrees, statements } = result;
  return { revision, is_sample: isSample, agrees, statements: statements.map((statement) => ({ ...statement })), checked_at: time(finishedAt) };
}

function presentAttribute(row: AttributeRecord): Answer<typeof edgeDetail>['attributes']['from'][number] {
  const values = row.profile;
  return {
    id: row.id,
    name: row.name,
    data_type: row.data_type,
    description: row.description,
    is_primary_key: row.is_primary_key,
    is_nullable: row.is_nullable,
    is_sensitive: row.is_sensitive,
    values: values && {
      rows: values.rows,
      nulls: values.nulls,
      empties: values.empties,
      distinct: values.distinct,
      value_class: values.value_class,
      min: values.min,
      max: values.max,
      top: [...values.top],
    },
    ...presentProfile(row),
  };
}

export function presentThresholds({ total, withoutScore, steps }: EdgeThresholds): Answer<typeof edgeThresholds> {
  return {
    total,
    without_score: withoutScore,
    steps: steps.map(({ score, count, expectedWrong }) => ({ score, count, expected_wrong: expectedWrong })),
  };
}

export function presentDegraded({ edge, reasons, severity, decidedOn, now, trend }: DegradedEdge): Answer<typeof degradedEdge> {
  return {
    edge: presentEdge(edge),
    reasons: [...reasons],
    severity,
    decided_on: decidedOn && presentMeasure(decidedOn),
    now: now && presentMeasure(now),
    trend: trend.map(presentMeasure),
  };
}

function presentMeasure(measure: Measure): Answer<typeof degradedEdge>['trend'][number] {
  return {
    revision: measure.revision,
    at: time(measure.at),
    score: measure.score,
    containment: measure.containment,
    orphan_rows: measure.orphanRows,
    orphan_share: measure.orphanShare,
    target_uniqueness: measure.targetUniqueness,
  };
}
