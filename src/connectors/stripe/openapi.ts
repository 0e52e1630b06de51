import { z } from 'zod';

/** What is used of a schema in Stripe's OpenAPI document. */
export interface Schema {
  readonly $ref?: string | undefined;
  readonly type?: string | undefined;
  readonly format?: string | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly nullable?: boolean | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: Schema | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  /** The name of the resource that the schema describes. */
  readonly 'x-resourceId'?: string | undefined;
  /** The resources whose id a property holds. `x-expandableFields` is not read: it names plain nested objects too. */
  readonly 'x-expansionResources'?: { readonly oneOf: readonly Schema[] } | undefined;
}

const schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.string().optional(),
    format: z.string().optional(),
    title: z.string().optional(),
    description: z.string().optional(),
    nullable: z.boolean().optional(),
    enum: z.array(z.unknown()).optional(),
    properties: z.record(z.string(), schema).optional(),
    required: z.array(z.string()).optional(),
    items: schema.optional(),
    anyOf: z.array(schema).optional(),
    'x-resourceId': z.string().optional(),
    'x-expansionResources': z.object({ oneOf: z.array(schema) }).optional(),
  }),
);

const operation = z.object({
  parameters: z.array(z.object({ name: z.string(), in: z.string().optional(), required: z.boolean().optional() })).optional(),
  responses: z.record(z.string(), z.object({ content: z.record(z.string(), z.object({ schema: schema.optional() })).optional() })),
});

export const openApiDocument = z.object({
  info: z.object({ version: z.string() }),
  paths: z.record(z.string(), z.object({ get: operation.optional() })),
  components: z.object({ schemas: z.record(z.string(), schema) }),
});

export type OpenApiDocument = z.output<typeof openApiDocument>;
export type Operation = z.output<typeof operation>;

const prefix = '#/components/schemas/';

/** The schema itself, or the one that it refers to; undefined where the document has none such. */
export function resolved(schema: Schema, { components }: OpenApiDocument): Schema | undefined {
  if (schema.$ref === undefined) return schema;
  return schema.$ref.startsWith(prefix) ? components.schemas[schema.$ref.slice(prefix.length)] : undefined;
}

/** Whether it is one of Stripe's pages of records. */
export function isList(schema: Schema): boolean {
  return schema.properties?.['object']?.enum?.includes('list') ?? false;
}

/**
 * The resources that a schema stands for: one, or several where it is a choice of them (`payment_source`).
 * What is left of a deleted resource (`deleted_customer`) stands for that resource.
 */
export function resourceIds(schema: Schema, document: OpenApiDocument, depth = 0): readonly string[] {
  const found = resolved(schema, document);
  if (found === undefined || depth > 4) return [];
  if (found.properties === undefined && found.anyOf !== undefined)
    return [...new Set(found.anyOf.flatMap((choice) => resourceIds(choice, document, depth + 1)))];
  const id = found['x-resourceId'];
  return id === undefined ? [] : [id.replace(/^deleted_/, '')];
}
