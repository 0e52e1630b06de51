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
/** Below this share of rows found among all keys of the object, the records say otherwise. */
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
  const { value } = finding.evidence;
  // That no key is some value says nothing where keys are missing.
  const isMeasured = value.distinct > 0 && value.target_rows > 0 && isReadWholly(records, to);
  if (!isMeasured && said !== 'typed') return null;
  const score = said === 'typed' ? typedScore(isMeasured ? value.row_containment : null) : finding.score;
  const evidence: AssociationFinding['evidence'] = {
    ...finding.evidence,
    ...(said === 'typed' ? { model: 'referenced type', band: bandOf(score), sentence: typedSentence(finding, to, isMeasured) } : {}),
    ...(records.origin === 'sample' ? { method: 'sample', check_sql: null } : {}),
  };
  const cardinality = child.derived === undefined ? evidence.cardinality : ofElements(finding);
  return { from, to, field, targetField, cardinality, score, evidence };
}

/** `found`: the share of rows whose value is a key of the target; null where that was not measured. */
function typedScore(found: number | null): number {
  return found !== null && found < MIN_FOUND ? 1 - TYPED_SCORE : TYPED_SCORE;
}

function typedSentence({ from, evidence: { sentence } }: RelationshipFinding, to: string, isMeasured: boolean): string {
  const said = `The platform says that ${from.path.name}.${from.columns.join()} holds ids of ${to}`;
  return isMeasured ? `${said}; ${sentence}` : `${said}.`;
}

/** A record has many elements; whether an element has many records is measured. */
function ofElements({ evidence: { value } }: RelationshipFinding): AssociationCardinality {
  const filled = value.rows - value.null_rows;
  return filled === 0 || !value.target_unique ? 'unknown' : value.distinct === filled ? '1:N' : 'N:M';
}
