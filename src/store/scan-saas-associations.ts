import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { definesOtherwise, metadataEvidence, type AssociationEvidence } from '../domain/association-evidence.ts';
import type { EdgeStatus, EdgeType } from '../domain/edge.ts';
import { stableId } from '../domain/ids.ts';
import type { JsonText } from '../domain/json-text.ts';
import type { Reconciliation } from '../domain/landing.ts';
import { begin } from '../domain/review.ts';
import { storableJson } from './json.ts';
import type { StoreTransaction } from './open.ts';
import { addMachineRevisions, joinSayings, sayings, type EdgeSayings } from './scan-revisions.ts';
import type { SaasScan } from './scan-saas.ts';
import { unlessByHand } from './scan-saas-upsert.ts';

/** An association as the catalog has it, with what the machine last said of it. */
export interface KnownAssociation extends EdgeSayings<AssociationEvidence> {
  readonly id: string;
  readonly from_object_id: string;
  readonly to_object_id: string;
  readonly association_category: string;
  readonly association_type_id: string;
  readonly type: EdgeType;
  readonly status: EdgeStatus;
  readonly score: number | null;
  readonly evidence: JsonText | null;
  readonly is_decided: boolean;
  readonly changed_since_decision: boolean;
}

/** One that the platform defines. `id` is the one it has where a scan was the first to know of it. */
interface FoundAssociation {
  readonly id: string;
  readonly from_object_id: string;
  readonly to_object_id: string;
  readonly association_category: string;
  readonly association_type_id: string;
  readonly association_label: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly evidence: AssociationEvidence;
  /** Null where the source is not synced. */
  readonly reconciliation: Reconciliation | null;
}

const definedType = 'FOREIGN_KEY';
const definedScore = 1;
const described = unlessByHand(['association_type_id', 'association_label', 'association_category', 'metadata', 'relationship_type']);

/** Nobody decides on these edges before the transaction ends. */
export async function lockAssociations(trx: StoreTransaction, { organizationId, sourceId }: SaasScan): Promise<readonly KnownAssociation[]> {
  const { rows } = await sql<KnownAssociation>`
    SELECT edge.id, from_object_id, to_object_id, association_category, association_type_id, relationship_type AS type, edge.status, edge.score,
           edge.evidence, changed_since_decision, decided_at IS NOT NULL OR relationship_type = 'MANUAL' AS is_decided, ${sayings}
    FROM saas_associations AS edge
    ${joinSayings('association')}
    WHERE edge.organization_id = ${organizationId}::uuid AND edge.integration_source_id = ${sourceId}::uuid
    ORDER BY edge.id
    FOR UPDATE OF edge`.execute(trx);
  return rows;
}

/**
 * Saves the associations that the platform defines as edges. What a person decided, or wrote, stays; evidence is added where it differs
 * from the machine's last. Those that it no longer defines are inactive until it does again: decisions and history stay.
 */
export async function saveAssociations(
  trx: StoreTransaction,
  scan: SaasScan,
  known: readonly KnownAssociation[],
  objectIds: ReadonlyMap<string, string>,
): Promise<void> {
  const edges = pair(foundIn(scan, objectIds), known).map(({ found, before }) => merge(found, before));
  await writeAssociations(trx, scan, edges);
  const news = edges.flatMap(({ revision }) => (revision === undefined ? [] : [revision]));
  await addMachineRevisions(trx, scan, 'association', news);
  const defined = new Set(edges.map(({ row }) => row.id));
  await deactivate(
    trx,
    scan,
    known.filter((edge) => edge.type !== 'MANUAL' && edge.machine_evidence?.method === 'metadata' && !defined.has(edge.id)),
  );
}

function foundIn({ sourceId, model, landing }: SaasScan, objectIds: ReadonlyMap<string, string>): FoundAssociation[] {
  const objects = new Map(model.objects.map((object) => [object.apiIdentifier, object]));
  return model.associations.map((association, i) => {
    const [from, to] = [objects.get(association.from), objects.get(association.to)];
    const [fromId, toId] = [objectIds.get(association.from), objectIds.get(association.to)];
    if (from === undefined || to === undefined || fromId === undefined || toId === undefined)
      throw new Error(`an association names an object that its model does not have: ${association.from} or ${association.to}`);
    const { category, typeId, label, metadata } = association;
    return {
      id: stableId('association', sourceId, fromId, toId, category, typeId),
      from_object_id: fromId,
      to_object_id: toId,
      association_category: category,
      association_type_id: typeId,
      association_label: label,
      metadata,
      evidence: metadataEvidence(association, from, to),
      reconciliation: landing?.reconciliations[i] ?? null,
    };
  });
}

const identity = (edge: Pick<KnownAssociation, 'from_object_id' | 'to_object_id' | 'association_category' | 'association_type_id'>): string =>
  JSON.stringify([edge.from_object_id, edge.to_object_id, edge.association_category, edge.association_type_id]);

/**
 * Finds the edge of each definition: the one that a scan made of it, whatever a person calls it since, else the one that a person added.
 * Where a person has made an edge of another definition look like it, the two are that one.
 */
function pair(found: readonly FoundAssociation[], known: readonly KnownAssociation[]) {
  const byId = new Map(known.map((edge) => [edge.id, edge]));
  const byIdentity = new Map(known.map((edge) => [identity(edge), edge]));
  const own = new Set(found.map(({ id }) => id));
  return [...new Map(found.map((association) => [association.id, association])).values()].flatMap((association) => {
    const before = byId.get(association.id) ?? byIdentity.get(identity(association));
    const isOthers = before !== undefined && before.id !== association.id && own.has(before.id);
    return isOthers ? [] : [{ found: association, before }];
  });
}

/** The edge as it shall be, and what the machine has to say that it did not say before. */
function merge(found: FoundAssociation, before: KnownAssociation | undefined) {
  const said = before?.machine_evidence ?? undefined;
  const isNews = said === undefined || before?.machine_score !== definedScore || !isDeepStrictEqual(said, found.evidence);
  const id = before?.id ?? found.id;
  const revision = isNews ? { edge_id: id, number: (before?.last_revision ?? 0) + 1, score: definedScore, evidence: found.evidence } : undefined;
  const asFound = { ...found, id, type: definedType, status: begin(definedType).status, score: definedScore, changed_since_decision: false };
  if (before === undefined) return { row: asFound, revision };
  const row = {
    ...asFound,
    type: before.type === 'MANUAL' ? before.type : definedType,
    status: before.is_decided ? before.status : asFound.status,
    score: before.has_manual_score ? before.score : definedScore,
    evidence: before.has_manual_evidence ? before.evidence : found.evidence,
    changed_since_decision: before.is_decided && (before.changed_since_decision || (said !== undefined && definesOtherwise(said, found.evidence))),
  };
  return { row, revision };
}

type MergedAssociation = ReturnType<typeof merge>;

async function writeAssociations(
  trx: StoreTransaction,
  { organizationId, sourceId, jobId, at }: SaasScan,
  edges: readonly MergedAssociation[],
): Promise<void> {
  await sql`
    INSERT INTO saas_associations AS old
      (organization_id, id, integration_source_id, from_object_id, to_object_id, association_type_id, association_label, association_category,
       metadata, relationship_type, status, score, evidence, reconciliation, is_active, job_id, changed_since_decision, created_at, updated_at)
    SELECT ${organizationId}::uuid, id, ${sourceId}::uuid, from_object_id, to_object_id, association_type_id, association_label, association_category,
           metadata, type, status, score, evidence, reconciliation, true, ${jobId}::uuid, changed_since_decision,
           ${at}::timestamptz + place * interval '1 microsecond', ${at}::timestamptz
    FROM ROWS FROM (json_to_recordset(${storableJson(edges.map(({ row }) => row))}::json)
      AS (id uuid, from_object_id uuid, to_object_id uuid, association_type_id text, association_label text, association_category text,
          metadata jsonb, type text, status text, score double precision, evidence json, reconciliation jsonb,
          changed_since_decision boolean))
      WITH ORDINALITY AS given (id, from_object_id, to_object_id, association_type_id, association_label, association_category, metadata, type,
                                status, score, evidence, reconciliation, changed_since_decision, place)
    ON CONFLICT (organization_id, id) DO UPDATE SET
      ${described.set}, status = excluded.status, score = excluded.score, evidence = excluded.evidence,
      reconciliation = excluded.reconciliation, is_active = true, job_id = excluded.job_id,
      changed_since_decision = excluded.changed_since_decision,
      updated_at = CASE WHEN ${described.isChange} OR (old.status, old.score, old.evidence::jsonb, old.reconciliation, old.is_active, old.changed_since_decision)
          IS DISTINCT FROM (excluded.status, excluded.score, excluded.evidence::jsonb, excluded.reconciliation, true, excluded.changed_since_decision)
        THEN excluded.updated_at ELSE old.updated_at END`.execute(trx);
}

async function deactivate(trx: StoreTransaction, { organizationId, at }: SaasScan, gone: readonly KnownAssociation[]): Promise<void> {
  if (gone.length === 0) return;
  await sql`
    UPDATE saas_associations SET is_active = false, changed_since_decision = changed_since_decision OR decided_at IS NOT NULL, updated_at = ${at}
    WHERE organization_id = ${organizationId}::uuid AND id = ANY(${gone.map(({ id }) => id)}::uuid[]) AND is_active`.execute(trx);
}
