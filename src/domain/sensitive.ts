/** Semantic types whose values give access to something or to somebody: of them the format is shown, and nothing else. */
const secretTypes = ['password_hash', 'secret', 'bank_account', 'iban', 'card_number', 'national_id'] as const;
const personalTypes = [
  'given_name',
  'family_name',
  'person_name',
  'email',
  'phone',
  'address',
  'username',
  'ip_address',
  'mac_address',
  'birth_date',
] as const;

const secret: ReadonlySet<string> = new Set(secretTypes);
const sensitive: ReadonlySet<string> = new Set([...secretTypes, ...personalTypes]);

export const isSecretType = (semanticType: string | null): boolean => semanticType !== null && secret.has(semanticType);

/** Whether values of the type are personal or secret: their raw values may not be stored, logged or returned. */
export const isSensitiveType = (semanticType: string | null): boolean => semanticType !== null && sensitive.has(semanticType);

const SHOWN = 40;

/**
 * A sensitive value as it may be shown. Secrets show their format only; anything else the first character of each word of letters:
 * `ann@example.com` → `a***@e***.c***`, `Ann Smith` → `A*** S***`, `+47 912` → `+** ***`.
 */
export function maskSensitive(value: string, secret: boolean): string {
  const shown = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
  if (secret) return shown.replace(/[\p{L}\p{M}\p{N}]+/gu, '***');
  return shown.replace(/\p{N}/gu, '*').replace(/([\p{L}])[\p{L}\p{M}*]*/gu, '$1***');
}

interface CountedValue {
  readonly value: string;
  readonly count: number;
}

/** Counted values masked; values that look alike then are counted together. */
export function maskCounted(values: readonly CountedValue[], secret: boolean): CountedValue[] {
  const counts = new Map<string, number>();
  for (const { value, count } of values) {
    const masked = maskSensitive(value, secret);
    counts.set(masked, (counts.get(masked) ?? 0) + count);
  }
  return rank(counts);
}

/** Most frequent first, then by code unit. */
export function rank(counts: ReadonlyMap<string, number>): CountedValue[] {
  return [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
