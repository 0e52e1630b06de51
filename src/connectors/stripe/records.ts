import { z } from 'zod';
import { plainNumber } from '../plain-number.ts';
import type { ResourceField } from './fields.ts';

export const recordPage = z.object({
  data: z.array(z.looseObject({ id: z.string().optional() })),
  has_more: z.boolean(),
});

export type StripeRecord = z.output<typeof recordPage>['data'][number];

/** The value text of a field of a record. A reference is the id, also where Stripe answers with the whole object. */
export function fieldText(record: unknown, field: ResourceField): string | null {
  const value = valueAt(record, field.path);
  return toText(field.targets.length > 0 ? toIds(value) : value);
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => valueAt(item, path)).filter((found) => found !== undefined && found !== null);
  return isObject(value) ? valueAt(value[name], rest) : undefined;
}

function toIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.flatMap((item) => toIds(item));
  return isObject(value) ? value['id'] : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? plainNumber(String(value)) : JSON.stringify(value);
}
