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
}

interface AssociationEnd {
  /** API identifier. */
  readonly object: string;
  readonly name: string;
}

export function metadataEvidence(association: SaasAssociationModel, from: SaasObjectModel, to: SaasObjectModel): AssociationEvidence {
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
  };
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

/** Whether the platform now defines something else, which could change a reviewer's mind: other words for the same do not. */
export function definesOtherwise(before: AssociationEvidence, after: AssociationEvidence): boolean {
  return definition(before) !== definition(after);
}

const definition = ({ from, to, cardinality, field }: AssociationEvidence): string => JSON.stringify([from.object, to.object, cardinality, field]);
