import type { Calls, Hidden } from './calls.ts';
import type { ObjectType } from './object-model.ts';
import { ownerProperties } from './owner-properties.ts';
import type { Property, SchemaDetails } from './payloads.ts';

/** What the account shows of one type of object. */
export interface LoadedObject {
  readonly type: ObjectType;
  readonly properties: readonly Property[];
  readonly definitions: NonNullable<SchemaDetails['associations']>;
  readonly isReadable: boolean;
  /** What is missing, and why. */
  readonly notes: readonly string[];
}

export async function loadObject(calls: Calls, type: ObjectType): Promise<LoadedObject> {
  const { apiIdentifier } = type;
  if (apiIdentifier === 'owners') {
    const owners = await calls.owners();
    return 'hidden' in owners ? leftOut(type, owners.hidden) : { type, properties: ownerProperties, definitions: [], isReadable: true, notes: [] };
  }
  const properties = await calls.properties(apiIdentifier, 'non_sensitive');
  if ('hidden' in properties) return leftOut(type, properties.hidden);
  const found = [...properties.value];
  const notes: string[] = [];
  for (const sensitivity of type.hasSensitive ? (['sensitive', 'highly_sensitive'] as const) : []) {
    let sensitive = await calls.properties(apiIdentifier, sensitivity);
    // Fields that one scan misses are inactive in the catalog: a stray refusal is not to cost them.
    if ('hidden' in sensitive) sensitive = await calls.properties(apiIdentifier, sensitivity);
    if ('value' in sensitive) found.push(...sensitive.value);
    else notes.push(`${apiIdentifier}: ${sensitivity} fields are not shown to the credentials.`);
  }
  const schema = type.schema === undefined ? await calls.schema(apiIdentifier) : { value: type.schema };
  if ('hidden' in schema) notes.push(`${apiIdentifier}: associations may be missing, because its schema is not shown to the credentials.`);
  return {
    type,
    properties: [...new Map(found.map((property) => [property.name, property])).values()],
    definitions: ('value' in schema && schema.value.associations) || [],
    isReadable: true,
    notes,
  };
}

/** Standard types that the account does not know are no loss. */
function leftOut(type: ObjectType, hidden: Hidden): LoadedObject {
  const why = {
    unknown: type.isCustom ? 'HubSpot does not know it any more' : undefined,
    gone: 'there is no such object any more',
    forbidden: 'the credentials may not read it',
  }[hidden];
  const notes = why === undefined ? [] : [`${type.apiIdentifier} is left out: ${why}.`];
  return { type, properties: [], definitions: [], isReadable: false, notes };
}
