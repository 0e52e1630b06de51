import { z } from 'zod';

/** A part of the JSON Schema of a connector's configuration, as far as it is looked at here. */
export interface Node {
  readonly secret?: boolean;
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: boolean | Node;
  readonly items?: Node;
  readonly prefixItems?: readonly Node[];
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly allOf?: readonly Node[];
}

/** All that a configuration's schema says: a choice of several counts each of them. */
export function nodesOf(schema: z.ZodType): readonly Node[] {
  return alternatives(jsonSchemaOf(schema));
}

/** Whether a value is secret: marked so, or a list of such. */
export function isSecret(nodes: readonly Node[]): boolean {
  return nodes.some((node) => node.secret === true || (node.items !== undefined && isSecret(alternatives(node.items))));
}

/** What is said of a field. */
export function childOf(nodes: readonly Node[], name: string): readonly Node[] {
  return nodes.flatMap(({ properties = {}, additionalProperties }) => {
    const node = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    return typeof node === 'object' ? alternatives(node) : [];
  });
}

/** What is said of an item of a list. */
export function itemOf(nodes: readonly Node[], index: number): readonly Node[] {
  return nodes.flatMap(({ items, prefixItems }) => {
    const node = prefixItems?.[index] ?? items;
    return node === undefined ? [] : alternatives(node);
  });
}

/** Names of the fields that hold secrets. */
export function secretNames(nodes: readonly Node[]): string[] {
  const names = nodes.flatMap(({ properties = {} }) => Object.keys(properties));
  return [...new Set(names)].flatMap((name) => {
    const child = childOf(nodes, name);
    return isSecret(child) ? [name] : secretNames(child).map((inner) => `${name}.${inner}`);
  });
}

/** The JSON Schema for people and forms: secrets are written, never answered, and null takes them away. */
export function publishedSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...published } = JSON.parse(JSON.stringify(jsonSchemaOf(schema)), (_key, value: Node | null) =>
    typeof value === 'object' && value?.secret === true
      ? { ...value, ...(typeof value.type === 'string' ? { type: [value.type, 'null'] } : {}), format: 'password', writeOnly: true }
      : value,
  ) as Record<string, unknown>;
  return published;
}

function jsonSchemaOf(schema: z.ZodType): Node {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node;
}

function alternatives(node: Node): Node[] {
  return [node, ...[...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])].flatMap(alternatives)];
}
