import { isDeepStrictEqual } from 'node:util';
import { sql, type RawBuilder } from 'kysely';
import { declineOf, healthOf } from '../domain/edge-health.ts';
import type { EdgeKind, EdgeStatus, EdgeType } from '../domain/edge.ts';
import type { JsonText } from '../domain/json-text.ts';
import { begin } from '../domain/review.ts';
import type { EdgeChanges } from '../domain/scan-changes.ts';
import { storableJson } from './json.ts';
import type { StoreTransaction } from './open.ts';

/** What has been said of an edge so far. */
interface EdgeSayings<Evidence> {
  readonly last_revision: number;
  readonly machine_score: number | null;
  readonly machine_evidence: Evidence | null;
  readonly has_manual_score: boolean;
  readonly has_manual_evidence: boolean;
}

/** An edge as the catalog has it, with what the machine last said of it. */
export interface KnownEdge<Evidence> extends EdgeSayings<Evidence> {
  readonly id: string;
  readonly type: EdgeType;
  readonly status: EdgeStatus;
  readonly score: number | null;
  readonly evidence: JsonText | null;
  /** A person has decided on it, or made it. */
  readonly is_decided: boolean;
  readonly changed_since_decision: boolean;
}

/** An edge as a scan found it. */
interface FoundEdge<Evidence> {
  /** The one it has where a scan was the first to know of it. */
  readonly id: string;
  readonly type: Exclude<EdgeType, 'MANUAL'>;
  readonly score: number;
  readonly evidence: Evidence;
}

/**
 * The edge as it shall be, and what the machine has to say that it did not say before. What a person decided, or wrote, stays; that the evidence has
 * changed since is told where `hasDrifted` says that it could change a mind.
 */
export function mergeFound<Evidence, Found extends FoundEdge<Evidence>>(
  found: Found & FoundEdge<Evidence>,
  before: KnownEdge<Evidence> | undefined,
  hasDrifted: (before: Evidence, after: Evidence) => boolean,
) {
  const said = before?.machine_evidence ?? undefined;
  const isNews = said === undefined || before?.machine_score !== found.score || !isDeepStrictEqual(said, stored(found.evidence));
  const id = before?.id ?? found.id;
  const revision = isNews ? { edge_id: id, number: (before?.last_revision ?? 0) + 1, score: found.score, evidence: found.evidence } : undefined;
  const { status } = begin(found.type);
  if (before === undefined)
    return { row: { ...found, id, status, changed_since_decision: false }, revision, change: 'added' as const, isWorse: false };
  const isManual = before.type === 'MANUAL';
  const changesMinds = said !== undefined && ((!isManual && before.type !== found.type) || hasDrifted(said, found.evidence));
  const row = {
    ...found,
    id,
    type: isManual ? before.type : found.type,
    status: before.is_decided ? before.status : status,
    score: before.has_manual_score ? before.score : found.score,
    evidence: before.has_manual_evidence ? before.evidence : found.evidence,
    changed_since_decision: before.is_decided && (before.changed_since_decision || changesMinds),
  };
  const isWorse = said !== undefined && declineOf(healthOf(before.machine_score, said), healthOf(found.score, found.evidence)) !== undefined;
  return { row, revision, change: changesMinds ? ('changed' as const) : ('same' as const), isWorse };
}

/** Counts what became of edges, each given once; `gone` are those that were there before and were not found. */
export function edgeChanges(
  merged: readonly { readonly change: 'added' | 'changed' | 'same'; readonly isWorse: boolean }[],
  gone: number,
): EdgeChanges {
  const counted = (change: string) => merged.filter((edge) => edge.change === change).length;
  return { added: counted('added'), changed: counted('changed'), gone, worse: merged.filter(({ isWorse }) => isWorse).length };
}

/** As the catalog gives it back. */
const stored = (evidence: unknown): unknown => JSON.parse(storableJson(evidence));

/** Nobody has had to do with it: it may go when it is not found any more. */
export const isForgotten = (edge: KnownEdge<unknown>): boolean => !edge.is_decided && !edge.has_manual_score && !edge.has_manual_evidence;

/** Selects an `EdgeSayings` from `joinSayings`. */
export const sayings = sql`
  coalesce(latest.revision, 0) AS last_revision, machine.score AS machine_score, machine.evidence AS machine_evidence,
  coalesce(manual.has_score, false) AS has_manual_score, coalesce(manual.has_evidence, false) AS has_manual_evidence`;

/** Joins the revisions of `edge`, row by row. */
export function joinSayings(kind: EdgeKind): RawBuilder<unknown> {
  const ofEdge = sql`said.organization_id = edge.organization_id AND said.edge_kind = ${kind} AND said.edge_id = edge.id`;
  return sql`
    LEFT JOIN LATERAL (SELECT max(revision) AS revision FROM evidence_revisions AS said WHERE ${ofEdge}) AS latest ON true
    LEFT JOIN LATERAL (
      SELECT said.score, said.evidence::jsonb FROM evidence_revisions AS said
      WHERE ${ofEdge} AND said.origin = 'machine' ORDER BY revision DESC LIMIT 1
    ) AS machine ON true
    LEFT JOIN LATERAL (
      SELECT bool_or(said.score IS NOT NULL) AS has_score, bool_or(said.evidence IS NOT NULL) AS has_evidence FROM evidence_revisions AS said
      WHERE ${ofEdge} AND said.origin = 'manual'
    ) AS manual ON true`;
}

interface MachineRevision {
  readonly edge_id: string;
  readonly number: number;
  readonly score: number;
  readonly evidence: unknown;
}

/** Adds what the machine has to say that it did not say before. */
export async function addMachineRevisions(
  trx: StoreTransaction,
  { organizationId, jobId, at }: { readonly organizationId: string; readonly jobId: string; readonly at: Date },
  kind: EdgeKind,
  merged: readonly { readonly revision: MachineRevision | undefined }[],
): Promise<void> {
  const revisions = merged.flatMap(({ revision }) => revision ?? []);
  if (revisions.length === 0) return;
  await sql`
    INSERT INTO evidence_revisions (organization_id, edge_kind, edge_id, revision, origin, job_id, score, evidence, created_at)
    SELECT ${organizationId}::uuid, ${kind}, edge_id, number, 'machine', ${jobId}::uuid, score, evidence, ${at}::timestamptz
    FROM json_to_recordset(${storableJson(revisions)}::json) AS given (edge_id uuid, number integer, score double precision, evidence json)`.execute(
    trx,
  );
}
