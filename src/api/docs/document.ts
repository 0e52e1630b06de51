/** What the documents read of a JSON schema (2020-12). */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

export interface Media {
  readonly schema: Schema;
  readonly example?: unknown;
}

export interface Reference {
  readonly $ref: string;
}

export interface Header {
  readonly description: string;
  readonly schema: Schema;
  readonly example?: unknown;
}

export interface Answer {
  readonly description: string;
  readonly headers?: Readonly<Record<string, Header | Reference>>;
  readonly content?: Readonly<Record<string, Media>>;
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly 'x-required-role'?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly description?: string; readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, Answer | Reference>>;
  readonly security?: readonly object[];
}

/** An OpenAPI 3.1 document as this API has it. */
export interface Document {
  readonly openapi: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly servers: readonly { readonly url: string; readonly description?: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, Answer>>;
    readonly headers: Readonly<Record<string, Header>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

/** One operation with its place in the document. */
export interface Entry {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** Every operation, in the order of the tags, and within a tag in that of the document. */
export function operationsOf(document: Document): Entry[] {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const place = ({ operation }: Entry) => document.tags.findIndex(({ name }) => name === operation.tags[0]);
  return all.toSorted((a, b) => place(a) - place(b));
}

/** The component that a reference names; the thing itself where it is none. */
export function resolved<Thing extends object>(document: Document, thing: Thing | Reference): Thing {
  if (!('$ref' in thing) || typeof thing.$ref !== 'string') return thing as Thing;
  const [kind = '', name = ''] = thing.$ref.split('/').slice(-2);
  const components = document.components as Readonly<Record<string, Readonly<Record<string, object>>>>;
  const found = components[kind]?.[name];
  if (found === undefined) throw new Error(`the document has no ${thing.$ref}`);
  return found as Thing;
}

/** The same document with every operation changed. */
export function withOperations(document: Document, change: (operation: Operation, entry: Entry) => Operation): Document {
  const paths = Object.entries(document.paths).map(([path, methods]) => {
    const changed = Object.entries(methods).map(([method, operation]) => [
      method,
      change(operation, { method: method.toUpperCase(), path, operation }),
    ]);
    return [path, Object.fromEntries(changed) as Readonly<Record<string, Operation>>];
  });
  return { ...document, paths: Object.fromEntries(paths) as Document['paths'] };
}
