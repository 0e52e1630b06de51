import { dividedFindings, metadataEvidence, type AssociationEvidence } from '../domain/association-evidence.ts';
import { stableId } from '../domain/ids.ts';
import type { Reconciliation } from '../domain/landing.ts';
import type { AssociationFinding, InferredAssociationEvidence } from '../domain/saas-records.ts';
import type { SaasObjectModel } from '../domain/saas.ts';
import { storableJson } from './json.ts';
import type { SaasScan } from './scan-saas.ts';

/** An association as a scan found it: one that the platform defines, or one that its records show. */
export interface FoundAssociation {
  /** The one it has where a scan was the first to know of it. */
  readonly id: string;
  readonly from_object_id: string;
  readonly to_object_id: string;
  readonly association_category: string;
  readonly association_type_id: string;
  readonly association_label: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly type: 'FOREIGN_KEY' | 'INFERRED';
  readonly score: number;
  readonly evidence: AssociationEvidence | InferredAssociationEvidence;
  /** The field of the one object that holds it; null where none does. */
  readonly field: string | null;
  /** Null where the source is not synced. */
  readonly reconciliation: Reconciliation | null;
}

/** The category of associations that records show; their type id is the field that holds them. */
const INFERRED = 'INFERRED';

/** What the platform defines, in its order, then what the records show beyond; each once. */
export function foundAssociations(scan: SaasScan, objectIds: ReadonlyMap<string, string>): readonly FoundAssociation[] {
  const { sourceId, model, landing } = scan;
  const findings = (JSON.parse(storableJson(scan.findings)) as AssociationFinding[]).map((finding, i) => ({
    ...finding,
    reconciliation: landing?.ofFindings[i] ?? null,
  }));
  const objects = new Map(model.objects.map((object) => [object.apiIdentifier, object]));
  const endOf = (name: string): { readonly object: SaasObjectModel; readonly id: string } => {
    const [object, id] = [objects.get(name), objectIds.get(name)];
    if (object === undefined || id === undefined) throw new Error(`an association names an object that its model does not have: ${name}`);
    return { object, id };
  };
  const place = (from: string, to: string, category: string, typeId: string) => ({
    id: stableId('association', sourceId, from, to, category, typeId),
    from_object_id: from,
    to_object_id: to,
    association_category: category,
    association_type_id: typeId,
  });
  const { ofDefined, beyond } = dividedFindings(model.associations, findings);
  const defined = model.associations.map((association, i): FoundAssociation => {
    const [from, to] = [endOf(association.from), endOf(association.to)];
    const { category, typeId, label, metadata, field } = association;
    return {
      ...place(from.id, to.id, category, typeId),
      association_label: label,
      metadata,
      type: 'FOREIGN_KEY',
      score: 1,
      evidence: metadataEvidence(association, from.object, to.object, ofDefined[i]),
      field,
      reconciliation: landing?.reconciliations[i] ?? null,
    };
  });
  const inferred = findings
    .filter((finding) => beyond.includes(finding))
    .map((finding): FoundAssociation => {
      const [from, to] = [endOf(finding.from), endOf(finding.to)];
      const { field, score, evidence, reconciliation } = finding;
      return {
        ...place(from.id, to.id, INFERRED, field),
        association_label: `${from.object.objectName}.${field} → ${to.object.objectName}`,
        metadata: {},
        type: 'INFERRED',
        score,
        evidence,
        field,
        reconciliation,
      };
    });
  return [...new Map([...defined, ...inferred].map((association) => [association.id, association])).values()];
}
