import { createHash, randomUUID } from 'node:crypto';

/** A new UUIDv7 (RFC 9562): ordered by creation in milliseconds, random in the rest. */
export function newId(now: number = Date.now()): string {
  const time = Math.floor(now).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** A UUID that is the same for the same parts: for identities that must not depend on when they were made. */
export function stableId(...parts: readonly string[]): string {
  const bytes = new Uint8Array(createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16));
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return formatUuid(bytes);
}

function formatUuid(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
