import { sql, type Insertable, type Selectable, type Transaction } from 'kysely';
import type { EdgeKind } from '../domain/edge.ts';
import type { Tables } from './tables.ts';

export type RevisionRow = Selectable<Tables['evidence_revisions']>;
export type DecisionRow = Selectable<Tables['decisions']>;
type Trx = Transaction<Tables>;

/** What a person said about the evidence of an edge; null is what they said nothing about, or took away. */
export interface ManualRevision {
  readonly edgeId: string;
  readonly score: number | null;
  readonly evidence: Record<string, unknown> | null;
}

/** Appends a manual revision to each edge; the edges must be locked. */
export async function addManualRevisions(
  trx: Trx,
  place: { readonly organizationId: string; readonly edgeKind: EdgeKind; readonly actorId: string | null; readonly at: Date },
  revisions: readonly ManualRevision[],
): Promise<void> {
  if (revisions.length === 0) return;
  await sql`
    INSERT INTO evidence_revisions (organization_id, edge_kind, edge_id, revision, origin, actor_id, score, evidence, created_at)
    SELECT ${place.organizationId}::uuid, ${place.edgeKind}, said.edge_id,
           1 + coalesce((SELECT max(revision) FROM evidence_revisions AS older
                         WHERE older.organization_id = ${place.organizationId}::uuid AND older.edge_kind = ${place.edgeKind} AND older.edge_id = said.edge_id), 0),
           'manual', ${place.actorId}::uuid, said.score, nullif(said.evidence, 'null'::jsonb), ${place.at}
    FROM jsonb_to_recordset(${JSON.stringify(
      revisions.map(({ edgeId, score, evidence }) => ({ edge_id: edgeId, score, evidence })),
    )}::jsonb) AS said (edge_id uuid, score double precision, evidence jsonb)`.execute(trx);
}

/** The number of the newest evidence revision of each edge that has one. */
export async function newestRevisions(
  trx: Trx,
  organizationId: string,
  edgeKind: EdgeKind,
  edgeIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('evidence_revisions')
    .select(['edge_id', (expression) => expression.fn.max('revision').as('revision')])
    .where('organization_id', '=', organizationId)
    .where('edge_kind', '=', edgeKind)
    .where('edge_id', '=', sql<string>`ANY(${[...edgeIds]}::uuid[])`)
    .groupBy('edge_id')
    .execute();
  return new Map(rows.map((row) => [row.edge_id, row.revision]));
}

/** Appends decision records; a few hundred a statement. */
export async function addDecisions(trx: Trx, rows: readonly Insertable<Tables['decisions']>[]): Promise<void> {
  for (let start = 0; start < rows.length; start += batch) {
    await trx
      .insertInto('decisions')
      .values(rows.slice(start, start + batch))
      .execute();
  }
}

const batch = 500;

export async function revisionsOf(trx: Trx, organizationId: string, edgeKind: EdgeKind, edgeId: string): Promise<RevisionRow[]> {
  return trx
    .selectFrom('evidence_revisions')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('edge_kind', '=', edgeKind)
    .where('edge_id', '=', edgeId)
    .orderBy('revision')
    .execute();
}

export async function decisionsOf(trx: Trx, organizationId: string, edgeKind: EdgeKind, edgeId: string): Promise<DecisionRow[]> {
  return trx
    .selectFrom('decisions')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('edge_kind', '=', edgeKind)
    .where('edge_id', '=', edgeId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}
