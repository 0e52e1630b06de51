import { sql } from 'kysely';
import { linkDrifted } from '../domain/drift.ts';
import type { EntityLinkFinding, LinkType } from '../domain/edge.ts';
import { stableId } from '../domain/ids.ts';
import { exchanged, linkTypeOfMethod } from '../domain/link-direction.ts';
import type { LinkEvidence } from '../domain/link-evidence.ts';
import type { EdgeChanges } from '../domain/scan-changes.ts';
import { deleteEdges, flagChanged } from './edges.ts';
import { storableJson } from './json.ts';
import type { StoreTransaction } from './open.ts';
import { findLinkEnds, type SavedEnd } from './scan-link-ends.ts';
import { addMachineRevisions, edgeChanges, isForgotten, joinSayings, mergeFound, sayings, type KnownEdge } from './scan-revisions.ts';

/** What a scan of several sources learned about the links between them. */
export interface LinkScan {
  readonly organizationId: string;
  readonly jobId: string;
  readonly at: Date;
  /** Every source that was compared with the others. */
  readonly sourceIds: readonly string[];
  /** API identifiers of SaaS objects whose records could not be read: that no link of theirs was found says nothing. */
  readonly unread: readonly { readonly sourceId: string; readonly object: string }[];
  readonly findings: readonly EntityLinkFinding[];
}

/** A link as the catalog has it, with what the machine last said of it. */
interface KnownLink extends KnownEdge<LinkEvidence> {
  readonly source_attribute_id: string;
  readonly target_attribute_id: string;
  readonly link_type: LinkType;
  /** The records of one of its ends could not be read. */
  readonly is_unread: boolean;
}

/** A finding between attributes of the catalog. */
interface FoundLink {
  readonly id: string;
  readonly type: 'INFERRED';
  readonly ends: { readonly source: SavedEnd; readonly target: SavedEnd };
  readonly link_type: LinkType;
  readonly score: number;
  readonly evidence: LinkEvidence;
}

/**
 * Saves the links that a scan found, as suggestions between attributes that it has saved; the sources must be locked. Two attributes have one link,
 * whichever way round: one that is there keeps its direction. What a person decided, or wrote, stays; new evidence is added where it differs from the
 * machine's last. Links between these sources that were not found any more go, unless a person has had to do with them.
 */
export async function saveEntityLinks(trx: StoreTransaction, scan: LinkScan): Promise<EdgeChanges> {
  const known = await lockLinks(trx, scan);
  const knownById = new Map(known.map((link) => [identityOf(link.source_attribute_id, link.target_attribute_id), link]));
  const found = await foundLinks(trx, scan);
  const links = found.map((link) => merge(link, knownById.get(link.id)));
  await writeLinks(trx, scan, links);
  await addMachineRevisions(trx, scan, 'entity_link', links);
  const kept = new Set(links.map(({ row }) => row.id));
  const missing = known.filter((link) => link.type !== 'MANUAL' && link.machine_evidence !== null && !link.is_unread && !kept.has(link.id));
  const { organizationId } = scan;
  await deleteEdges(trx, { organizationId, kind: 'entity_link', ids: missing.filter(isForgotten).map(({ id }) => id) });
  const decided = missing.filter((link) => link.is_decided).map(({ id }) => id);
  await flagChanged(trx, { organizationId, kind: 'entity_link', ids: decided }, scan.at);
  return edgeChanges(links, missing.filter((link) => isForgotten(link) || !link.changed_since_decision).length);
}

/**
 * Adds the links that a scan found with sources that it did not read, where two attributes have none yet. Less is known of them than of links between
 * sources that were read, so that none of those that are there is changed, and none goes. Returns how many are new.
 */
export async function addEntityLinks(trx: StoreTransaction, scan: LinkScan): Promise<number> {
  if (scan.findings.length === 0) return 0;
  const found = await foundLinks(trx, scan);
  const known = await linkedPairs(trx, scan);
  const links = found.filter(({ id }) => !known.has(id)).map((link) => merge(link, undefined));
  await writeLinks(trx, scan, links);
  await addMachineRevisions(trx, scan, 'entity_link', links);
  return links.length;
}

/** The links that these sources have, whoever made them, by the ids that a scan gives them. */
async function linkedPairs(trx: StoreTransaction, { organizationId, sourceIds }: LinkScan): Promise<Set<string>> {
  const ids = sql`${[...sourceIds]}::uuid[]`;
  const { rows } = await sql<{ one: string; other: string }>`
    SELECT coalesce(source_column_id, source_field_id) AS one, coalesce(target_column_id, target_field_id) AS other
    FROM entity_links
    WHERE organization_id = ${organizationId}::uuid AND (source_integration_source_id = ANY(${ids}) OR target_integration_source_id = ANY(${ids}))
      AND num_nonnulls(source_column_id, source_field_id) = 1 AND num_nonnulls(target_column_id, target_field_id) = 1`.execute(trx);
  return new Set(rows.map(({ one, other }) => identityOf(one, other)));
}

/** The id that a scan gives the link of two attributes, either way round. */
const identityOf = (one: string, other: string): string => stableId('entity_link', ...[one, other].toSorted());

/** Nobody decides on these links before the transaction ends. A scan's own id tells its links from those that people made. */
async function lockLinks(trx: StoreTransaction, { organizationId, sourceIds, unread }: LinkScan): Promise<KnownLink[]> {
  const ids = sql`${[...sourceIds]}::uuid[]`;
  const { rows } = await sql<Omit<KnownLink, 'type'>>`
    WITH unread AS MATERIALIZED (
      SELECT object.id FROM json_to_recordset(${storableJson(unread)}::json) AS given ("sourceId" uuid, object text)
      JOIN saas_objects AS object ON object.organization_id = ${organizationId}::uuid
        AND object.integration_source_id = given."sourceId" AND object.api_identifier = given.object
    )
    SELECT edge.id, coalesce(source_column_id, source_field_id) AS source_attribute_id, coalesce(target_column_id, target_field_id) AS target_attribute_id,
           edge.link_type, edge.status, edge.confidence_score AS score, edge.evidence, changed_since_decision, decided_at IS NOT NULL AS is_decided,
           coalesce(source_saas_object_id IN (SELECT id FROM unread), false) OR coalesce(target_saas_object_id IN (SELECT id FROM unread), false) AS is_unread,
           ${sayings}
    FROM entity_links AS edge
    ${joinSayings('entity_link')}
    WHERE edge.organization_id = ${organizationId}::uuid
      AND edge.source_integration_source_id = ANY(${ids}) AND edge.target_integration_source_id = ANY(${ids})
      AND num_nonnulls(source_column_id, source_field_id) = 1 AND num_nonnulls(target_column_id, target_field_id) = 1
    ORDER BY edge.id
    FOR UPDATE OF edge`.execute(trx);
  return rows.map((row) => {
    const isManual = row.id !== identityOf(row.source_attribute_id, row.target_attribute_id);
    return { ...row, type: isManual ? 'MANUAL' : 'INFERRED', is_decided: row.is_decided || isManual };
  });
}

/** Each link once: the first of those that end at the same two attributes. Attributes that the catalog does not have cannot be linked. */
async function foundLinks(trx: StoreTransaction, { organizationId, findings }: LinkScan): Promise<readonly FoundLink[]> {
  const ends = await findLinkEnds(
    trx,
    organizationId,
    findings.flatMap(({ source, target }) => [source, target]),
  );
  const links = new Map<string, FoundLink>();
  for (const [i, { linkType, score, evidence }] of findings.entries()) {
    const [source, target] = [ends[2 * i], ends[2 * i + 1]];
    if (source === undefined || target === undefined) continue;
    const id = identityOf(source.attributeId, target.attributeId);
    if (!links.has(id)) links.set(id, { id, type: 'INFERRED', ends: { source, target }, link_type: linkType, score, evidence });
  }
  return [...links.values()];
}

/** The link as it shall be, in the direction that it has, and what the machine has to say that it did not say before. */
function merge(found: FoundLink, before: KnownLink | undefined) {
  const { source, target } = found.ends;
  const isTurned = before !== undefined && before.source_attribute_id !== source.attributeId;
  const directed = isTurned ? { ...found, ends: { source: target, target: source }, evidence: exchanged(found.evidence) } : found;
  return mergeFound({ ...directed, link_type: isTypedByHand(before) ? before.link_type : found.link_type }, before, linkDrifted);
}

/** A person made the link, or has given it another type than the scans. */
function isTypedByHand(before: KnownLink | undefined): before is KnownLink {
  if (before === undefined) return false;
  const said = before.machine_evidence;
  return said === null || linkTypeOfMethod(said.method) !== before.link_type;
}

type MergedLink = ReturnType<typeof merge>;

async function writeLinks(trx: StoreTransaction, { organizationId, jobId, at }: LinkScan, links: readonly MergedLink[]): Promise<void> {
  const given = links.map(({ row: { id, ends, link_type, status, score, evidence, changed_since_decision } }) => ({
    id,
    link_type,
    status,
    score,
    evidence,
    changed_since_decision,
    ...columnsOf('source', ends.source),
    ...columnsOf('target', ends.target),
  }));
  const ids = sql.raw(['source', 'target'].flatMap((side) => idsOf.map((name) => `${side}_${name}`)).join(', '));
  await sql`
    INSERT INTO entity_links AS old
      (organization_id, id, ${ids}, link_type, status, confidence_score, evidence, job_id, changed_since_decision, created_at, updated_at)
    SELECT ${organizationId}::uuid, id, ${ids}, link_type, status, score, evidence, ${jobId}::uuid, changed_since_decision,
           ${at}::timestamptz + place * interval '1 microsecond', ${at}::timestamptz
    FROM ROWS FROM (json_to_recordset(${storableJson(given)}::json)
      AS (id uuid, source_integration_source_id uuid, source_table_id uuid, source_column_id uuid, source_saas_object_id uuid, source_field_id uuid,
          target_integration_source_id uuid, target_table_id uuid, target_column_id uuid, target_saas_object_id uuid, target_field_id uuid,
          link_type text, status text, score double precision, evidence json, changed_since_decision boolean))
      WITH ORDINALITY AS given (id, ${ids}, link_type, status, score, evidence, changed_since_decision, place)
    ON CONFLICT (organization_id, id) DO UPDATE SET
      link_type = excluded.link_type, status = excluded.status, confidence_score = excluded.confidence_score, evidence = excluded.evidence,
      job_id = excluded.job_id, changed_since_decision = excluded.changed_since_decision,
      updated_at = CASE WHEN (old.link_type, old.status, old.confidence_score, old.evidence::jsonb, old.changed_since_decision)
          IS DISTINCT FROM (excluded.link_type, excluded.status, excluded.confidence_score, excluded.evidence::jsonb, excluded.changed_since_decision)
        THEN excluded.updated_at ELSE old.updated_at END`.execute(trx);
}

const idsOf = ['integration_source_id', 'table_id', 'column_id', 'saas_object_id', 'field_id'] as const;

const columnsOf = (side: 'source' | 'target', { kind, sourceId, entityId, attributeId }: SavedEnd) => ({
  [`${side}_integration_source_id`]: sourceId,
  [`${side}_${kind === 'column' ? 'table_id' : 'saas_object_id'}`]: entityId,
  [`${side}_${kind}_id`]: attributeId,
});
