import { type OpenApiDocument, type Schema } from './openapi.ts';
import { type ResourceField, resourceFields } from './fields.ts';
import { recordLists, type RecordList } from './paths.ts';

export interface Resource {
  /** Its `x-resourceId`, such as `payment_intent`. */
  readonly id: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly fields: readonly ResourceField[];
  /** Where its records are listed; undefined where Stripe does not list them. */
  readonly list: RecordList | undefined;
}

export interface Resources {
  /** The API version that the document describes. */
  readonly version: string;
  /** Ordered by id. */
  readonly resources: readonly Resource[];
}

/**
 * The resources of the API: schemas with an `x-resourceId` and properties that some path of the v1 API lists or retrieves.
 * So what is left of deleted ones, choices of several (`payment_source`) and parts of other resources are none.
 */
export function readResources(document: OpenApiDocument): Resources {
  const lists = recordLists(document);
  const schemas = new Map<string, Schema>();
  for (const schema of Object.values(document.components.schemas)) {
    const id = schema['x-resourceId'];
    if (id !== undefined && lists.has(id) && schema.properties !== undefined && !schemas.has(id)) schemas.set(id, schema);
  }
  const resources = [...schemas]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, schema]) => ({
      id,
      title: titleOf(id, schema.title ?? id),
      description: schema.description?.trim() || undefined,
      fields: resourceFields(schema, document),
      list: lists.get(id),
    }));
  return { version: document.info.version, resources };
}

/** `PaymentIntent` → `Payment Intent`. There are several accounts, cards and transactions: those of a product of Stripe's name it. */
function titleOf(id: string, title: string): string {
  const [product, name] = id.split('.');
  const words = title.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, ' ');
  return product === undefined || name === undefined ? words : `${words} (${product.replaceAll('_', ' ')})`;
}
