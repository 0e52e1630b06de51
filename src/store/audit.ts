import { sql, type Transaction } from 'kysely';
import { newId } from '../domain/ids.ts';
import { chainKey, hashOf, isSealed, sealOf, type Head, type LoggedEvent } from './audit-chain.ts';
import { headAt } from './audit-log.ts';
import type { Store } from './open.ts';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;

export interface AuditEvent {
  readonly organizationId: string;
  readonly actorId: string | null;
  readonly source: 'api' | 'cli' | 'mcp' | 'web' | 'system';
  /** `source.created`, `relationship.decided`, … */
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string | null;
  /** Never a secret, never a raw value. */
  readonly details?: Record<string, unknown>;
  readonly at: Date;
}

/**
 * Appends events to the chains of their organizations. Whoever else writes to one of these waits until the transaction ends: call it last.
 */
export async function recordAudit({ sealer }: Pick<Store, 'sealer'>, trx: Trx, events: readonly AuditEvent[]): Promise<void> {
  for (const organizationId of [...new Set(events.map((event) => event.organizationId))].toSorted()) {
    const { head, seal, dataKey } = await lockHead(trx, organizationId);
    const key = chainKey(sealer.unwrap(organizationId, dataKey));
    // A head that is not as we wrote it is not continued: what was done to the log stays visible.
    let previous = isSealed(key, head, seal) ? head.hash : null;
    let { position, at } = head;
    const chained = events
      .filter((event) => event.organizationId === organizationId)
      .map((event) => {
        position += 1;
        at = Math.max(event.at.getTime() * 1000, at + 1);
        const logged = logEvent(event, position, at);
        const hash = hashOf(key, previous, logged);
        const link = { ...logged, previousHash: bytea(previous), hash: bytea(hash) };
        previous = hash;
        return link;
      });
    const end: Head = { ...head, position, hash: previous, at };
    await append(trx, chained, end, sealOf(key, end));
  }
}

function logEvent(event: AuditEvent, position: number, at: number): LoggedEvent {
  const { organizationId, actorId, source, action, objectKind, objectId } = event;
  const details: unknown = JSON.parse(JSON.stringify(event.details ?? {}));
  return {
    organizationId,
    position,
    id: newId(event.at.getTime()),
    actorId,
    source,
    action,
    objectKind,
    objectId,
    details,
    createdAt: timeOf(at),
  };
}

const bytea = (bytes: Buffer | null): string | null => (bytes === null ? null : `\\x${bytes.toString('hex')}`);

/** RFC 3339 of microseconds since 1970. */
function timeOf(micros: number): string {
  return `${new Date(Math.floor(micros / 1000)).toISOString().slice(0, -1)}${String(micros % 1000).padStart(3, '0')}Z`;
}

interface LockedHead {
  readonly head: Head;
  readonly seal: Buffer | null;
  readonly dataKey: Buffer;
}

/** Made where there is none: at the first event of an organization. A head that somebody took away has no hash that could be continued. */
async function lockHead(trx: Trx, organizationId: string): Promise<LockedHead> {
  const known = await selectHead(trx, organizationId);
  if (known !== undefined) return known;
  await sql`
    INSERT INTO audit_heads (organization_id, position, at)
    SELECT ${organizationId}::uuid, coalesce(max(position), 0), coalesce(max(created_at), '-infinity')
    FROM audit_events WHERE organization_id = ${organizationId}::uuid
    ON CONFLICT DO NOTHING`.execute(trx);
  const made = await selectHead(trx, organizationId);
  if (made === undefined) throw new Error('the audit log has no head');
  return made;
}

async function selectHead(trx: Trx, organizationId: string): Promise<LockedHead | undefined> {
  const { rows } = await sql<Omit<Head, 'organizationId'> & { seal: Buffer | null; dataKey: Buffer }>`
    SELECT head.position, head.hash, head.unhashed, ${headAt} AS at, head.seal, organization.data_key AS "dataKey"
    FROM audit_heads AS head JOIN organizations AS organization ON organization.id = head.organization_id
    WHERE head.organization_id = ${organizationId}::uuid
    FOR UPDATE OF head`.execute(trx);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { seal, dataKey, ...head } = row;
  return { head: { organizationId, ...head }, seal, dataKey };
}

async function append(trx: Trx, events: readonly LoggedEvent[], end: Head, seal: Buffer): Promise<void> {
  await sql`
    WITH added AS (
      INSERT INTO audit_events (organization_id, id, actor_id, source, action, object_kind, object_id, details, created_at, position, previous_hash, hash)
      SELECT "organizationId", id, "actorId", source, action, "objectKind", "objectId", details, "createdAt", position, "previousHash", hash
      FROM json_to_recordset(${JSON.stringify(events)}::json)
        AS event ("organizationId" uuid, id uuid, "actorId" uuid, source text, action text, "objectKind" text, "objectId" uuid, details jsonb,
                  "createdAt" timestamptz, position bigint, "previousHash" bytea, hash bytea)
    )
    UPDATE audit_heads SET position = ${end.position}, hash = ${end.hash}, at = ${timeOf(end.at)}::timestamptz, seal = ${seal}
    WHERE organization_id = ${end.organizationId}::uuid`.execute(trx);
}
