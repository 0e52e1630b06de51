import { isList, type OpenApiDocument, resolved, resourceIds, type Schema } from './openapi.ts';

export interface ResourceField {
  /** One name, or the names on the way to a reference inside nested objects. */
  readonly path: readonly string[];
  /** Type and format in the words of the document. */
  readonly dataType: string;
  readonly isRequired: boolean;
  readonly description: string | undefined;
  /** The resources whose ids it holds; empty for fields that are no references. */
  readonly targets: readonly string[];
  /** Whether one record may hold several of those ids. */
  readonly isMany: boolean;
}

/** How many nested objects deep a reference may lie: an invoice names its subscription in `parent.subscription_details.subscription`. */
const DEEPEST = 2;

/**
 * The properties of a resource, nested objects and `metadata` as one field each, and after each nested object the references inside it.
 * Those of a resource that is nested as a whole, or of a list, are that resource's own.
 */
export function resourceFields(schema: Schema, document: OpenApiDocument): readonly ResourceField[] {
  const fields = new Map<string, ResourceField>();
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const reference = referenceOf(property, document);
    const field = {
      path: [name],
      dataType: reference?.dataType ?? typeWords(property, document),
      isRequired: (schema.required?.includes(name) ?? false) && property.nullable !== true,
      description: property.description?.trim() || undefined,
      targets: reference?.targets ?? [],
      isMany: reference?.isMany ?? false,
    };
    for (const found of reference === undefined ? [field, ...nestedReferences([name], property, false, document)] : [field])
      if (!fields.has(found.path.join('.'))) fields.set(found.path.join('.'), found);
  }
  return [...fields.values()];
}

function nestedReferences(path: readonly string[], property: Schema, isMany: boolean, document: OpenApiDocument): readonly ResourceField[] {
  const isArray = property.items !== undefined;
  return plainObjects(property.items ?? property, document).flatMap((part) =>
    Object.entries(part.properties ?? {}).flatMap(([name, inner]) => {
      const reference = referenceOf(inner, document);
      const here = [...path, name];
      const many = isMany || isArray;
      if (reference === undefined) return path.length < DEEPEST ? nestedReferences(here, inner, many, document) : [];
      const several = many || reference.isMany;
      return [
        {
          path: here,
          dataType: several ? 'array<string>' : 'string',
          isRequired: false,
          description: inner.description?.trim() || undefined,
          targets: reference.targets,
          isMany: several,
        },
      ];
    }),
  );
}

/** The objects without an identity of their own that a property may hold. */
function plainObjects(property: Schema, document: OpenApiDocument): readonly Schema[] {
  return (property.anyOf ?? [property]).flatMap((choice) => {
    const found = resolved(choice, document);
    return found?.properties === undefined || found['x-resourceId'] !== undefined || isList(found) ? [] : [found];
  });
}

function referenceOf(property: Schema, document: OpenApiDocument): Pick<ResourceField, 'targets' | 'isMany' | 'dataType'> | undefined {
  const choices = (property['x-expansionResources'] ?? property.items?.['x-expansionResources'])?.oneOf;
  if (choices === undefined) return undefined;
  const isMany = property['x-expansionResources'] === undefined;
  const targets = [...new Set(choices.flatMap((choice) => resourceIds(choice, document)))].toSorted();
  return { targets, isMany, dataType: isMany ? 'array<string>' : 'string' };
}

function typeWords(property: Schema, document: OpenApiDocument): string {
  if (property.anyOf !== undefined) return [...new Set(property.anyOf.map((choice) => typeWords(choice, document)))].join(' | ');
  if (property.$ref !== undefined) return resolved(property, document)?.type ?? 'object';
  if (property.items !== undefined) return `array<${typeWords(property.items, document)}>`;
  const type = property.type ?? 'object';
  return property.format === undefined ? type : `${type} (${property.format})`;
}
