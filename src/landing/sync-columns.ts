/**
 * Columns that the sync service adds to every landed table, by their prefixes: what it writes about the row (`_airbyte_raw_id`,
 * `_airbyte_extracted_at`, `_airbyte_meta`, `_airbyte_generation_id`; formerly `_airbyte_ab_id`, `_airbyte_emitted_at`, …) and about its
 * cursor in a log or a file (`_ab_cdc_lsn`, `_ab_source_file_url`, …).
 */
const syncColumn = /^_(airbyte|ab)_/i;

/** Holds a whole record as JSON where the destination has not taken it apart. */
const rawRecord = /^_airbyte_data$/i;

export function isSyncColumn(name: string): boolean {
  return syncColumn.test(name) && !rawRecord.test(name);
}

/** What stands before the name of a stream where a table holds raw records. */
export const rawPrefixes: readonly string[] = ['', '_airbyte_raw_'];
