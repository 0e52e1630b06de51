import { createRandom, type Random } from '../random.ts';
import { objects, ticketFieldKeys } from './zendesk-account.ts';
import { customObjects, organizationFields, ticketFields, userFields, type ZendeskDefinition } from './zendesk-custom-fields.ts';

export type ZendeskRecord = Readonly<Record<string, unknown>>;

const objectNames = [...Object.keys(objects), 'ticket_fields'].toSorted();
const customObject = /^zen:custom_object:(.+)$/;

/** The ids of an object's records; those of custom objects and of trigger categories are texts. */
export function idsOf(object: string): readonly (number | string)[] {
  if (object === 'ticket_fields') return ticketFields.map(({ id }) => id);
  const [, key] = customObject.exec(object) ?? [];
  if (key !== undefined)
    return Array.from({ length: customObjectOf(key)?.records ?? 0 }, (_, i) => `01HZ${key.toUpperCase()}${String(i).padStart(6, '0')}`);
  const first = (objectNames.indexOf(object) + 1) * 10_000_000_000;
  const ids = Array.from({ length: objects[object]?.records ?? 0 }, (_, i) => first + i * 13);
  return object === 'trigger_categories' ? ids.map(String) : ids;
}

export function customObjectOf(key: string) {
  return Object.entries(customObjects).find(([name]) => name === key)?.[1];
}

/** The records of an object, made when they are first asked for: the same ones on every machine. */
export function zendeskRecords(object: string): readonly ZendeskRecord[] {
  const known = made.get(object);
  if (known !== undefined) return known;
  const [, key] = customObject.exec(object) ?? [];
  const fresh = key === undefined ? standardRecords(object) : customRecords(object, key);
  made.set(object, fresh);
  return fresh;
}

const made = new Map<string, readonly ZendeskRecord[]>();

function standardRecords(object: string): readonly ZendeskRecord[] {
  if (object === 'ticket_fields') return ticketFields.map(ticketFieldRecord);
  const random = createRandom(`zendesk/${object}`);
  const ids = idsOf(object);
  const { fields = {}, records = 0 } = objects[object] ?? {};
  const hasId = 'id' in fields;
  return Array.from({ length: records }, (_, i) => {
    const drawn = Object.entries(fields).map(([name, kind]) => [name, kind.value({ random, i, ids: idsOf })] as const);
    return { ...Object.fromEntries(drawn), ...(hasId ? { id: ids[i] } : {}), ...addedValues(object, random) };
  });
}

function addedValues(object: string, random: Random): ZendeskRecord {
  if (object === 'users') return { user_fields: valuesByKey(userFields, random) };
  if (object === 'organizations') return { organization_fields: valuesByKey(organizationFields, random) };
  if (object !== 'tickets') return {};
  const own = ticketFields.filter(({ removable, active }) => removable && active);
  return { custom_fields: own.map((definition) => ({ id: definition.id, value: valueOf(definition, random) })) };
}

function customRecords(object: string, key: string): readonly ZendeskRecord[] {
  const random = createRandom(`zendesk/${object}`);
  const own = (customObjectOf(key)?.fields ?? []).filter(({ key: name }) => !name.startsWith('standard::'));
  const byUser = () => String(random.pick(idsOf('users')));
  return idsOf(object).map((id, i) => ({
    id,
    url: `https://machines.zendesk.example/api/v2/custom_objects/${key}/records/${id}`,
    name: `${key}-${i + 1}`,
    external_id: null,
    custom_object_key: key,
    created_at: '2024-02-29T09:00:00Z',
    updated_at: '2025-06-01T12:30:15Z',
    created_by_user_id: byUser(),
    updated_by_user_id: byUser(),
    custom_object_fields: valuesByKey(own, random),
  }));
}

function valuesByKey(definitions: readonly ZendeskDefinition[], random: Random): ZendeskRecord {
  return Object.fromEntries(definitions.map((definition) => [definition.key, valueOf(definition, random)]));
}

const lookedUp: Readonly<Record<string, string>> = { 'zen:user': 'users', 'zen:organization': 'organizations', 'zen:ticket': 'tickets' };

/** Lookups hold ids as texts. Half of everything is missing. */
function valueOf({ type, custom_field_options: options, relationship_target_type: target = '' }: ZendeskDefinition, random: Random): unknown {
  if (type === 'multi_lookup') return random.sample(idsOf(target), 2).map(String);
  if (type === 'checkbox') return random.chance(0.5);
  if (random.chance(0.5)) return null;
  const date = `2025-0${random.integer(1, 9)}-1${random.integer(0, 9)}`;
  switch (type) {
    case 'lookup': {
      const ids = idsOf(lookedUp[target] ?? target);
      return ids.length === 0 ? null : String(random.pick(ids));
    }
    case 'integer':
      return random.integer(0, 900);
    case 'decimal':
      return String(random.integer(10, 9000) / 8);
    case 'date':
      return date;
    case 'multiselect':
      return random.sample(options ?? [], 2).map(({ value }) => value);
    case 'tagger':
    case 'dropdown':
      return random.pick(options ?? []).value;
    case 'partialcreditcard':
      return `XXXXXXXXXXXX${random.integer(1000, 9999)}`;
    default:
      return `${type} ${random.integer(1, 500)}`;
  }
}

/** A definition as the list of ticket fields has it. */
function ticketFieldRecord(definition: ZendeskDefinition, position: number): ZendeskRecord {
  const { key: _key, properties: _properties, removable, ...told } = definition;
  const defaults = Object.fromEntries(ticketFieldKeys.map((name) => [name, null]));
  return {
    ...defaults,
    ...told,
    url: `https://machines.zendesk.example/api/v2/ticket_fields/${definition.id}.json`,
    position,
    removable,
    raw_title: definition.title,
    title_in_portal: definition.title,
    raw_title_in_portal: definition.title,
    raw_description: definition.description,
    required_in_portal: false,
    visible_in_portal: true,
    editable_in_portal: true,
    collapsed_for_agents: false,
    created_at: '2021-05-04T10:00:00Z',
    updated_at: '2024-11-05T17:40:12Z',
    creator_user_id: removable ? idsOf('users')[0] : -1,
  };
}
