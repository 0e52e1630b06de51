/** RFC 3339 in UTC. */
export function time(date: Date): string {
  return date.toISOString();
}

export function timeOrNull(date: Date | null): string | null {
  return date === null ? null : time(date);
}
