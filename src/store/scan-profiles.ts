import { sql } from 'kysely';
import type { AttributeProfile } from '../domain/profile.ts';
import { isSecretType, isSensitiveType, maskCounted } from '../domain/sensitive.ts';
import type { Taken } from './scan-saas-upsert.ts';

const sampleCount = 10;

/** The columns that a scan and a person both may fill, by their types. */
const judged = {
  semantic_type: 'text',
  semantic_type_confidence: 'double precision',
  sample_values: 'jsonb',
  enum_cardinality: 'integer',
  null_pct: 'double precision',
  distinct_pct: 'double precision',
  approx_distinct_count: 'bigint',
  format_signature: 'jsonb',
  length_stats: 'jsonb',
  entropy: 'double precision',
  role: 'text',
  role_confidence: 'double precision',
};

/** What `profileRecord` gives, for the lists of columns of an INSERT, and with types for `json_to_recordset`. */
export const profileColumns = sql.raw([...Object.keys(judged), 'is_sensitive', 'profile'].join(', '));
export const profileTypes = sql.raw(
  [...Object.entries(judged), ['is_sensitive', 'boolean'], ['profile', 'jsonb']].map((column) => column.join(' ')).join(', '),
);

/** In an upsert: whether this scan has read values. */
export const isMeasured = sql<boolean>`excluded.last_analyzed IS NOT NULL`;

/**
 * What an upsert writes of `judged`: what the scan found out, where it has read values, but for what a person has said instead. A confidence
 * goes with what it is about. Samples that a person gave do not outlast finding out that the values are personal or secret.
 */
export const rejudged: readonly Taken[] = Object.keys(judged).map((name) => {
  const [before, found] = [sql.ref(`old.${name}`), sql.ref(`excluded.${name}`)];
  const isTheirs = sql`old.manual_fields && ${[name, name.replace(/_confidence$/, '')]}`;
  const value =
    name === 'sample_values'
      ? sql`CASE WHEN excluded.is_sensitive AND (${isMeasured} OR NOT old.is_sensitive) THEN ${found} WHEN ${isTheirs} OR NOT ${isMeasured} THEN ${before} ELSE ${found} END`
      : sql`CASE WHEN ${isTheirs} OR NOT ${isMeasured} THEN ${before} ELSE ${found} END`;
  return { name, value };
});

/**
 * The profile of an attribute as the catalog has it, for JSON. Values come masked where they are sensitive, and are masked where a person
 * has said that they are, by the semantic type `said`.
 */
export function profileRecord(measured: AttributeProfile, said: string | null) {
  const profile = isSensitiveType(said) ? masked(measured, isSecretType(said)) : measured;
  return {
    semantic_type: profile.semanticType,
    semantic_type_confidence: profile.semanticTypeConfidence,
    sample_values: profile.top.slice(0, sampleCount).map(({ value }) => value),
    enum_cardinality: profile.role === 'category' ? profile.distinct : null,
    null_pct: share(profile.nulls, profile.rows),
    distinct_pct: share(profile.distinct, profile.rows - profile.nulls - profile.empties),
    approx_distinct_count: profile.distinct,
    format_signature: { masks: profile.masks },
    length_stats: profile.length,
    entropy: profile.entropy,
    role: profile.role,
    role_confidence: profile.roleConfidence,
    is_sensitive: profile.sensitive,
    profile: {
      rows: profile.rows,
      nulls: profile.nulls,
      empties: profile.empties,
      distinct: profile.distinct,
      value_class: profile.valueClass,
      min: profile.min,
      max: profile.max,
      top: profile.top,
    },
  };
}

function masked(profile: AttributeProfile, isSecret: boolean): AttributeProfile {
  if (profile.sensitive && !isSecret) return profile;
  return { ...profile, sensitive: true, min: null, max: null, top: maskCounted(profile.top, isSecret) };
}

export const share = (part: number, whole: number): number | null => (whole > 0 ? Math.round((part / whole) * 1e6) / 1e6 : null);
