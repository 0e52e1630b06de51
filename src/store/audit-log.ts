import { sql, type Selectable } from 'kysely';
import type { Head, LoggedEvent } from './audit-chain.ts';
import type { Reader } from './readers.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Tables } from './tables.ts';

export type AuditEventRow = Selectable<Tables['audit_events']>;

export interface AuditFilter {
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
  readonly objectKind?: string | undefined;
  readonly objectId?: string | undefined;
  /** From then on, and before then. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** In the order of the log, as no two events of an organization have the same time. */
export async function listAuditEvents(db: Reader, organizationId: string, filter: AuditFilter, page: PageRequest): Promise<PageOf<AuditEventRow>> {
  let query = db.selectFrom('audit_events').selectAll().where('organization_id', '=', organizationId);
  if (filter.actorId !== undefined) query = query.where('actor_id', '=', filter.actorId);
  if (filter.action !== undefined) query = query.where('action', '=', filter.action);
  if (filter.objectKind !== undefined) query = query.where('object_kind', '=', filter.objectKind);
  if (filter.objectId !== undefined) query = query.where('object_id', '=', filter.objectId);
  if (filter.since !== undefined) query = query.where('created_at', '>=', sql<Date>`${filter.since}::timestamptz`);
  if (filter.until !== undefined) query = query.where('created_at', '<', sql<Date>`${filter.until}::timestamptz`);
  return readPage(query, 'audit_events', page);
}

/** What an organization's log says of itself, all at one moment. */
export interface LogState {
  readonly organizationId: string;
  readonly name: string;
  readonly dataKey: Buffer;
  readonly events: number;
  /** Null where there is none. */
  readonly head: Head | null;
  readonly seal: Buffer | null;
}

/** The state of the log of one organization, or of all of them. */
export async function logStates(db: Reader, organizationId?: string): Promise<LogState[]> {
  const { rows } = await sql<{ id: string; name: string; data_key: Buffer; events: number; seal: Buffer | null } & Omit<Head, 'organizationId'>>`
    SELECT organization.id, organization.name, organization.data_key, head.position, head.hash, head.unhashed, head.seal, ${headAt} AS at,
           (SELECT count(*) FROM audit_events AS event WHERE event.organization_id = organization.id) AS events
    FROM organizations AS organization LEFT JOIN audit_heads AS head ON head.organization_id = organization.id
    WHERE ${organizationId === undefined ? sql`true` : sql`organization.id = ${organizationId}::uuid`}
    ORDER BY organization.created_at, organization.id`.execute(db);
  return rows.map(({ id, name, data_key: dataKey, events, seal, ...head }) => ({
    organizationId: id,
    name,
    dataKey,
    events,
    head: head.position === null ? null : { organizationId: id, ...head },
    seal,
  }));
}

/** The time of a head in microseconds since 1970. */
export const headAt = sql<number>`CASE WHEN isfinite(head.at) THEN (extract(epoch FROM head.at) * 1000000)::bigint ELSE 0 END`;

/** An event with its place in the chain. */
export interface Link extends LoggedEvent {
  readonly previousHash: Buffer | null;
  readonly hash: Buffer | null;
}

/** The next events of the chain after a position. */
export async function readLinks(db: Reader, organizationId: string, after: number, limit: number): Promise<Link[]> {
  const { rows } = await sql<Link>`
    SELECT organization_id AS "organizationId", position, id, actor_id AS "actorId", source, action, object_kind AS "objectKind",
           object_id AS "objectId", details, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "createdAt",
           previous_hash AS "previousHash", hash
    FROM audit_events
    WHERE organization_id = ${organizationId}::uuid AND position > ${after}
    ORDER BY position
    LIMIT ${limit}`.execute(db);
  return rows;
}
