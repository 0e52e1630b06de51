import { sql } from 'kysely';
import type { EdgeStatus, EdgeType } from '../domain/edge.ts';
import type { RelationshipEvidence } from '../domain/evidence.ts';
import type { JsonText } from '../domain/json-text.ts';
import type { StoreTransaction } from './open.ts';

/** A database as `scan --json` tells of it; rows are those of its tables together. */
export interface SourceSummary {
  readonly name: string;
  readonly connector_type: string;
  readonly tables: number;
  readonly columns: number;
  readonly rows: number;
}

/** A relationship as `scan --json` tells of it, a composite key as one. Score and evidence are the machine's, whatever people put in their place. */
export interface RelationshipSummary {
  readonly source: string;
  readonly from_schema: string;
  readonly from_table: string;
  readonly from_columns: readonly string[];
  readonly to_schema: string;
  readonly to_table: string;
  readonly to_columns: readonly string[];
  readonly type: EdgeType;
  readonly status: EdgeStatus;
  readonly score: number;
  readonly evidence: RelationshipEvidence;
}

export interface JobFindings {
  readonly sources: readonly SourceSummary[];
  readonly relationships: readonly RelationshipSummary[];
}

export interface FindingsQuery {
  readonly organizationId: string;
  readonly jobId: string;
  readonly minScore: number;
}

/**
 * What a scan found, as far as no later scan of the same sources has taken its place. Sources are ordered by name; relationships
 * by source, from table, from columns, to table and to columns, all by code point.
 */
export async function findingsOfJob(trx: StoreTransaction, query: FindingsQuery): Promise<JobFindings> {
  return { sources: await sourcesOfJob(trx, query), relationships: await relationshipsOfJob(trx, query) };
}

async function sourcesOfJob(trx: StoreTransaction, { organizationId, jobId }: FindingsQuery): Promise<SourceSummary[]> {
  const { rows } = await sql<SourceSummary>`
    SELECT source.name, source.connector_type, count(tab.id) AS tables, coalesce(sum(wide.columns), 0)::bigint AS columns, coalesce(sum(tab.row_count), 0)::bigint AS rows
    FROM jobs AS job
    JOIN integration_sources AS source ON source.organization_id = job.organization_id AND source.id = ANY(job.source_ids)
    LEFT JOIN source_tables AS tab ON tab.organization_id = source.organization_id AND tab.integration_source_id = source.id AND tab.is_present
    LEFT JOIN LATERAL (
      SELECT count(*) AS columns FROM source_columns AS col WHERE col.organization_id = tab.organization_id AND col.table_id = tab.id AND col.is_present
    ) AS wide ON true
    WHERE job.organization_id = ${organizationId}::uuid AND job.id = ${jobId}::uuid AND source.source_type = 'database'
    GROUP BY source.id, source.name, source.connector_type
    ORDER BY source.name COLLATE "C", source.id`.execute(trx);
  return rows;
}

async function relationshipsOfJob(trx: StoreTransaction, { organizationId, jobId, minScore }: FindingsQuery): Promise<RelationshipSummary[]> {
  // Looked up edge by edge: right after a first scan the database knows no sizes yet, and would join whole tables instead.
  const pathOf = (tableId: 'from_table_id' | 'to_table_id') => sql`
      SELECT db.name AS database, sch.name AS schema, tab.name AS name
      FROM source_tables AS tab
      JOIN source_schemas AS sch ON sch.organization_id = tab.organization_id AND sch.id = tab.schema_id
      JOIN source_databases AS db ON db.organization_id = sch.organization_id AND db.id = sch.database_id
      WHERE tab.organization_id = ${organizationId}::uuid AND tab.id = edges.${sql.ref(tableId)}
      OFFSET 0`;
  const { rows } = await sql<Omit<RelationshipSummary, 'evidence'> & { evidence: JsonText }>`
    WITH members AS (
      SELECT edge.id, edge.integration_source_id, edge.to_table_id, edge.to_column_name, edge.key_id, edge.key_position, edge.type, edge.status,
             col.table_id AS from_table_id, col.name AS from_column_name
      FROM relationships AS edge
      JOIN source_columns AS col ON col.organization_id = edge.organization_id AND col.id = edge.from_column_id
      WHERE edge.organization_id = ${organizationId}::uuid AND edge.job_id = ${jobId}::uuid
    ), edges AS MATERIALIZED (
      SELECT (array_agg(id ORDER BY key_position))[1] AS first_id, integration_source_id, from_table_id, to_table_id,
             array_agg(from_column_name ORDER BY key_position) AS from_columns, array_agg(to_column_name ORDER BY key_position) AS to_columns,
             (array_agg(type ORDER BY key_position))[1] AS type, (array_agg(status ORDER BY key_position))[1] AS status
      FROM members
      GROUP BY integration_source_id, from_table_id, to_table_id, key_id, CASE WHEN key_id = '' THEN id END
    )
    SELECT source.name AS source, child.schema AS from_schema, child.name AS from_table, edges.from_columns,
           parent.schema AS to_schema, parent.name AS to_table, edges.to_columns, edges.type, edges.status, machine.score, machine.evidence
    FROM edges
    JOIN integration_sources AS source ON source.organization_id = ${organizationId}::uuid AND source.id = edges.integration_source_id
    JOIN LATERAL (${pathOf('from_table_id')}) AS child ON true
    JOIN LATERAL (${pathOf('to_table_id')}) AS parent ON true
    JOIN LATERAL (
      SELECT said.score, said.evidence
      FROM evidence_revisions AS said
      WHERE said.organization_id = ${organizationId}::uuid AND said.edge_kind = 'relationship' AND said.edge_id = edges.first_id AND said.origin = 'machine'
      ORDER BY said.revision DESC
      LIMIT 1
    ) AS machine ON true
    WHERE machine.score >= ${minScore}::double precision
    ORDER BY source.name COLLATE "C", source.id, child.database COLLATE "C", child.schema COLLATE "C", child.name COLLATE "C", edges.from_columns COLLATE "C",
             parent.database COLLATE "C", parent.schema COLLATE "C", parent.name COLLATE "C", edges.to_columns COLLATE "C"`.execute(trx);
  return rows.map((row) => ({ ...row, evidence: row.evidence.value() as RelationshipEvidence }));
}
