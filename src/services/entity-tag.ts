import { createHash } from 'node:crypto';

/** The tag of a row's state (RFC 9110 §8.8.3), strong: any change of what is stored gives another, but for which scan saw it last. */
export function entityTag(row: object): string {
  const state = JSON.stringify(row, (name, value: unknown) => (name === 'job_id' || name === 'last_used_at' ? undefined : value));
  return `"${createHash('sha256').update(state).digest('base64url').slice(0, 22)}"`;
}
