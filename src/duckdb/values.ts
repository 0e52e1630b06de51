import {
  DuckDBArrayValue,
  DuckDBBlobValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  type DuckDBValue,
} from '@duckdb/node-api';

/** A DuckDB value as JSON-like JavaScript: numbers where they fit exactly, else text. */
export function jsValue(value: DuckDBValue | undefined): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value.toString();
  if (typeof value !== 'object') return value;
  if (value instanceof DuckDBDecimalValue) return decimalValue(value.toString());
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return value.items.map(jsValue);
  if (value instanceof DuckDBStructValue) return Object.fromEntries(Object.entries(value.entries).map(([key, entry]) => [key, jsValue(entry)]));
  if (value instanceof DuckDBMapValue) return value.entries.map(({ key, value: entry }) => ({ key: jsValue(key), value: jsValue(entry) }));
  if (value instanceof DuckDBBlobValue) return blobText(value);
  return value.toString();
}

/** A DuckDB value as text: binary as `\x` and lower-case hex, all else as DuckDB writes it. */
export function textValue(value: DuckDBValue): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return value;
  return value instanceof DuckDBBlobValue ? blobText(value) : value.toString();
}

function blobText(value: DuckDBBlobValue): string {
  return `\\x${Buffer.from(value.bytes).toString('hex')}`;
}

function decimalValue(text: string): number | string {
  const number = Number(text);
  const digits = text.replace(/[^0-9]/g, '').replace(/^0+/, '');
  return digits.length <= 15 ? number : text;
}
