import { sql, type RawBuilder } from 'kysely';
import type { EdgeStatus } from '../domain/edge.ts';
import type { JobState } from '../domain/job.ts';
import { classesOf } from './edge-queue-filter.ts';
import type { Reader } from './readers.ts';

/** What was learnt about one source, in numbers. */
export interface SourceFigures {
  readonly source_id: string;
  /** Tables or SaaS objects, and their columns or fields, that the last scan found. */
  readonly entities: number;
  readonly attributes: number;
  /** The newest time that any of its values holds, as far as it was past when it was read. */
  readonly newest_data_at: Date | null;
  readonly edges: Readonly<Record<Lowercase<EdgeStatus> | 'changed', number>>;
  readonly last_scan: {
    readonly job_id: string;
    readonly state: JobState;
    readonly error: string | null;
    readonly created_at: string;
    readonly finished_at: string | null;
  } | null;
  /** When the last scan that succeeded ended. */
  readonly scanned_at: Date | null;
}

const countOf = (condition: RawBuilder<unknown>) => sql`coalesce(sum(count) FILTER (WHERE ${condition}), 0)`;

/** An index has the times of those that count, in their order. */
const newestOf = (organization: RawBuilder<unknown>, entities: 'source_tables' | 'saas_objects', counts: RawBuilder<unknown>) => sql`
  (SELECT latest_timestamp FROM ${sql.table(entities)}
   WHERE organization_id = ${organization} AND integration_source_id = source_id AND ${counts} AND latest_timestamp <= last_analyzed
   ORDER BY latest_timestamp DESC LIMIT 1)`;

const noEdges = { suggested: 0, approved: 0, rejected: 0, changed: 0 };

/** The figures of these sources, all in one statement. An entity link counts for both of its sources. */
export async function sourceFigures(db: Reader, organizationId: string, sourceIds: readonly string[]): Promise<Map<string, SourceFigures>> {
  const organization = sql`${organizationId}::uuid`;
  const ids = sql`ANY (${[...sourceIds]}::uuid[])`;
  const { rows } = await sql<Omit<SourceFigures, 'edges'> & { readonly edges: SourceFigures['edges'] | null }>`
    WITH entity AS (
      SELECT source_id, sum(entities) AS entities, sum(attributes) AS attributes FROM entity_counts
      WHERE organization_id = ${organization} AND source_id = ${ids} GROUP BY source_id
    ), edge AS (
      SELECT source_id, jsonb_build_object(
        'suggested', ${countOf(sql`status = 'SUGGESTED'`)}, 'approved', ${countOf(sql`status = 'APPROVED'`)},
        'rejected', ${countOf(sql`status = 'REJECTED'`)}, 'changed', ${countOf(sql`changed`)}) AS edges
      FROM edge_counts
      JOIN (${classesOf({})}) AS classes USING (class)
      WHERE organization_id = ${organization} AND source_id = ${ids} GROUP BY source_id
    ), scan AS (
      SELECT asked.source_id, jobs.id, jobs.state, jobs.error, jobs.created_at, jobs.finished_at
      FROM job_sources AS asked
      JOIN jobs ON jobs.organization_id = asked.organization_id AND jobs.id = asked.job_id AND jobs.kind = 'scan'
      WHERE asked.organization_id = ${organization} AND asked.source_id = ${ids}
    ), scanned AS (
      SELECT DISTINCT ON (source_id) source_id, max(finished_at) FILTER (WHERE state = 'succeeded') OVER (PARTITION BY source_id) AS scanned_at,
             jsonb_build_object('job_id', id, 'state', state, 'error', error, 'created_at', created_at, 'finished_at', finished_at) AS last_scan
      FROM scan ORDER BY source_id, created_at DESC, id DESC
    )
    SELECT source_id, coalesce(entities, 0)::integer AS entities, coalesce(attributes, 0)::integer AS attributes,
           greatest(${newestOf(organization, 'source_tables', sql`is_present`)}, ${newestOf(organization, 'saas_objects', sql`is_active`)}) AS newest_data_at,
           edges, last_scan, scanned_at
    FROM unnest(${[...sourceIds]}::uuid[]) AS source_id
    LEFT JOIN entity USING (source_id) LEFT JOIN edge USING (source_id) LEFT JOIN scanned USING (source_id)`.execute(db);
  return new Map(rows.map((row) => [row.source_id, { ...row, edges: row.edges ?? noEdges }]));
}
