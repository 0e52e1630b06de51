import { z } from 'zod';

// Only what is used is read; words that HubSpot may add to (types, categories) stay texts.

const text = z.string().nullish();
const flag = z.boolean().nullish();
const id = z.union([z.string(), z.number()]).transform(String);

export const accountPayload = z.object({ portalId: id, accountType: text });

const schema = z.object({
  id,
  objectTypeId: text,
  fullyQualifiedName: text,
  name: z.string(),
  labels: z.object({ singular: text }).nullish(),
  description: text,
  archived: flag,
  requiredProperties: z.array(z.string()).nullish(),
  associations: z.array(z.object({ id, fromObjectTypeId: z.string(), toObjectTypeId: z.string(), name: text })).nullish(),
});
export const schemaPayload = schema.pick({ requiredProperties: true, associations: true });
export const schemasPayload = z.object({ results: z.array(schema) });

export const propertiesPayload = z.object({
  results: z.array(
    z.object({
      name: z.string(),
      label: text,
      type: z.string(),
      fieldType: text,
      description: text,
      hasUniqueValue: flag,
      hubspotDefined: flag,
      archived: flag,
      dataSensitivity: text,
      referencedObjectType: text,
    }),
  ),
});

export const labelsPayload = z.object({ results: z.array(z.object({ category: z.string(), typeId: id, label: text })) });

export const limitsPayload = z.object({
  results: z.array(z.object({ category: z.string(), typeId: id, userEnforcedMaxToObjectIds: z.number().nullish() })),
});

const paging = z.object({ next: z.object({ after: z.string() }).nullish() }).nullish();

export const recordsPayload = z.object({
  results: z.array(z.object({ id, properties: z.record(z.string(), text) })),
  paging,
});

export const ownersPayload = z.object({ results: z.array(z.record(z.string(), z.unknown())), paging });

export type ObjectSchema = z.output<typeof schema>;
export type SchemaDetails = z.output<typeof schemaPayload>;
export type Property = z.output<typeof propertiesPayload>['results'][number];
export type Label = z.output<typeof labelsPayload>['results'][number];
export type Limit = z.output<typeof limitsPayload>['results'][number];
