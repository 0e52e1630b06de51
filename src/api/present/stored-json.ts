import type { JsonText } from '../../domain/json-text.ts';

/** Stored JSON as a part of an answer: the serializer copies its text. */
export function storedJson(json: JsonText | null): Record<string, unknown> | null {
  return json as unknown as Record<string, unknown> | null;
}
