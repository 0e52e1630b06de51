import { stableId } from '../../domain/ids.ts';
import type { AccountStream, LandedType } from './stream.ts';

/** A table to write: what a destination of the sync service makes of one stream. */
export interface TableToLand {
  readonly stream: string;
  readonly name: string;
  /** The service's own columns first. */
  readonly columns: readonly { readonly name: string; readonly type: LandedType; readonly isRequired: boolean }[];
  /** Texts of the values, in the order of the columns. */
  readonly rows: () => Iterable<readonly (string | null)[]>;
}

const own = [
  { name: '_airbyte_raw_id', type: 'text', isRequired: true },
  { name: '_airbyte_extracted_at', type: 'timestamp', isRequired: true },
  { name: '_airbyte_meta', type: 'json', isRequired: true },
  { name: '_airbyte_generation_id', type: 'integer', isRequired: false },
] as const;

/** The table of a stream, named as its destination writes names. */
export function tableOf(stream: AccountStream, prefix: string, written: (name: string) => string): TableToLand {
  return {
    stream: stream.name,
    name: written(prefix + stream.name),
    columns: [...own, ...stream.fields.map(({ name, type }) => ({ name: written(name), type, isRequired: false }))],
    *rows() {
      for (const [at, record] of stream.records().entries()) {
        yield [stableId(stream.name, String(at)), EXTRACTED_AT, META, '1', ...stream.fields.map(({ name, type }) => textOf(record[name], type))];
      }
    },
  };
}

const EXTRACTED_AT = '2026-02-03 04:05:06.789+00';
const META = JSON.stringify({ sync_id: 12, changes: [] });

function textOf(value: unknown, type: LandedType): string | null {
  if (value === null || value === undefined) return null;
  return type !== 'json' && typeof value === 'string' ? value : JSON.stringify(value);
}
