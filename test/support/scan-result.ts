import { createHash } from 'node:crypto';
import type { RelationshipFinding } from '../../src/domain/edge.ts';
import type { EntityModel, EntityPath, SourceModel } from '../../src/domain/entity.ts';
import { bandOf, type EvidenceEnd, type RelationshipEvidence } from '../../src/domain/evidence.ts';
import type { AttributeProfile, SourceProfile } from '../../src/domain/profile.ts';

/** What a scan hands to the store, written down by hand: for tests of the store alone. */

const pathTo = (name: string): EntityPath => ({ database: 'shop', schema: 'main', name });

export function modelOf(tables: Readonly<Record<string, readonly string[]>>, description?: string): SourceModel {
  const entities = Object.entries(tables).map(([name, columns]): EntityModel => ({
    path: pathTo(name),
    kind: 'table',
    ...(description === undefined ? {} : { description }),
    attributes: columns.map((column, i) => ({ name: column, dataType: 'integer', isNullable: i > 0, ordinal: i + 1 })),
    keys: [{ kind: 'primary', columns: columns.slice(0, 1) }],
    indexes: [{ name: `${name}_pk`, columns: columns.slice(0, 1), isUnique: true }],
    foreignKeys: [],
    notes: [],
  }));
  return { databases: [{ name: 'shop' }], schemas: [{ database: 'shop', name: 'main' }], entities, notes: [] };
}

export function profileOf(model: SourceModel, rows = 100, sketchSize = 4): SourceProfile {
  return {
    entities: model.entities.map((entity) => ({
      path: entity.path,
      rows,
      attributes: entity.attributes.map((attribute) => attributeProfile(attribute.name, attribute.ordinal, rows, sketchSize)),
      candidateKeys: [{ columns: [entity.attributes[0]?.name ?? ''], origin: 'primary', uniqueness: 1 }],
    })),
  };
}

function attributeProfile(name: string, ordinal: number, rows: number, sketchSize: number): AttributeProfile {
  const seed = createHash('sha256').update(name).digest().readBigUInt64LE() >> 8n;
  return {
    name,
    ordinal,
    rows,
    nulls: rows / 4,
    empties: 0,
    distinct: rows / 2,
    valueClass: 'integer',
    min: '1',
    max: String(rows / 2),
    minNumber: 1,
    maxNumber: rows / 2,
    length: { min: 1, max: 2, mean: 1.5 },
    entropy: 5.6,
    top: Array.from({ length: 20 }, (_, i) => ({ value: String(i + 1), count: 2 })),
    masks: [{ mask: '9', count: rows }],
    semanticType: null,
    semanticTypeConfidence: null,
    role: 'reference',
    roleConfidence: 0.8,
    sensitive: false,
    sketch: { hashes: BigUint64Array.from({ length: sketchSize }, (_, i) => seed + BigInt(i)), complete: true },
  };
}

/** `findingOf('orders.customer_id', 'customers.id', 0.9)`; columns of composites are joined by `+`. */
export function findingOf(
  from: string,
  to: string,
  score: number,
  more: { type?: 'FOREIGN_KEY' | 'INFERRED'; orphans?: number; rows?: number } = {},
): RelationshipFinding {
  const [child, parent] = [endOf(from), endOf(to)];
  const { type = 'INFERRED', orphans = 0, rows = 100 } = more;
  const evidence: RelationshipEvidence = {
    schema_version: 1,
    model: type === 'INFERRED' ? 'test' : 'declared',
    method: 'exact',
    sentence: `${rows - orphans} of ${rows} distinct ${from} exist in ${to}`,
    band: bandOf(score),
    from: child,
    to: parent,
    cardinality: 'N:1',
    optional: true,
    value: {
      rows,
      null_rows: 0,
      distinct: rows,
      matched_distinct: rows - orphans,
      orphan_distinct: orphans,
      matched_rows: rows - orphans,
      orphan_rows: orphans,
      containment: (rows - orphans) / rows,
      row_containment: (rows - orphans) / rows,
      target_rows: rows,
      target_null_rows: 0,
      target_distinct: rows,
      target_unique: true,
      coverage: 1,
      sentinels: [],
      containment_without_sentinels: 1,
      orphan_samples: orphans > 0 ? ['4711'] : [],
      other_containing_keys: 0,
    },
    name: { template: '{singular}_id -> {plural}.id', tokens: ['id'], support: 3, contradictions: 0 },
    structure: { target_key: 'primary', child_indexed: false, self_reference: false },
    contributions: [{ feature: 'containment', weight: 2.5, value: 1 }],
    alternatives: [],
    ...(child.columns.length > 1
      ? { key: { id: `${from}->${to}`, position: 1, columns: child.columns.map((column, i) => ({ from: column, to: parent.columns[i] ?? '' })) } }
      : {}),
    check_sql: 'SELECT 1',
    dialect: 'duckdb',
  };
  return {
    from: { path: pathTo(child.table), columns: child.columns },
    to: { path: pathTo(parent.table), columns: parent.columns },
    type,
    score,
    evidence,
  };
}

function endOf(text: string): EvidenceEnd {
  const [table = '', columns = ''] = text.split('.');
  return { database: 'shop', schema: 'main', table, columns: columns.split('+') };
}
