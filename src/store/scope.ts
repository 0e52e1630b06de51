import { sql } from 'kysely';
import type { Reader } from './readers.ts';

/** What each scope parameter may name, as tables; `column` where it is not the id. There are no context sources: none resolves. */
const meanings: Readonly<Record<string, readonly { readonly table: string; readonly column?: string }[]>> = {
  source_id: [{ table: 'integration_sources' }],
  integration_source_id: [{ table: 'integration_sources' }],
  data_source_id: [{ table: 'integration_sources', column: 'legacy_data_source_id' }],
  context_source_id: [],
  job_id: [{ table: 'jobs' }],
  resource_id: [
    { table: 'integration_sources' },
    { table: 'source_databases' },
    { table: 'source_schemas' },
    { table: 'source_tables' },
    { table: 'source_columns' },
    { table: 'relationships' },
    { table: 'saas_objects' },
    { table: 'saas_fields' },
    { table: 'saas_associations' },
    { table: 'entity_links' },
    { table: 'crosswalks' },
    { table: 'crosswalk_runs' },
    { table: 'jobs' },
    { table: 'members' },
    { table: 'tokens' },
    { table: 'user_identifiers' },
  ],
};

/** Names of the scope parameters whose ids mean nothing within the organization. */
export async function unresolvedScope(db: Reader, organizationId: string, scope: Readonly<Record<string, string>>): Promise<string[]> {
  const checks = Object.entries(scope).map(([name, id]) => {
    if (name === 'organization_id') return sql`SELECT ${name} AS name, ${id}::uuid = ${organizationId}::uuid AS resolved`;
    const places = (meanings[name] ?? []).map(
      ({ table, column }) =>
        sql`EXISTS (SELECT FROM ${sql.table(table)} WHERE organization_id = ${organizationId}::uuid AND ${sql.ref(column ?? 'id')} = ${id}::uuid)`,
    );
    return sql`SELECT ${name} AS name, ${sql.join([sql`false`, ...places], sql` OR `)} AS resolved`;
  });
  const { rows } = await sql<{ name: string; resolved: boolean }>`${sql.join(checks, sql` UNION ALL `)}`.execute(db);
  return rows.filter((row) => !row.resolved).map((row) => row.name);
}
