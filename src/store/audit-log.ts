import { sql, type Selectable } from 'kysely';
import type { Head, LoggedEvent, Reading } from './audit-chain.ts';
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
  /** Those before the reading are taken to be there, unless all were counted. */
  readonly events: number;
  /** Null where there is none. */
  readonly head: Head | null;
  readonly seal: Buffer | null;
  /** How far it was read and found intact, as far as anybody says so, with its own seal. */
  readonly reading: (Reading & { readonly seal: Buffer }) | null;
}

/** The state of the log of one organization, or of all of them. All events are counted, or the last one that was read and those after it. */
export async function logStates(db: Reader, counted: 'all' | 'new', organizationId?: string): Promise<LogState[]> {
  const all = sql`SELECT FROM audit_events AS event WHERE event.organization_id = organization.id`;
  const events =
    counted === 'all'
      ? sql`SELECT count(*) FROM (${all}) AS event`
      : // Ordered, so that the index of positions is taken: how few are new is not known beforehand.
        sql`SELECT coalesce(reading.position - 1, 0) + count(*) FROM (${all} AND event.position >= reading.position ORDER BY event.position) AS event`;
  const { rows } = await sql<LogStateRow>`
    SELECT organization.id, organization.name, organization.data_key, head.position, head.hash, head.unhashed, head.seal, ${headAt} AS at,
           (${events}) AS events,
           reading.position AS read_position, reading.hash AS read_hash, reading.since AS read_since, reading.seal AS read_seal
    FROM organizations AS organization
    LEFT JOIN audit_heads AS head ON head.organization_id = organization.id
    LEFT JOIN audit_readings AS reading ON reading.organization_id = organization.id
    WHERE ${organizationId === undefined ? sql`true` : sql`organization.id = ${organizationId}::uuid`}
    ORDER BY organization.created_at, organization.id`.execute(db);
  return rows.map((row) => ({
    organizationId: row.id,
    name: row.name,
    dataKey: row.data_key,
    events: row.events,
    head: row.position === null ? null : { organizationId: row.id, position: row.position, hash: row.hash, unhashed: row.unhashed, at: row.at },
    seal: row.seal,
    reading:
      row.read_position === null
        ? null
        : { organizationId: row.id, position: row.read_position, hash: row.read_hash, since: row.read_since, seal: row.read_seal },
  }));
}

interface LogStateRow {
  readonly id: string;
  readonly name: string;
  readonly data_key: Buffer;
  readonly events: number;
  /** Null, as the rest of the head, where there is none. */
  readonly position: number | null;
  readonly hash: Buffer | null;
  readonly unhashed: number;
  readonly seal: Buffer | null;
  readonly at: number;
  /** The same of the reading. */
  readonly read_position: number | null;
  readonly read_hash: Buffer | null;
  readonly read_since: Date;
  readonly read_seal: Buffer;
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
