import { objects, ticketFieldKeys } from './zendesk-account.ts';
import { customObjects, organizationFields, ticketFields, userFields, type ZendeskDefinition } from './zendesk-custom-fields.ts';

interface TrueAssociation {
  readonly from: string;
  readonly to: string;
  readonly field: string;
  readonly category: 'PLATFORM_DEFINED' | 'USER_DEFINED';
  readonly cardinality: '1:1' | 'N:1' | 'N:M';
}

const targets: Readonly<Record<string, string>> = {
  'zen:user': 'users',
  'zen:organization': 'organizations',
  'zen:ticket': 'tickets',
  ...Object.fromEntries(Object.keys(customObjects).map((key) => [`zen:custom_object:${key}`, `zen:custom_object:${key}`])),
};

interface Added {
  readonly definitions: readonly ZendeskDefinition[];
  identifierOf(definition: ZendeskDefinition): string;
}

const added: Readonly<Record<string, Added>> = {
  tickets: { definitions: ticketFields.filter(({ removable }) => removable), identifierOf: ({ id }) => `custom_fields_${id}` },
  users: { definitions: userFields, identifierOf: ({ key }) => `user_fields.${key}` },
  organizations: { definitions: organizationFields, identifierOf: ({ key }) => `organization_fields.${key}` },
  ...Object.fromEntries(
    Object.entries(customObjects).map(([key, { fields }]) => [
      `zen:custom_object:${key}`,
      {
        definitions: fields.filter((definition) => !definition.key.startsWith('standard::')),
        identifierOf: (definition: ZendeskDefinition) => `custom_object_fields.${definition.key}`,
      },
    ]),
  ),
};

const ofCustomObjects = 'id url name external_id custom_object_key created_at updated_at created_by_user_id updated_by_user_id'.split(' ');

function trueObject(apiIdentifier: string, isCustom: boolean, own: readonly string[]) {
  const { definitions = [], identifierOf = () => '' } = added[apiIdentifier] ?? {};
  return { apiIdentifier, isCustom, fields: [...own, ...definitions.filter(({ active }) => active).map(identifierOf)].toSorted() };
}

function nested(name: string): readonly string[] {
  return name === 'restriction' ? ['restriction', 'restriction.id', 'restriction.type'] : [name];
}

/** What a reader of the account must find, and nothing else. */
export const zendeskTruth = {
  objects: [
    ...Object.entries(objects).map(([name, { fields }]) => trueObject(name, false, Object.keys(fields).flatMap(nested))),
    trueObject('ticket_fields', false, ticketFieldKeys),
    ...Object.keys(customObjects).map((key) => trueObject(`zen:custom_object:${key}`, true, ofCustomObjects)),
  ].toSorted((a, b) => (a.apiIdentifier < b.apiIdentifier ? -1 : 1)),
  associations: [...references(), ...restrictions(), ...lookups()],
} as const;

function references(): TrueAssociation[] {
  const standard = Object.entries(objects).flatMap(([from, { fields }]) =>
    Object.entries(fields).flatMap(([field, { targets: to, isMany, isUnique }]) =>
      to.map((target) => reference(from, target, field, isMany ? 'N:M' : isUnique ? '1:1' : 'N:1')),
    ),
  );
  const custom = Object.keys(customObjects).flatMap((key) =>
    ['created_by_user_id', 'updated_by_user_id'].map((field) => reference(`zen:custom_object:${key}`, 'users', field, 'N:1')),
  );
  return [...standard, ...custom, reference('ticket_fields', 'users', 'creator_user_id', 'N:1')];
}

function reference(from: string, to: string, field: string, cardinality: TrueAssociation['cardinality']): TrueAssociation {
  return { from, to, field, category: 'PLATFORM_DEFINED', cardinality };
}

function restrictions(): TrueAssociation[] {
  return ['macros', 'views'].flatMap((from) => ['groups', 'users'].map((to) => reference(from, to, 'restriction.id', 'N:1')));
}

function lookups(): TrueAssociation[] {
  return Object.entries(added).flatMap(([from, { definitions, identifierOf }]) =>
    definitions.flatMap((definition) => {
      const to = definition.active ? targets[definition.relationship_target_type ?? ''] : undefined;
      if (to === undefined) return [];
      const cardinality = definition.type === 'multi_lookup' ? 'N:M' : 'N:1';
      return [{ from, to, field: identifierOf(definition), category: 'USER_DEFINED' as const, cardinality }];
    }),
  );
}
