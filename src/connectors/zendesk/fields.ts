import type { SaasAssociationModel, SaasFieldModel } from '../../domain/saas.ts';

/** A field of an object of the account, with everything that the model tells of it. */
export interface ZendeskField {
  readonly apiIdentifier: string;
  readonly fieldName: string;
  /** What an association that it holds is called. */
  readonly label: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly isUnique: boolean;
  readonly isCustom: boolean;
  readonly isSensitive: boolean;
  readonly description?: string;
  /** API identifiers of the objects whose ids it holds, whether the account shows them or not. */
  readonly targets: readonly string[];
  readonly isMany: boolean;
  /** Where it is written that it is a reference. */
  readonly definedBy: Readonly<Record<string, unknown>>;
}

export function fieldModel(field: ZendeskField, isShown: (object: string) => boolean): SaasFieldModel {
  const { apiIdentifier, fieldName, type, isRequired, isUnique, isCustom, isSensitive, description, targets } = field;
  return {
    apiIdentifier,
    fieldName,
    dataType: type,
    isRequired,
    isUnique,
    isCustom,
    isSensitive,
    ...(description === undefined ? {} : { description }),
    references: targets.filter(isShown),
  };
}

/** One for each object that the field may point to and that the account shows; those of one field share a group. */
export function fieldAssociations(from: string, field: ZendeskField, isShown: (object: string) => boolean): readonly SaasAssociationModel[] {
  const typeId = `${from}.${field.apiIdentifier}`;
  const one = field.isUnique ? '1:1' : 'N:1';
  return field.targets.filter(isShown).map((to) => ({
    from,
    to,
    typeId,
    label: field.label,
    category: field.isCustom ? 'USER_DEFINED' : 'PLATFORM_DEFINED',
    cardinality: field.isMany ? 'N:M' : one,
    field: field.apiIdentifier,
    metadata: { ...field.definedBy, ...(field.targets.length > 1 ? { polymorphic_group: typeId } : {}) },
  }));
}
