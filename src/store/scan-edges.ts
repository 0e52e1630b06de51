import { sql } from 'kysely';
import { hasDrifted } from '../domain/drift.ts';
import type { RelationshipFinding } from '../domain/edge.ts';
import type { RelationshipEvidence } from '../domain/evidence.ts';
import { stableId } from '../domain/ids.ts';
import type { EdgeChanges } from '../domain/scan-changes.ts';
import { deleteEdges, flagChanged } from './edges.ts';
import { storableJson } from './json.ts';
import type { StoreTransaction } from './open.ts';
import type { SavedEntities } from './scan-entities.ts';
import { addMachineRevisions, edgeChanges, isForgotten, joinSayings, mergeFound, sayings, type KnownEdge } from './scan-revisions.ts';

interface Place {
  readonly organizationId: string;
  readonly sourceId: string;
  readonly jobId: string;
  readonly at: Date;
}

/** An edge as the catalog has it, with what the machine last said of it. */
interface KnownRelationship extends KnownEdge<RelationshipEvidence> {
  readonly from_column_id: string;
  readonly to_table_id: string;
  readonly to_column_name: string;
  readonly key_id: string;
  readonly is_found: boolean;
}

/** One column of a finding. */
interface FoundMember {
  readonly from_column_id: string;
  readonly to_table_id: string;
  readonly to_column_name: string;
  readonly key_id: string;
  readonly key_position: number;
  readonly type: 'FOREIGN_KEY' | 'INFERRED';
  readonly score: number;
  readonly evidence: RelationshipEvidence;
}

/**
 * Saves the findings of a scan as edges. What a person decided, or wrote, stays; new evidence is added where it differs from the
 * machine's last. Edges that were not found any more go, unless a person has had to do with them. Returns what became of them.
 */
export async function saveEdges(
  trx: StoreTransaction,
  place: Place,
  entities: SavedEntities,
  findings: readonly RelationshipFinding[],
): Promise<EdgeChanges> {
  const known = await lockEdges(trx, place);
  const knownByIdentity = new Map(known.map((edge) => [identity(edge), edge]));
  const found = new Map(findings.flatMap((finding) => membersOf(finding, place.sourceId, entities)).map((member) => [identity(member), member]));
  const edges = [...found].map(([key, member]) => merge(place.sourceId, member, knownByIdentity.get(key)));
  await writeEdges(trx, place, edges);
  await addMachineRevisions(trx, place, 'relationship', edges);
  const missing = known.filter((edge) => !found.has(identity(edge)) && edge.type !== 'MANUAL' && edge.is_found);
  const forgotten = missing.filter(isForgotten).map(({ id }) => id);
  await deleteEdges(trx, { organizationId: place.organizationId, kind: 'relationship', ids: forgotten });
  const decided = missing.filter((edge) => edge.is_decided).map(({ id }) => id);
  await flagChanged(trx, { organizationId: place.organizationId, kind: 'relationship', ids: decided }, place.at);
  const gone = missing.filter((edge) => isForgotten(edge) || !edge.changed_since_decision);
  // A composite key is one edge.
  return edgeChanges(
    edges.filter(({ row }) => row.key_position === 1),
    new Set(gone.map(({ id, key_id }) => (key_id === '' ? id : key_id))).size,
  );
}

const identity = (edge: Pick<KnownRelationship, 'from_column_id' | 'to_table_id' | 'to_column_name' | 'key_id'>): string =>
  JSON.stringify([edge.from_column_id, edge.to_table_id, edge.to_column_name, edge.key_id]);

/** Nobody decides on these edges before the transaction ends. */
async function lockEdges(trx: StoreTransaction, { organizationId, sourceId }: Place): Promise<KnownRelationship[]> {
  const { rows } = await sql<KnownRelationship>`
    SELECT edge.id, from_column_id, to_table_id, to_column_name, key_id, edge.type, edge.status, edge.score, edge.evidence, changed_since_decision,
           edge.job_id IS NOT NULL AS is_found, decided_at IS NOT NULL OR edge.type = 'MANUAL' AS is_decided,
           ${sayings}
    FROM relationships AS edge
    ${joinSayings('relationship')}
    WHERE edge.organization_id = ${organizationId}::uuid AND edge.integration_source_id = ${sourceId}::uuid
    ORDER BY edge.id
    FOR UPDATE OF edge`.execute(trx);
  return rows;
}

function membersOf(finding: RelationshipFinding, sourceId: string, entities: SavedEntities): FoundMember[] {
  const { from, to, evidence } = finding;
  const columns = from.columns.map((column, i) => ({ from: column, to: to.columns[i] ?? '' }));
  const isComposite = columns.length > 1;
  const key = { id: evidence.key?.id ?? stableId('key', JSON.stringify([from, to])), columns };
  return columns.map((column, i) => ({
    from_column_id: entities.columnId(from.path, column.from),
    to_table_id: entities.tableId(to.path),
    to_column_name: column.to,
    key_id: isComposite ? stableId('relationship_key', sourceId, key.id) : '',
    key_position: i + 1,
    type: finding.type,
    score: finding.score,
    evidence: isComposite ? { ...evidence, key: { id: key.id, position: i + 1, columns } } : evidence,
  }));
}

const merge = (sourceId: string, member: FoundMember, before: KnownRelationship | undefined) =>
  mergeFound({ ...member, id: stableId('relationship', sourceId, identity(member)) }, before, hasDrifted);

type MergedEdge = ReturnType<typeof merge>;

async function writeEdges(trx: StoreTransaction, { organizationId, sourceId, jobId, at }: Place, edges: readonly MergedEdge[]): Promise<void> {
  const given = edges.map(({ row }) => row);
  await sql`
    INSERT INTO relationships AS old
      (organization_id, id, integration_source_id, from_column_id, to_table_id, to_column_name, key_id, key_position, type, status, score, evidence,
       job_id, changed_since_decision, created_at, updated_at)
    SELECT ${organizationId}::uuid, id, ${sourceId}::uuid, from_column_id, to_table_id, to_column_name, key_id, key_position, type, status, score, evidence,
           ${jobId}::uuid, changed_since_decision, ${at}::timestamptz + place * interval '1 microsecond', ${at}::timestamptz
    FROM ROWS FROM (json_to_recordset(${storableJson(given)}::json)
      AS (id uuid, from_column_id uuid, to_table_id uuid, to_column_name text, key_id text, key_position integer, type text, status text,
          score double precision, evidence json, changed_since_decision boolean))
      WITH ORDINALITY AS given (id, from_column_id, to_table_id, to_column_name, key_id, key_position, type, status, score, evidence, changed_since_decision, place)
    ON CONFLICT (organization_id, id) DO UPDATE SET
      key_position = excluded.key_position, type = excluded.type, status = excluded.status, score = excluded.score, evidence = excluded.evidence,
      job_id = excluded.job_id, changed_since_decision = excluded.changed_since_decision,
      updated_at = CASE WHEN (old.type, old.status, old.score, old.evidence::jsonb, old.changed_since_decision)
          IS DISTINCT FROM (excluded.type, excluded.status, excluded.score, excluded.evidence::jsonb, excluded.changed_since_decision)
        THEN excluded.updated_at ELSE old.updated_at END`.execute(trx);
}
