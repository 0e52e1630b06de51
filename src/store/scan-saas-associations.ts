import { sql } from 'kysely';
import { associationDrifted, type AssociationEvidence } from '../domain/association-evidence.ts';
import { isReadWholly, type InferredAssociationEvidence } from '../domain/saas-records.ts';
import type { EdgeChanges } from '../domain/scan-changes.ts';
import { deleteEdges } from './edges.ts';
import { storableJson } from './json.ts';
import type { StoreTransaction } from './open.ts';
import { addMachineRevisions, edgeChanges, isForgotten, joinSayings, mergeFound, sayings, type KnownEdge } from './scan-revisions.ts';
import { foundAssociations, type FoundAssociation } from './scan-saas-found.ts';
import type { SaasScan } from './scan-saas.ts';
import { unlessByHand } from './scan-saas-upsert.ts';

/** An association as the catalog has it, with what the machine last said of it. */
export interface KnownAssociation extends KnownEdge<AssociationEvidence | InferredAssociationEvidence> {
  readonly from_object_id: string;
  readonly to_object_id: string;
  readonly association_category: string;
  readonly association_type_id: string;
  readonly is_active: boolean;
}

const described = unlessByHand(['association_type_id', 'association_label', 'association_category', 'metadata', 'relationship_type']);

/** Nobody decides on these edges before the transaction ends. */
export async function lockAssociations(trx: StoreTransaction, { organizationId, sourceId }: SaasScan): Promise<readonly KnownAssociation[]> {
  const { rows } = await sql<KnownAssociation>`
    SELECT edge.id, from_object_id, to_object_id, association_category, association_type_id, relationship_type AS type, edge.status, edge.score,
           edge.evidence, changed_since_decision, edge.is_active, decided_at IS NOT NULL OR relationship_type = 'MANUAL' AS is_decided, ${sayings}
    FROM saas_associations AS edge
    ${joinSayings('association')}
    WHERE edge.organization_id = ${organizationId}::uuid AND edge.integration_source_id = ${sourceId}::uuid
    ORDER BY edge.id
    FOR UPDATE OF edge`.execute(trx);
  return rows;
}

/**
 * Saves the associations that the platform defines, and those that its records show beyond, as edges. What a person decided, or wrote, stays; evidence
 * is added where it differs from the machine's last. Those that the platform no longer defines are inactive until it does again: decisions and
 * history stay. Those that the records no longer show go, unless a person has had to do with them.
 */
export async function saveAssociations(
  trx: StoreTransaction,
  scan: SaasScan,
  known: readonly KnownAssociation[],
  objectIds: ReadonlyMap<string, string>,
): Promise<EdgeChanges> {
  const edges = pair(foundAssociations(scan, objectIds), known).map(({ found, before }) => merge(found, before));
  await writeAssociations(trx, scan, edges);
  await addMachineRevisions(trx, scan, 'association', edges);
  const found = new Set(edges.map(({ row }) => row.id));
  const missing = known.filter((edge) => edge.type !== 'MANUAL' && edge.machine_evidence !== null && !found.has(edge.id));
  const undefinedNow = missing.filter((edge) => edge.machine_evidence?.method === 'metadata');
  const wasLookedFor = lookedFor(scan, objectIds);
  const unseen = missing.filter((edge) => edge.machine_evidence?.method !== 'metadata' && wasLookedFor(edge));
  const ids = unseen.filter(isForgotten).map(({ id }) => id);
  await deleteEdges(trx, { organizationId: scan.organizationId, kind: 'association', ids });
  await deactivate(trx, scan, [...undefinedNow, ...unseen.filter(({ id }) => !ids.includes(id))]);
  return edgeChanges(edges, [...undefinedNow, ...unseen].filter((edge) => edge.is_active).length);
}

/** Records of the one end and all keys of the other were read, or an end is gone: that nothing was found says that there is nothing. */
function lookedFor({ records }: SaasScan, objectIds: ReadonlyMap<string, string>): (edge: KnownAssociation) => boolean {
  if (records === null) return () => false;
  const names = new Map([...objectIds].map(([name, id]) => [id, name]));
  return (edge) => {
    const [from, to] = [names.get(edge.from_object_id), names.get(edge.to_object_id)];
    return (from === undefined || !records.unread.has(from)) && (to === undefined || isReadWholly(records, to));
  };
}

const identity = (edge: Pick<KnownAssociation, 'from_object_id' | 'to_object_id' | 'association_category' | 'association_type_id'>): string =>
  JSON.stringify([edge.from_object_id, edge.to_object_id, edge.association_category, edge.association_type_id]);

/**
 * Finds the edge of each association: the one that a scan made of it, whatever a person calls it since, else the one that a person added, else, of a
 * definition, the one that the records of its field had shown. Where a person has made an edge of another one look like it, the two are that one.
 */
function pair(found: readonly FoundAssociation[], known: readonly KnownAssociation[]) {
  const byId = new Map(known.map((edge) => [edge.id, edge]));
  const byIdentity = new Map(known.map((edge) => [identity(edge), edge]));
  const byField = new Map(
    known.flatMap((edge) => {
      const field = fieldOf(edge);
      return field === null || edge.type !== 'INFERRED' ? [] : [[fieldIdentity(edge, field), edge] as const];
    }),
  );
  const own = new Set(found.map(({ id }) => id));
  const taken = new Set<string>();
  return found.flatMap((association) => {
    const { type, field } = association;
    const shown = type === 'FOREIGN_KEY' && field !== null ? byField.get(fieldIdentity(association, field)) : undefined;
    const before = byId.get(association.id) ?? byIdentity.get(identity(association)) ?? shown;
    const isOthers = before !== undefined && before.id !== association.id && (own.has(before.id) || taken.has(before.id));
    if (isOthers && before !== shown) return [];
    if (before !== undefined && !isOthers) taken.add(before.id);
    return [{ found: association, before: isOthers ? undefined : before }];
  });
}

const fieldIdentity = ({ from_object_id, to_object_id }: Pick<KnownAssociation, 'from_object_id' | 'to_object_id'>, field: string): string =>
  JSON.stringify([from_object_id, field, to_object_id]);

function fieldOf({ machine_evidence: said }: KnownAssociation): string | null {
  return said === null || said.method === 'metadata' ? null : (said.from.columns[0] ?? null);
}

const merge = (found: FoundAssociation, before: KnownAssociation | undefined) => mergeFound(found, before, associationDrifted);

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
