/** What these tests read of a JSON schema. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly description?: string;
  readonly maxLength?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly examples?: readonly unknown[];
}

type Content = Readonly<
  Record<string, { readonly schema: Schema; readonly example?: unknown; readonly examples?: Readonly<Record<string, { value: unknown }>> }>
>;

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly 'x-required-role'?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: Schema;
    readonly description?: string;
  }[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

export interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export const resolve = (document: Document, schema: Schema): Schema =>
  schema.$ref === undefined ? schema : (document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});

export const jsonOf = (content: Content | undefined): Schema => content?.['application/json']?.schema ?? {};

/** A schema in the words of the reference: `string<uuid> | null`, `enum<a|b>`, `string[]`, `object`. */
export function words(document: Document, schema: Schema): string {
  const { anyOf, enum: values, items, type, format } = resolve(document, schema);
  if (anyOf !== undefined) return anyOf.map((part) => words(document, part)).join(' | ');
  if (values !== undefined) return `enum<${values.join('|')}>`;
  const names = typeof type === 'string' ? [type] : (type ?? ['any']);
  return names
    .map((name) => (name === 'array' ? `${words(document, items ?? {})}[]` : format === undefined || name === 'null' ? name : `${name}<${format}>`))
    .join(' | ');
}

/** One line for each field: `name: words`, `!` where required, `= default`, `≤ maximum length`. */
export function fieldLines(document: Document, schema: Schema): string[] {
  const { properties = {}, required = [] } = resolve(document, schema);
  return Object.entries(properties).map(([name, given]) => {
    const field = resolve(document, given);
    const longest = field.maxLength ?? field.anyOf?.find((part) => part.maxLength !== undefined)?.maxLength;
    const value = field.default === undefined ? '' : ` = ${typeof field.default === 'string' ? field.default : JSON.stringify(field.default)}`;
    return `${name}${required.includes(name) ? '!' : ''}: ${words(document, field)}${value}${longest === undefined ? '' : ` ≤ ${longest}`}`;
  });
}
