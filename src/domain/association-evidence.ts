import { hasDrifted } from './drift.ts';
import type { AssociationFinding, InferredAssociationEvidence } from './saas-records.ts';
import type { AssociationCardinality, SaasAssociationModel, SaasObjectModel } from './saas.ts';

/**
 * Evidence of an association that the platform itself defines: its own words. It is stored and served as it stands, hence `snake_case`.
 * A new run adds a revision; nothing edits one in place.
 */
export interface AssociationEvidence {
  readonly schema_version: 1;
  readonly model: 'declared';
  readonly method: 'metadata';
  /** One sentence of proof for people. */
  readonly sentence: string;
  readonly from: AssociationEnd;
  readonly to: AssociationEnd;
  readonly cardinality: AssociationCardinality;
  /** API identifier of the field of `from` that holds it; null where none does. */
  readonly field: string | null;
  readonly platform: {
    readonly type_id: string;
    readonly label: string;
    readonly category: string;
    readonly metadata: Readonly<Record<string, unknown>>;
  };
  /** What the records say of the field; absent where no field holds it, or none was read. */
  readonly measured?: MeasuredAssociation;
}

/** The measured part of an inferred association's evidence, with the meaning that it has there. */
interface MeasuredAssociation extends Pick<
  InferredAssociationEvidence,
  'method' | 'sentence' | 'from' | 'to' | 'slice' | 'cardinality' | 'optional' | 'value' | 'check_sql' | 'dialect'
> {
  readonly schema_version: 1;
}

interface AssociationEnd {
  /** API identifier. */
  readonly object: string;
  readonly name: string;
}

/** `finding`: what the records show of the same association. */
export function metadataEvidence(
  association: SaasAssociationModel,
  from: SaasObjectModel,
  to: SaasObjectModel,
  finding?: AssociationFinding,
): AssociationEvidence {
  const { typeId, label, category, cardinality, field, metadata } = association;
  const holder = field === null ? '' : ` The field ${field} of ${from.objectName} holds it.`;
  return {
    schema_version: 1,
    model: 'declared',
    method: 'metadata',
    sentence: `The platform defines ${JSON.stringify(label)}: ${inWords(cardinality, from.objectName, to.objectName)}.${holder}`,
    from: { object: from.apiIdentifier, name: from.objectName },
    to: { object: to.apiIdentifier, name: to.objectName },
    cardinality,
    field,
    platform: { type_id: typeId, label, category, metadata },
    ...(finding === undefined ? {} : { measured: measuredPart(finding.evidence) }),
  };
}

function measuredPart(evidence: InferredAssociationEvidence): MeasuredAssociation {
  const { method, sentence, from, to, slice, cardinality, optional, value, check_sql, dialect } = evidence;
  const part = slice === undefined ? {} : { slice };
  return { schema_version: 1, method, sentence, from, to, ...part, cardinality, optional, value, check_sql, dialect };
}

function inWords(cardinality: AssociationCardinality, from: string, to: string): string {
  const words: Record<AssociationCardinality, string> = {
    '1:1': `each ${from} has at most one ${to}, and the other way round`,
    'N:1': `each ${from} has at most one ${to}, and a ${to} any number of ${from}`,
    '1:N': `each ${to} has at most one ${from}, and a ${from} any number of ${to}`,
    'N:M': `any number of ${from} with any number of ${to}`,
    unknown: `${from} with ${to}, how many it does not say`,
  };
  return words[cardinality];
}

/** Whether new evidence says something else than the older one, which could change a reviewer's mind: other words, or more records, do not. */
export function associationDrifted(
  before: AssociationEvidence | InferredAssociationEvidence,
  after: AssociationEvidence | InferredAssociationEvidence,
): boolean {
  if (before.method === 'metadata' || after.method === 'metadata')
    return before.method !== 'metadata' || after.method !== 'metadata' || definition(before) !== definition(after);
  return hasDrifted(before, after);
}

const definition = ({ from, to, cardinality, field }: AssociationEvidence): string => JSON.stringify([from.object, to.object, cardinality, field]);

/**
 * Finds what the records show of each association that the platform defines (in their order), and what they show beyond. A list of keys between two
 * objects that the platform associates without a field is how the records bring those associations, and nothing beyond.
 */
export function dividedFindings(
  associations: readonly SaasAssociationModel[],
  findings: readonly AssociationFinding[],
): { readonly ofDefined: readonly (AssociationFinding | undefined)[]; readonly beyond: readonly AssociationFinding[] } {
  const identity = (from: string, field: string | null, to: string): string => JSON.stringify([from, field, to]);
  const found = new Map(findings.map((finding) => [identity(finding.from, finding.field, finding.to), finding]));
  const defined = new Set(
    associations.flatMap(({ from, field, to }) => [identity(from, field, to), ...(field === null ? [identity(to, null, from)] : [])]),
  );
  const isList = ({ from, evidence }: AssociationFinding) => evidence.from.table !== from;
  return {
    ofDefined: associations.map(({ from, field, to }) => found.get(identity(from, field, to))),
    beyond: [...found.values()].filter(
      (finding) =>
        !defined.has(identity(finding.from, finding.field, finding.to)) &&
        !(isList(finding) && defined.has(identity(finding.from, null, finding.to))),
    ),
  };
}
