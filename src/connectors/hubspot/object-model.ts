import type { SaasFieldModel, SaasObjectModel } from '../../domain/saas.ts';
import type { ObjectSchema, Property } from './payloads.ts';
import { standardObjects } from './standard-objects.ts';

/** An object type of the account, before its fields are read. */
export interface ObjectType {
  /** The word of the API's paths for standard objects. For custom ones the type id (`2-…`): associations name them by it, and it never changes. */
  readonly apiIdentifier: string;
  readonly objectName: string;
  readonly isCustom: boolean;
  readonly description?: string;
  /** Everything else that payloads call it by. */
  readonly aliases: readonly string[];
  /** Whether HubSpot lets it have sensitive fields. */
  readonly hasSensitive: boolean;
  /** Of custom objects; those of standard ones are asked for one by one. */
  readonly schema?: ObjectSchema;
}

export function objectTypes(customSchemas: readonly ObjectSchema[]): ObjectType[] {
  const standard = standardObjects.map(({ apiIdentifier, objectName, typeId, word }) => ({
    apiIdentifier,
    objectName,
    isCustom: false,
    hasSensitive: sensitiveObjects.has(apiIdentifier),
    aliases: typeId === undefined ? [word] : [typeId, word],
  }));
  const custom = customSchemas
    .filter(({ archived }) => archived !== true)
    .map((schema) => ({
      apiIdentifier: typeIdOf(schema),
      objectName: schema.labels?.singular || schema.name,
      isCustom: true,
      hasSensitive: true,
      schema,
      ...(schema.description ? { description: schema.description } : {}),
      aliases: [schema.fullyQualifiedName ?? '', schema.name].filter((alias) => alias !== ''),
    }));
  return [...standard, ...custom];
}

/** The standard objects that there are sensitive scopes for. */
const sensitiveObjects = new Set(['contacts', 'companies', 'deals', 'tickets', 'leads']);

/** Older answers have only the number in `id`. */
function typeIdOf({ id, objectTypeId }: ObjectSchema): string {
  return objectTypeId ?? (id.includes('-') ? id : `2-${id}`);
}

/** Finds the API identifier that a word of a payload means: standard objects come first, and the type id of a custom object is always its own. */
export function identifiersByAlias(types: readonly ObjectType[]): (word: string) => string | undefined {
  const known = new Map<string, string>();
  for (const { apiIdentifier, aliases } of types) {
    for (const alias of [apiIdentifier, ...aliases]) if (!known.has(alias.toUpperCase())) known.set(alias.toUpperCase(), apiIdentifier);
  }
  return (word) => known.get(word.toUpperCase()) ?? (/^2-\d+$/.test(word) ? word : undefined);
}

/** An object with its fields. Archived properties are left out; references are told even where the credentials do not show their object. */
export function toObject(
  { apiIdentifier, objectName, isCustom, description, schema }: ObjectType,
  properties: readonly Property[],
  identifierOf: (word: string) => string | undefined,
): SaasObjectModel {
  const required = [apiIdentifier === 'owners' ? 'id' : 'hs_object_id', ...(schema?.requiredProperties ?? [])];
  const fields = properties.filter(({ archived }) => archived !== true).map((property) => toField(property, required, identifierOf));
  return { apiIdentifier, objectName, isCustom, ...(description === undefined ? {} : { description }), fields };
}

function toField(property: Property, required: readonly string[], identifierOf: (word: string) => string | undefined): SaasFieldModel {
  const { name, label, type, description, hasUniqueValue, hubspotDefined, dataSensitivity, referencedObjectType } = property;
  const target = referencedObjectType ? identifierOf(referencedObjectType) : undefined;
  return {
    apiIdentifier: name,
    fieldName: label || name,
    dataType: type,
    isRequired: required.includes(name),
    // Every record has another, though the property does not say so.
    isUnique: name === 'hs_object_id' || hasUniqueValue === true,
    isCustom: hubspotDefined !== true,
    isSensitive: dataSensitivity?.endsWith('sensitive') === true && dataSensitivity !== 'non_sensitive',
    ...(description ? { description } : {}),
    references: target === undefined ? [] : [target],
  };
}
