import { isDeepStrictEqual } from 'node:util';
import { isSecretType, isSensitiveType, maskSensitive } from '../domain/sensitive.ts';

/** What a person may say of the values of a column or field in place of the scans; of its samples, more is to be asked. */
export const judged = [
  'semantic_type',
  'semantic_type_confidence',
  'enum_cardinality',
  'null_pct',
  'distinct_pct',
  'approx_distinct_count',
  'minhash_signature',
  'format_signature',
  'length_stats',
  'entropy',
  'role',
  'role_confidence',
] as const;

/** A confidence is one in the type or role beside it. */
const confidenceOf = { semantic_type: 'semantic_type_confidence', role: 'role_confidence' } as const;

/**
 * The columns of an update by a person of fields that scans fill too. What it changes is the person's from then on, and scans leave
 * it as it is; what it sends back as it was says nothing; null gives a field back to the next scan. A new type or role without a
 * confidence has none.
 */
export function byHand<Patch extends object>(row: { readonly manual_fields: readonly string[] }, sent: Partial<Record<keyof Patch, unknown>>): Patch {
  const before: Readonly<Record<string, unknown>> = { ...row };
  const changed = Object.fromEntries(Object.entries(sent).filter(([name, value]) => !isDeepStrictEqual(value, before[name])));
  const manual = new Set(row.manual_fields);
  for (const [name, value] of Object.entries(sent)) {
    if (value === null) manual.delete(name);
    else if (name in changed) manual.add(name);
  }
  for (const [name, confidence] of Object.entries(confidenceOf)) {
    if (typeof changed[name] === 'string' && !(confidence in sent)) changed[confidence] = null;
  }
  const fields = [...manual].toSorted();
  return { ...columnsOf(changed), ...(isDeepStrictEqual(fields, row.manual_fields) ? {} : { manual_fields: fields }) } as Patch;
}

interface Hideable {
  readonly is_sensitive: boolean;
  readonly sample_values: readonly unknown[] | null;
}

/** Whether values are personal or secret, as scans have found or as the semantic type that a person gives them now says: then nobody's samples are taken. */
export const isHidden = (row: Pick<Hideable, 'is_sensitive'>, said: string | null | undefined): boolean =>
  row.is_sensitive || isSensitiveType(said ?? null);

/** What follows where a person says that values are personal or secret: of those that are stored the samples are masked, the others go. */
export function hidden(row: Hideable, said: string | null | undefined) {
  if (row.is_sensitive || !isSensitiveType(said ?? null)) return {};
  const isSecret = isSecretType(said ?? null);
  const samples = row.sample_values?.map((value) => maskSensitive(typeof value === 'string' ? value : JSON.stringify(value), isSecret));
  return { is_sensitive: true, profile: null, sample_values: samples === undefined ? null : JSON.stringify([...new Set(samples)]) };
}

/** JSON as text: the driver would make PostgreSQL arrays of lists. */
function columnsOf(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isJson = (value: unknown): boolean => typeof value === 'object' && value !== null && !(value instanceof Date);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isJson(value) ? JSON.stringify(value) : value]));
}
