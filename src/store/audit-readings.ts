import { sql } from 'kysely';
import { readingSealOf, type Reading } from './audit-chain.ts';
import type { Reader } from './open.ts';

/** Keeps how far a log was read and found intact, unless another reading has come farther meanwhile. */
export async function keepReading(db: Reader, key: Uint8Array, reading: Reading): Promise<void> {
  const { organizationId, position, hash, since } = reading;
  await sql`
    INSERT INTO audit_readings AS known (organization_id, position, hash, since, seal)
    VALUES (${organizationId}::uuid, ${position}, ${hash}, ${since}, ${readingSealOf(key, reading)})
    ON CONFLICT (organization_id) DO UPDATE
    SET position = excluded.position, hash = excluded.hash, since = excluded.since, seal = excluded.seal
    WHERE known.position <= excluded.position`.execute(db);
}

export async function forgetReading(db: Reader, organizationId: string): Promise<void> {
  await sql`DELETE FROM audit_readings WHERE organization_id = ${organizationId}::uuid`.execute(db);
}
