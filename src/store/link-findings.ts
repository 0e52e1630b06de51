import { sql } from 'kysely';
import type { EdgeStatus, LinkType } from '../domain/edge.ts';
import type { JsonText } from '../domain/json-text.ts';
import type { LinkEvidence } from '../domain/link-evidence.ts';
import type { FindingsQuery } from './findings.ts';
import type { StoreTransaction } from './open.ts';

/** An end of a link by its names: a table and a column, or an object and a field by their API identifiers. */
interface LinkEndSummary {
  readonly source: string;
  readonly entity: string;
  readonly attribute: string;
}

/** An entity link as `scan --json` tells of it. Confidence and evidence are the machine's, whatever people put in their place. */
export interface LinkSummary {
  readonly source: LinkEndSummary;
  readonly target: LinkEndSummary;
  readonly link_type: LinkType;
  readonly status: EdgeStatus;
  readonly confidence_score: number;
  readonly evidence: LinkEvidence;
}

/**
 * The links that a scan found between the sources that it scanned, as far as no later scan has taken its place: what it says does not depend on what else
 * the catalog holds, links with other sources are in the queue. Ordered by the names of source and target, all by code point.
 */
export async function linksOfJob(trx: StoreTransaction, { organizationId, jobId, minScore }: FindingsQuery): Promise<LinkSummary[]> {
  // Looked up edge by edge: right after a first scan the database knows no sizes yet, and would join whole tables instead.
  const endOf = (side: 'source' | 'target') => sql`
      SELECT tab.name AS entity, col.name AS attribute
      FROM source_tables AS tab
      JOIN source_columns AS col ON col.organization_id = tab.organization_id AND col.id = edges.${sql.ref(`${side}_column_id`)}
      WHERE tab.organization_id = ${organizationId}::uuid AND tab.id = edges.${sql.ref(`${side}_table_id`)}
      UNION ALL
      SELECT object.api_identifier, field.api_identifier
      FROM saas_objects AS object
      JOIN saas_fields AS field ON field.organization_id = object.organization_id AND field.id = edges.${sql.ref(`${side}_field_id`)}
      WHERE object.organization_id = ${organizationId}::uuid AND object.id = edges.${sql.ref(`${side}_saas_object_id`)}
      OFFSET 0`;
  const summary = (side: 'source' | 'target') =>
    sql`json_build_object('source', ${sql.ref(`${side}_source.name`)}, 'entity', ${sql.ref(`${side}_end.entity`)}, 'attribute', ${sql.ref(`${side}_end.attribute`)})`;
  const ordered = (side: 'source' | 'target') =>
    sql`${sql.ref(`${side}_source.name`)} COLLATE "C", ${sql.ref(`${side}_end.entity`)} COLLATE "C", ${sql.ref(`${side}_end.attribute`)} COLLATE "C"`;
  const joined = (side: 'source' | 'target') => sql`
    JOIN integration_sources AS ${sql.ref(`${side}_source`)} ON ${sql.ref(`${side}_source.organization_id`)} = ${organizationId}::uuid
      AND ${sql.ref(`${side}_source.id`)} = edges.${sql.ref(`${side}_integration_source_id`)}
    JOIN LATERAL (${endOf(side)}) AS ${sql.ref(`${side}_end`)} ON true`;
  const { rows } = await sql<Omit<LinkSummary, 'source' | 'target' | 'evidence'> & Record<'source' | 'target' | 'evidence', JsonText>>`
    WITH scanned AS (SELECT source_id FROM job_sources WHERE organization_id = ${organizationId}::uuid AND job_id = ${jobId}::uuid),
    edges AS MATERIALIZED (
      SELECT * FROM entity_links
      WHERE organization_id = ${organizationId}::uuid AND job_id = ${jobId}::uuid
        AND source_integration_source_id IN (SELECT source_id FROM scanned) AND target_integration_source_id IN (SELECT source_id FROM scanned))
    SELECT ${summary('source')} AS source, ${summary('target')} AS target, edges.link_type, edges.status,
           machine.score AS confidence_score, machine.evidence
    FROM edges
    ${joined('source')}
    ${joined('target')}
    JOIN LATERAL (
      SELECT said.score, said.evidence
      FROM evidence_revisions AS said
      WHERE said.organization_id = ${organizationId}::uuid AND said.edge_kind = 'entity_link' AND said.edge_id = edges.id AND said.origin = 'machine'
      ORDER BY said.revision DESC
      LIMIT 1
    ) AS machine ON true
    WHERE machine.score >= ${minScore}::double precision
    ORDER BY ${ordered('source')}, ${ordered('target')}, edges.id`.execute(trx);
  return rows.map(({ source, target, evidence, ...row }) => ({
    source: source.value() as LinkEndSummary,
    target: target.value() as LinkEndSummary,
    ...row,
    evidence: evidence.value() as LinkEvidence,
  }));
}
