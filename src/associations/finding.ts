import type { RelationshipFinding } from '../domain/edge.ts';
import type { EntityModel } from '../domain/entity.ts';
import { bandOf } from '../domain/evidence.ts';
import { isReadWholly, type AssociationFinding, type SaasRecords } from '../domain/saas-records.ts';
import type { AssociationCardinality } from '../domain/saas.ts';
import type { KnownReferences } from './known.ts';

interface Context {
  readonly records: SaasRecords;
  /** By the name of their path. */
  readonly entities: ReadonlyMap<string, { readonly entity: EntityModel; readonly rows: number }>;
  readonly known: KnownReferences;
}

/** The score of a field that holds ids of an object, as the platform says without defining an association. */
const TYPED_SCORE = 0.95;
/** Below this share of rows found in a target that was read wholly, the records say otherwise. */
const MIN_FOUND = 0.5;

/** What a relationship between records says of their objects; null where it is none between objects. */
export function associationFinding(finding: RelationshipFinding, { records, entities, known }: Context): AssociationFinding | null {
  const child = entities.get(finding.from.path.name)?.entity;
  const parent = entities.get(finding.to.path.name)?.entity;
  const [field, ...otherFields] = finding.from.columns;
  const [targetField] = finding.to.columns;
  if (child === undefined || parent === undefined || field === undefined || targetField === undefined || otherFields.length > 0) return null;
  // What the records of a list belong to is no association, nor is what refers to elements.
  if (parent.derived !== undefined || (child.derived !== undefined && child.derived.array !== field)) return null;
  const from = child.derived?.from.name ?? child.path.name;
  const to = parent.path.name;
  const said = known.said(from, field, to);
  const isWhole = isReadWholly(records, to);
  if (said === undefined && !isWhole) return null;
  const isDenied = isWhole && finding.evidence.value.distinct > 0 && finding.evidence.value.row_containment < MIN_FOUND;
  const score = said === 'typed' ? (isDenied ? 1 - TYPED_SCORE : TYPED_SCORE) : finding.score;
  const isSample = records.origin === 'sample';
  const cardinality = child.derived === undefined ? finding.evidence.cardinality : ofElements(finding);
  return {
    from,
    to,
    field,
    targetField,
    cardinality,
    score,
    evidence: {
      ...finding.evidence,
      ...(said === 'typed' ? { model: 'referenced type', band: bandOf(score) } : {}),
      cardinality: finding.evidence.cardinality,
      ...(isSample ? { method: 'sample', check_sql: null } : {}),
    },
  };
}

/** A record has many elements; whether an element has many records is measured. */
function ofElements({ evidence: { value } }: RelationshipFinding): AssociationCardinality {
  const filled = value.rows - value.null_rows;
  return filled === 0 || !value.target_unique ? 'unknown' : value.distinct === filled ? '1:N' : 'N:M';
}
