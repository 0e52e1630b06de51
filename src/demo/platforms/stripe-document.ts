import { innerParts, listSchema, objectSchema, refTo, text, to, type Kind } from './stripe-kinds.ts';
import { type FakeResource, stripeResources } from './stripe-resources.ts';

export const stripeVersion = '2025-06-30.basil';

/** How much larger than that of the demo an account is to be. */
export interface StripeGrowth {
  /** So many properties more on customers. */
  readonly manyFields?: number;
  /** So many resources more, without records, each with a reference to a customer. */
  readonly manyObjects?: number;
}

/** The OpenAPI document of the fake platform, in the manner of the one that Stripe publishes. */
export function stripeDocument(growth: StripeGrowth = {}): unknown {
  const entries = Object.entries(grownResources(growth));
  const schemas = Object.assign({}, ...entries.map(([id, resource]) => schemasOf(id, resource)), choices) as Record<string, unknown>;
  return {
    openapi: '3.0.0',
    info: { title: 'Stripe API', version: stripeVersion },
    paths: Object.assign({}, ...entries.map(([id, resource]) => pathsOf(id, resource)), sourcePaths) as Record<string, unknown>,
    components: { schemas: Object.fromEntries(Object.entries(schemas).toSorted(([a], [b]) => (a < b ? -1 : 1))) },
  };
}

function grownResources({ manyFields = 0, manyObjects = 0 }: StripeGrowth): Readonly<Record<string, FakeResource>> {
  const fields = Object.fromEntries(Array.from({ length: manyFields }, (_, n) => [`custom_attribute_${n}`, text()]));
  const more = Array.from({ length: manyObjects }, (_, n): [string, FakeResource] => {
    const resource = {
      title: `CustomResource${n}`,
      prefix: `cr${n}`,
      records: 0,
      list: `/v1/custom_resources_${n}`,
      properties: { customer: to('customer') },
    };
    return [`custom_resource_${n}`, resource];
  });
  const known = Object.entries(stripeResources).map(([id, resource]): [string, FakeResource] => [
    id,
    id === 'customer' ? { ...resource, properties: { ...resource.properties, ...fields } } : resource,
  ]);
  return Object.fromEntries([...known, ...more]);
}

function schemasOf(id: string, { title, properties, isDeletable }: FakeResource): Record<string, unknown> {
  const schema = objectSchema({ id: text(), object: constant(id), ...properties });
  const deleted = { ...objectSchema({ id: text(), object: constant(id), deleted: constant(true) }), title: `Deleted${title}` };
  return {
    ...innerParts(properties),
    [id]: { ...schema, title, description: `A ${title} of the account.`, 'x-resourceId': id },
    ...(isDeletable === true && { [`deleted_${id}`]: { ...deleted, 'x-resourceId': `deleted_${id}` } }),
  };
}

function constant(value: unknown): Kind {
  return { schema: { type: typeof value, enum: [value] }, isExpandable: false, parts: {}, value: () => value };
}

/** Paths that end in a parameter give one record, which may be a deleted one; others give lists, or what a search found. */
function pathsOf(id: string, { list, others = [], isDeletable }: FakeResource): Record<string, unknown> {
  const one = isDeletable === true ? { anyOf: [refTo(id), refTo(`deleted_${id}`)] } : refTo(id);
  const paths = (list === undefined ? others : [list, ...others]).map((written) => {
    const [path = '', required] = written.split('?');
    const isOne = path !== list && /\}$|\/(?:account|discount)$/.test(path);
    const schema = isOne ? one : listSchema(refTo(id), path.endsWith('/search') ? 'search_result' : 'list');
    return [path, { get: get(schema, required ?? (path.endsWith('/search') ? 'query' : undefined)) }];
  });
  return Object.fromEntries(paths) as Record<string, unknown>;
}

function get(schema: unknown, required?: string) {
  const paging = ['limit', 'starting_after'].map((name) => ({ in: 'query', name, required: false, schema: { type: 'string' } }));
  const needed = required === undefined ? [] : [{ in: 'query', name: required, required: true, schema: { type: 'string' } }];
  return {
    parameters: [...needed, ...paging],
    responses: { '200': { content: { 'application/json': { schema } } }, default: { description: 'Error.' } },
  };
}

/** Schemas that have a resource id but are a choice of resources, and what is left of one that is not in the account. */
const choices = {
  deleted_bank_account: { ...objectSchema({ id: text(), deleted: constant(true) }), 'x-resourceId': 'deleted_bank_account' },
  payment_source: { anyOf: [refTo('bank_account'), refTo('card')], title: 'Polymorphic', 'x-resourceId': 'payment_source' },
  error: objectSchema({ message: text() }),
};

const sourcePaths = {
  '/v1/customers/{customer}/sources': { get: get(listSchema({ anyOf: [refTo('bank_account'), refTo('card')] })) },
  '/v1/customers/{customer}/sources/{id}': { get: get(refTo('payment_source')) },
  '/v1/customers/{customer}/delete': { delete: get(refTo('deleted_customer')) },
  '/v1/quotes/{quote}/pdf': { get: { responses: { '200': { content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } } } } },
  '/v2/core/connect_collection_transfers': { get: get(listSchema(refTo('connect_collection_transfer'))) },
};
