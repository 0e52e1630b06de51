import type { Answer } from '../../contract/common.ts';
import type * as contract from '../../contract/crosswalk.ts';
import { pairId, recordStates, sides, type CrosswalkFigures } from '../../domain/crosswalk.ts';
import { bandOf } from '../../domain/evidence.ts';
import type { CrosswalkDecisionRow, PairsDecided } from '../../services/crosswalk-decisions.ts';
import type { ClusterView, CrosswalkPairRow, CrosswalkRecordRow, PairView } from '../../services/crosswalk-pairs.ts';
import type { CrosswalkStatements } from '../../services/crosswalk-sql.ts';
import { stateOf, type CrosswalkCounts, type CrosswalkRow, type CrosswalkRunRow } from '../../services/crosswalks.ts';
import { time, timeOrNull } from './time.ts';

export function presentCrosswalk(row: CrosswalkRow): Answer<typeof contract.crosswalk> {
  return {
    id: row.id,
    organization_id: row.organization_id,
    status: stateOf(row),
    left: presentEnd(row, 'left'),
    right: presentEnd(row, 'right'),
    entity_links: row.links.map(({ id, status }) => ({ id, status })),
    threshold: row.threshold,
    run_id: row.run_id,
    figures: row.figures === null ? null : presentFigures(row.figures),
    created_by: row.created_by,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
  };
}

function presentEnd(row: CrosswalkRow, side: 'left' | 'right') {
  return {
    integration_source_id: row[`${side}_source_id`],
    source_name: row[`${side}_source`],
    table_id: row[`${side}_table_id`],
    saas_object_id: row[`${side}_saas_object_id`],
    entity_name: row[`${side}_entity`],
    key: row[`${side}_key`],
  };
}

export function presentCountedCrosswalk(row: CrosswalkRow, { records, pairs }: CrosswalkCounts): Answer<typeof contract.crosswalkDetail> {
  const countOf = (side: string, state: string): number => records.find((one) => one.side === side && one.state === state)?.count ?? 0;
  const ofSide = (side: string) => {
    const [matched = 0, unmatched = 0, conflicting = 0] = recordStates.map((state) => countOf(side, state));
    return { records: matched + unmatched + conflicting, matched, unmatched, conflicting };
  };
  const [left, right] = [ofSide(sides[0]), ofSide(sides[1])];
  return {
    ...presentCrosswalk(row),
    now: { left, right, pairs: pairs.all, taken: pairs.taken, conflicting: pairs.conflicting, same: pairs.same, different: pairs.different },
  };
}

/** Without what is large. */
function presentFigures(figures: CrosswalkFigures) {
  const { left, right, bands, decided, changes } = figures;
  return {
    left,
    right,
    match_rate: figures.match_rate,
    pairs_stated: figures.pairs_stated,
    pairs_compared: figures.pairs_compared,
    pairs_kept: figures.pairs_kept,
    pairs_taken: figures.pairs_taken,
    clusters: figures.clusters,
    bands,
    decided,
    estimated_precision: figures.estimated_precision,
    estimated_recall: figures.estimated_recall,
    is_trained: figures.is_trained,
    decisions_read_at: figures.decisions_read_at,
    changes,
    pattern_count: figures.pattern_count,
    notes: [...figures.notes],
  };
}

export function presentRun(row: CrosswalkRunRow): Answer<typeof contract.crosswalkRun> {
  return {
    id: row.id,
    organization_id: row.organization_id,
    crosswalk_id: row.crosswalk_id,
    job_id: row.job_id,
    state: row.state,
    error: row.error,
    settings: { retrain: row.settings.retrain },
    figures: row.figures === null ? null : presentFigures(row.figures),
    created_by: row.created_by,
    started_at: timeOrNull(row.started_at),
    finished_at: timeOrNull(row.finished_at),
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
  };
}

export function presentRunDetail(row: CrosswalkRunRow): Answer<typeof contract.crosswalkRunDetail> {
  const { figures } = row;
  return {
    ...presentRun(row),
    comparison:
      figures === null
        ? null
        : {
            fields: figures.fields.map(({ name, levels }) => ({ name, levels: levels.map((level) => ({ ...level })) })),
            patterns: figures.patterns.map((pattern) => ({ ...pattern, levels: [...pattern.levels] })),
            thresholds: figures.thresholds.map((threshold) => ({ ...threshold })),
          },
  };
}

export function presentPair(row: CrosswalkPairRow): Answer<typeof contract.crosswalkPair> {
  return {
    id: row.id,
    organization_id: row.organization_id,
    crosswalk_id: row.crosswalk_id,
    run_id: row.run_id,
    left_key: row.left_key,
    right_key: row.right_key,
    weight_bits: row.weight_bits,
    probability: row.probability,
    band: row.probability === null ? null : bandOf(row.probability),
    pattern: row.pattern,
    decision: row.decision,
    decided_by: row.decided_by,
    decided_at: timeOrNull(row.decided_at),
    is_taken: row.is_taken,
    is_conflicting: row.is_conflicting,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
  };
}

export function presentPairView(view: PairView): Answer<typeof contract.crosswalkPairDetail> {
  const texts = (values: readonly (string | null)[] | null) => (values === null ? null : [...values]);
  return {
    ...presentPair(view.row),
    prior_bits: view.priorBits,
    contributions: view.contributions.map(({ name, level, levelName, bits, left, right }) => ({
      name,
      level,
      level_name: levelName,
      bits,
      left: texts(left),
      right: texts(right),
    })),
    rival_bits: view.rivalBits,
    values_note: view.valuesNote,
    left_cluster_id: view.leftClusterId,
    right_cluster_id: view.rightClusterId,
  };
}

export function presentRecord(row: CrosswalkRecordRow): Answer<typeof contract.crosswalkRecord> {
  return {
    id: row.id,
    organization_id: row.organization_id,
    crosswalk_id: row.crosswalk_id,
    side: row.side,
    key: row.key,
    state: row.state,
    cluster_id: row.cluster_id,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
  };
}

export function presentCluster({ id, records, pairs }: ClusterView): Answer<typeof contract.crosswalkCluster> {
  return { id, records: records.map(presentRecord), pairs: pairs.map(presentPair) };
}

export function presentPairsDecided({ batchId, updated, unchanged, notFound }: PairsDecided): Answer<typeof contract.pairsDecided> {
  return { batch_id: batchId, updated: updated.map(presentPair), unchanged: [...unchanged], not_found: [...notFound] };
}

export function presentPairDecision(row: CrosswalkDecisionRow): Answer<typeof contract.crosswalkDecision> {
  return {
    id: row.id,
    organization_id: row.organization_id,
    crosswalk_id: row.crosswalk_id,
    pair_id: pairId(row.crosswalk_id, row.left_key, row.right_key),
    left_key: row.left_key,
    right_key: row.right_key,
    verdict: row.verdict,
    note: row.note,
    batch_id: row.batch_id,
    actor_id: row.actor_id,
    source: row.source,
    undone_at: timeOrNull(row.undone_at),
    undone_by: row.undone_by,
    created_at: time(row.created_at),
  };
}

export function presentStatements({ statements, notes }: CrosswalkStatements): Answer<typeof contract.crosswalkSql> {
  return { statements: statements.map(({ name, source, dialect, sql }) => ({ name, source_name: source, dialect, sql })), notes: [...notes] };
}
