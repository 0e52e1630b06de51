import { labelOf } from '../label.ts';
import type { FieldDefinition } from './payloads.ts';
import type { StandardField } from './standard-objects.ts';
import type { ZendeskField } from './fields.ts';

/** As many options of a field as its description tells. */
const mostOptions = 30;

/** The standard fields of tickets that the account's own list of ticket fields tells of too, by their type there. */
const ticketFieldsByType: Readonly<Record<string, string>> = {
  subject: 'subject',
  description: 'description',
  status: 'status',
  tickettype: 'type',
  priority: 'priority',
  basic_priority: 'priority',
  group: 'group_id',
  assignee: 'assignee_id',
  custom_status: 'custom_status_id',
};
/** The same of custom objects, by their key. */
const objectFieldsByKey: Readonly<Record<string, string>> = { 'standard::name': 'name', 'standard::external_id': 'external_id' };

/** An object whose fields the account may add to: where their values lie in a record. */
export interface Extensible {
  readonly standard: readonly StandardField[];
  /** The API identifier of an added field: tickets go by its id, everything else by its key. */
  identifierOf(definition: FieldDefinition): string;
}

export const byTicketField = ({ id }: Pick<FieldDefinition, 'id'>): string => `custom_fields_${id}`;
export const byKey =
  (container: string) =>
  ({ id, key }: FieldDefinition): string =>
    `${container}.${key ?? id}`;

/** The fields of an object: those of the reference, named as the account names them, and those that the account added. Inactive ones are left out. */
export function fieldsOf({ standard, identifierOf }: Extensible, definitions: readonly FieldDefinition[]): readonly ZendeskField[] {
  const active = definitions.filter((definition) => definition.active !== false);
  const told = new Map(active.flatMap((definition) => (standardName(definition) === undefined ? [] : [[standardName(definition), definition]])));
  const own = standard.map((field) => ({ ...standardField(field), ...namedBy(told.get(field.name)) }));
  const added = active.filter((definition) => standardName(definition) === undefined).map((definition) => addedField(definition, identifierOf));
  return [...own, ...new Map(added.map((field) => [field.apiIdentifier, field])).values()];
}

function standardName({ type, key, removable }: FieldDefinition): string | undefined {
  return objectFieldsByKey[key ?? ''] ?? (removable === false ? ticketFieldsByType[type] : undefined);
}

export function standardField({ name, type, ...rest }: StandardField): ZendeskField {
  const label = labelOf(name.replace(/[._]ids?$/, ''));
  return {
    ...rest,
    apiIdentifier: name,
    fieldName: labelOf(name),
    label,
    type,
    isCustom: false,
    isSensitive: false,
    definedBy: { api_reference: true },
  };
}

/** What the account says of a standard field. */
function namedBy(definition: FieldDefinition | undefined): Partial<ZendeskField> {
  if (definition === undefined) return {};
  const { title, required, properties } = definition;
  return {
    ...(title ? { fieldName: title, label: title } : {}),
    ...(required === true ? { isRequired: true } : {}),
    ...(properties?.is_unique === true ? { isUnique: true } : {}),
    ...descriptionOf(definition),
  };
}

function addedField(definition: FieldDefinition, identifierOf: Extensible['identifierOf']): ZendeskField {
  const { id, key, type, title, required, removable, system, properties, relationship_target_type: target } = definition;
  const name = title || labelOf(key ?? id);
  return {
    apiIdentifier: identifierOf(definition),
    fieldName: name,
    label: name,
    type,
    isRequired: required === true,
    isUnique: properties?.is_unique === true,
    isCustom: removable !== false && system !== true,
    isSensitive: type === 'partialcreditcard',
    targets: target ? [targetOf(target)] : [],
    isMany: type === 'multi_lookup',
    definedBy: { field_id: id, relationship_target_type: target },
    ...descriptionOf(definition),
  };
}

function descriptionOf({ description, custom_field_options: options }: FieldDefinition): Pick<ZendeskField, 'description'> {
  const values = (options ?? []).map(({ value }) => value);
  const told = values.length > mostOptions ? `${values.slice(0, mostOptions).join(', ')} and ${values.length - mostOptions} more` : values.join(', ');
  const texts = [description?.trim() ?? '', values.length === 0 ? '' : `Options: ${told}.`].filter((text) => text !== '');
  return texts.length === 0 ? {} : { description: texts.join(' ') };
}

const targets: Readonly<Record<string, string>> = { 'zen:user': 'users', 'zen:organization': 'organizations', 'zen:ticket': 'tickets' };

/** The object that a `relationship_target_type` means; custom objects go by this very word. */
function targetOf(word: string): string {
  return targets[word] ?? word;
}
