import { sql, type Transaction } from 'kysely';
import type { ConnectionStatus } from '../domain/source.ts';
import type { Tables } from './tables.ts';

/** Notes how the last attempt to reach a source went. */
export async function markConnection(
  trx: Transaction<Tables>,
  organizationId: string,
  sourceId: string,
  status: ConnectionStatus,
  at: Date,
): Promise<void> {
  await trx
    .updateTable('integration_sources')
    .set({ connection_status: status, last_connection_test: at, updated_at: sql`now()` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', sourceId)
    .execute();
}
