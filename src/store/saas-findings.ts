import { sql } from 'kysely';
import type { StoreTransaction } from './open.ts';

/** A SaaS source as the command line tells of it: what is active in it. */
export interface AccountSummary {
  readonly name: string;
  readonly connector_type: string;
  readonly objects: number;
  readonly fields: number;
  /** Associations that the platform defines. */
  readonly defined: number;
  /** Undecided ones that its records show. */
  readonly inferred: number;
  /** Records that were read. */
  readonly records: number;
  /** Where its records were read: null where they were not. */
  readonly origin: 'sample' | 'landed' | null;
}

/** The SaaS sources of a job, in the order of their names; inferred associations with a score of at least `minScore`. */
export async function accountsOfJob(
  trx: StoreTransaction,
  { organizationId, jobId, minScore }: { readonly organizationId: string; readonly jobId: string; readonly minScore: number },
): Promise<AccountSummary[]> {
  const { rows } = await sql<AccountSummary>`
    WITH accounts AS (
      SELECT source.id, source.name, source.connector_type
      FROM jobs AS job
      JOIN integration_sources AS source ON source.organization_id = job.organization_id AND source.id = ANY(job.source_ids)
      WHERE job.organization_id = ${organizationId}::uuid AND job.id = ${jobId}::uuid AND source.source_type = 'saas'
    ), objects AS (
      SELECT object.integration_source_id AS source_id, object.id, coalesce(object.record_count, 0) AS records, object.record_origin AS origin
      FROM saas_objects AS object
      WHERE object.organization_id = ${organizationId}::uuid AND object.integration_source_id IN (SELECT id FROM accounts) AND object.is_active
    ), read AS (
      SELECT source_id, count(*) AS objects, sum(records)::bigint AS records, min(origin) AS origin FROM objects GROUP BY source_id
    ), wide AS (
      SELECT objects.source_id, count(*) AS fields
      FROM objects
      JOIN saas_fields AS field ON field.organization_id = ${organizationId}::uuid AND field.saas_object_id = objects.id AND field.is_active
      GROUP BY objects.source_id
    ), edges AS (
      SELECT edge.integration_source_id AS source_id, count(*) FILTER (WHERE edge.relationship_type = 'FOREIGN_KEY') AS defined,
             count(*) FILTER (WHERE edge.relationship_type = 'INFERRED' AND edge.status = 'SUGGESTED' AND edge.score >= ${minScore}::double precision) AS inferred
      FROM saas_associations AS edge
      WHERE edge.organization_id = ${organizationId}::uuid AND edge.integration_source_id IN (SELECT id FROM accounts) AND edge.is_active
      GROUP BY edge.integration_source_id
    )
    SELECT accounts.name, accounts.connector_type, coalesce(read.objects, 0) AS objects, coalesce(wide.fields, 0) AS fields,
           coalesce(edges.defined, 0) AS defined, coalesce(edges.inferred, 0) AS inferred, coalesce(read.records, 0) AS records, read.origin
    FROM accounts
    LEFT JOIN read ON read.source_id = accounts.id
    LEFT JOIN wide ON wide.source_id = accounts.id
    LEFT JOIN edges ON edges.source_id = accounts.id
    ORDER BY accounts.name COLLATE "C", accounts.id`.execute(trx);
  return rows;
}
