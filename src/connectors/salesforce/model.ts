import type { SaasFieldModel, SaasModel, SaasObjectModel } from '../../domain/saas.ts';
import { associationsOf, hasCustomName } from './associations.ts';
import { byText } from '../by-text.ts';
import type { DescribedField, ObjectDescription } from './payloads.ts';

/** The shape of an account from the descriptions of its objects. */
export function modelOf(descriptions: readonly ObjectDescription[], notes: readonly string[]): SaasModel {
  const objects = descriptions.toSorted((a, b) => byText(a.name, b.name));
  return { objects: objects.map(objectOf), associations: associationsOf(objects), notes };
}

/** A description without custom fields, its own and those of others that lead to it. */
export function standardOnly(description: ObjectDescription): ObjectDescription {
  return {
    ...description,
    fields: description.fields.filter(({ custom }) => !custom),
    childRelationships: description.childRelationships.filter(({ field }) => !hasCustomName(field)),
  };
}

function objectOf(description: ObjectDescription): SaasObjectModel {
  return {
    apiIdentifier: description.name,
    objectName: description.label ?? description.name,
    isCustom: description.custom,
    fields: description.fields.filter(({ deprecatedAndHidden }) => !deprecatedAndHidden).map(fieldOf),
  };
}

function fieldOf(field: DescribedField): SaasFieldModel {
  return {
    apiIdentifier: field.name,
    fieldName: field.label ?? field.name,
    dataType: field.type,
    isRequired: field.createable && !field.nillable && !field.defaultedOnCreate,
    // External ids may hold a value twice, and idLookup only says that upserts may look there: neither is a promise.
    isUnique: field.unique || field.type === 'id',
    isCustom: field.custom,
    isSensitive: field.encrypted || field.type === 'encryptedstring',
    ...(field.inlineHelpText === undefined ? {} : { description: field.inlineHelpText }),
    references: [...new Set(field.referenceTo)].toSorted(byText),
  };
}
