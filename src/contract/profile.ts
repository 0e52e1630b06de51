import { z } from 'zod';
import { count, dateTime, integer, jsonObject, maybe, share } from './common.ts';

/** What is known of an attribute's values, as answers have it. */
export const profileBlock = {
  semantic_type: maybe(z.string()).meta({ description: 'What the values are: email, country_code, …' }),
  semantic_type_confidence: maybe(z.number()),
  sample_values: maybe(z.array(z.unknown())).meta({ description: 'Masked where the values are personal or secret' }),
  enum_cardinality: maybe(z.int()).meta({ description: 'Number of distinct values where they are few and repeat' }),
  null_pct: maybe(z.number()).meta({ description: 'Share of nulls, 0 to 1' }),
  distinct_pct: maybe(z.number()).meta({ description: 'Share of distinct values, 0 to 1' }),
  last_analyzed: maybe(dateTime),
  approx_distinct_count: maybe(z.int()),
  minhash_signature: maybe(z.array(z.number())),
  format_signature: maybe(jsonObject),
  length_stats: maybe(jsonObject),
  entropy: maybe(z.number()).meta({ description: 'Shannon entropy of the values, in bits' }),
  role: maybe(z.string()).meta({ description: 'What the attribute is for: identifier, reference, category, measure, …' }),
  role_confidence: maybe(z.number()),
};

/** The block by itself. */
export const profile = z.object(profileBlock);

/** The same as people may set it. */
export const profileUpdate = {
  semantic_type: maybe(z.string()),
  semantic_type_confidence: maybe(share),
  sample_values: maybe(z.array(z.unknown())),
  enum_cardinality: maybe(integer.min(0)),
  null_pct: maybe(share),
  distinct_pct: maybe(share),
  last_analyzed: maybe(dateTime),
  approx_distinct_count: maybe(count),
  minhash_signature: maybe(z.array(z.number())),
  format_signature: maybe(jsonObject),
  length_stats: maybe(jsonObject),
  entropy: maybe(z.number().min(0)),
  role: maybe(z.string()),
  role_confidence: maybe(share),
};
