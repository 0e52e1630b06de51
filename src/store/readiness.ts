import { sql } from 'kysely';
import { readMigrations } from './migrate.ts';
import type { Store } from './open.ts';

/** Whether the catalog answers and has every migration of this version. */
export async function isReady(store: Store): Promise<boolean> {
  const { rows } = await sql<{ applied: number }>`SELECT count(*) AS applied FROM catalog_migrations`.execute(store.db);
  return rows[0]?.applied === readMigrations().length;
}
