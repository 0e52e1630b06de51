import { jsonValueText } from '../json-value.ts';

/** The value text of a property, which HubSpot gives as text; empty is its word for no value. */
export function valueText(value: unknown): string | null {
  return value === '' ? null : jsonValueText(value);
}
