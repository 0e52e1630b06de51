import type { Answer } from '../../contract/common.ts';
import type { profile } from '../../contract/profile.ts';
import type { ColumnRow } from '../../services/catalog.ts';
import { timeOrNull } from './time.ts';

/** What columns and SaaS fields alike are known by. */
export function presentProfile(row: Pick<ColumnRow, keyof Answer<typeof profile>>): Answer<typeof profile> {
  return {
    semantic_type: row.semantic_type,
    semantic_type_confidence: row.semantic_type_confidence,
    sample_values: row.sample_values === null ? null : [...row.sample_values],
    enum_cardinality: row.enum_cardinality,
    null_pct: row.null_pct,
    distinct_pct: row.distinct_pct,
    last_analyzed: timeOrNull(row.last_analyzed),
    approx_distinct_count: row.approx_distinct_count,
    minhash_signature: row.minhash_signature === null ? null : [...row.minhash_signature],
    format_signature: row.format_signature,
    length_stats: row.length_stats,
    entropy: row.entropy,
    role: row.role,
    role_confidence: row.role_confidence,
  };
}
