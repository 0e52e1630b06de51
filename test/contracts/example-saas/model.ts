import type { SaasAssociationModel, SaasFieldModel, SaasModel, SaasObjectModel } from '../../../src/domain/saas.ts';
import type { FieldPayload, TypePayload } from './payloads.ts';

export interface DescribedType {
  readonly type: TypePayload;
  readonly fields: readonly FieldPayload[];
}

/** Payloads in, model out; nothing here waits or calls. */
export function toModel(described: readonly DescribedType[], missing: readonly string[]): SaasModel {
  const objects = described.map(toObject).toSorted((a, b) => byText(a.apiIdentifier, b.apiIdentifier));
  const known = new Set(objects.map(({ apiIdentifier }) => apiIdentifier));
  return {
    objects,
    associations: objects.flatMap((object) => object.fields.flatMap((field) => associations(object, field, known))).toSorted(byEnds),
    notes: missing.toSorted(byText).map((name) => `${name} was there and then was not: it is left out.`),
  };
}

function toObject({ type, fields }: DescribedType): SaasObjectModel {
  return { apiIdentifier: type.name, objectName: type.label, isCustom: type.is_custom, fields: fields.map(toField) };
}

function toField({ name, label, type, required, unique, help, links_to }: FieldPayload): SaasFieldModel {
  return {
    apiIdentifier: name,
    fieldName: label,
    dataType: type,
    isRequired: required,
    isUnique: unique,
    isCustom: false,
    isSensitive: false,
    ...(help === undefined ? {} : { description: help }),
    references: links_to === undefined ? [] : [links_to],
  };
}

/** A link to a type that these credentials do not show is no association: both ends are in the model. */
function associations(from: SaasObjectModel, field: SaasFieldModel, known: ReadonlySet<string>): SaasAssociationModel[] {
  return field.references
    .filter((to) => known.has(to))
    .map((to) => ({
      from: from.apiIdentifier,
      to,
      typeId: field.apiIdentifier,
      label: field.fieldName,
      category: 'PLATFORM_DEFINED',
      cardinality: field.isUnique ? '1:1' : 'N:1',
      field: field.apiIdentifier,
      metadata: {},
    }));
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byEnds = (a: SaasAssociationModel, b: SaasAssociationModel): number =>
  byText(a.from, b.from) || byText(a.to, b.to) || byText(a.typeId, b.typeId);
