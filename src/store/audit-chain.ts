import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** An event as its hash sees it: all that is kept of it. */
export interface LoggedEvent {
  readonly organizationId: string;
  /** 1, 2, 3, … within the organization. */
  readonly position: number;
  readonly id: string;
  readonly actorId: string | null;
  readonly source: string;
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string | null;
  readonly details: unknown;
  /** RFC 3339 with microseconds, UTC. */
  readonly createdAt: string;
}

/** The end of an organization's chain. */
export interface Head {
  readonly organizationId: string;
  readonly position: number;
  readonly hash: Buffer | null;
  /** So many events are from before there were hashes. */
  readonly unhashed: number;
  /** Microseconds since 1970. */
  readonly at: number;
}

/** How far an organization's log was read and found intact. */
export interface Reading {
  readonly organizationId: string;
  /** Of the last event that was read, and its hash. */
  readonly position: number;
  readonly hash: Buffer | null;
  /** When the first event was last read. */
  readonly since: Date;
}

/** The key of an organization's chain; its data key is known to the installation only. */
export function chainKey(dataKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, '', 'cognate audit chain', 32));
}

const noHash = Buffer.alloc(32);

/** HMAC-SHA256 over the hash of the event before and this event as canonical JSON (RFC 8785). */
export function hashOf(key: Uint8Array, previous: Uint8Array | null, event: LoggedEvent): Buffer {
  return createHmac('sha256', key)
    .update(previous ?? noHash)
    .update(canonicalJson(event))
    .digest();
}

/** HMAC-SHA256 over the head: a log that was cut off cannot be given an end of its own. */
export const sealOf = (key: Uint8Array, { hash, ...head }: Head): Buffer => sealed(key, 'head', { ...head, hash: hex(hash) });

/** Whether the head is as we wrote it; one that has ended no chain yet needs no seal. */
export function isSealed(key: Uint8Array, head: Head, seal: Uint8Array | null): boolean {
  return seal === null ? head.hash === null && head.position === head.unhashed : isSame(seal, sealOf(key, head));
}

/** HMAC-SHA256 over how far a log was read: nobody else can say that an event was. */
export const readingSealOf = (key: Uint8Array, { hash, since, ...reading }: Reading): Buffer =>
  sealed(key, 'reading', { ...reading, hash: hex(hash), since: since.toISOString() });

export const isReadingSealed = (key: Uint8Array, reading: Reading, seal: Uint8Array): boolean => isSame(seal, readingSealOf(key, reading));

function sealed(key: Uint8Array, what: string, value: object): Buffer {
  return createHmac('sha256', key).update(what).update(canonicalJson(value)).digest();
}

const hex = (hash: Buffer | null): string | null => hash?.toString('hex') ?? null;
const isSame = (seal: Uint8Array, due: Uint8Array): boolean => seal.length === due.length && timingSafeEqual(seal, due);

/** JSON in one form only: no spaces, the members of objects in the order of their names. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.keys(value).toSorted();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name as keyof typeof value])}`).join(',')}}`;
}
