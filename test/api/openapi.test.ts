import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApi, type TestApi } from './support.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly maxLength?: number;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: Schema }[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

let api: TestApi;
let document: Document;
beforeAll(async () => {
  api = await testApi();
  document = (await api.call('GET', '/openapi.json', undefined, null)).body as unknown as Document;
});
afterAll(() => api.close());

const resolve = (schema: Schema): Schema =>
  schema.$ref === undefined ? schema : (document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});

/** A schema in the words of the pages: `string<uuid> | null`, `enum<a|b>`, `string[]`, `object`. */
function words(schema: Schema): string {
  const { anyOf, enum: values, items, type, format } = resolve(schema);
  if (anyOf !== undefined) return anyOf.map(words).join(' | ');
  if (values !== undefined) return `enum<${values.join('|')}>`;
  const names = typeof type === 'string' ? [type] : (type ?? ['any']);
  return names
    .map((name) => (name === 'array' ? `${words(items ?? {})}[]` : format === undefined || name === 'null' ? name : `${name}<${format}>`))
    .join(' | ');
}

/** One line for each field: `name: words`, `!` where required, `= default`, `≤ maximum length`. */
function lines(schema: Schema): string[] {
  const { properties = {}, required = [] } = resolve(schema);
  return Object.entries(properties).map(([name, given]) => {
    const field = resolve(given);
    const longest = field.maxLength ?? field.anyOf?.find((part) => part.maxLength !== undefined)?.maxLength;
    const value = field.default === undefined ? '' : ` = ${JSON.stringify(field.default)}`;
    return `${name}${required.includes(name) ? '!' : ''}: ${words(field)}${value}${longest === undefined ? '' : ` ≤ ${longest}`}`;
  });
}

const operationOf = (method: string, path: string): Operation => {
  const operation = document.paths[path]?.[method];
  if (operation === undefined) throw new Error(`no ${method} ${path}`);
  return operation;
};
const json = (content: Readonly<Record<string, { readonly schema: Schema }>> | undefined): Schema => content?.['application/json']?.schema ?? {};
const parameters = (operation: Operation, place: string) =>
  (operation.parameters ?? [])
    .filter((parameter) => parameter.in === place)
    .map(({ name, required, schema }) => `${name}${required ? '!' : ''}: ${words(schema)}`);
const scope = (...left: string[]) =>
  ['organization_id', 'resource_id', 'source_id', 'integration_source_id', 'data_source_id', 'context_source_id', 'job_id']
    .filter((name) => !left.includes(name))
    .map((name) => `${name}: string<uuid> | null`);

const connection = 'enum<connected|disconnected|error|unknown>';
const described = 'enum<ai_generated|manual_edit|imported|information_schema>';
const status = 'enum<SUGGESTED|APPROVED|REJECTED>';

describe('the seed pages', () => {
  test('Update Integration Source', () => {
    const operation = operationOf('put', '/api/integration-sources/{source_id}');
    expect(operation).toMatchObject({ summary: 'Update Integration Source', operationId: 'update_integration_source' });
    expect(parameters(operation, 'path')).toEqual(['source_id!: string<uuid> | null']);
    expect(parameters(operation, 'query')).toEqual(scope('source_id'));
    expect(lines(json(operation.requestBody?.content)).map((line) => line.replace(' ≤ 20', ''))).toEqual([
      'name: string | null',
      'description: string | null',
      'configuration: object | null',
      'capabilities: string[] | null',
      'is_active: boolean | null',
      `connection_status: ${connection} | null`,
      'last_connection_test: string<date-time> | null',
      'legacy_data_source_id: string<uuid> | null',
      'system_source_id: string<uuid> | null',
      'instance_label: string | null',
      'airbyte_source_id: string | null',
      'airbyte_connection_id: string | null',
      'airbyte_connection_ids: string[] | null',
      'airbyte_destination_id: string | null',
      'last_sync_at: string<date-time> | null',
      'last_sync_status: string | null',
      'last_sync_row_count: integer | null',
      'selected_streams: string[] | null',
      `description_source: ${described} | null`,
      'description_generated_at: string<date-time> | null',
      'description_version: integer | null',
    ]);
    expect(lines(json(operation.responses['200']?.content))).toEqual([
      'name!: string',
      'source_type!: enum<database|saas>',
      'connector_type!: string',
      'organization_id!: string<uuid>',
      'id!: string<uuid>',
      'created_at!: string<date-time>',
      'updated_at!: string<date-time>',
      'description_version!: integer',
      'description: string | null',
      'is_system: boolean = false',
      'is_sync: boolean = false',
      'configuration: object',
      'capabilities: string[]',
      'is_active: boolean = true',
      `connection_status: ${connection} = "unknown"`,
      'last_connection_test: string<date-time> | null',
      'legacy_data_source_id: string<uuid> | null',
      'system_source_id: string<uuid> | null',
      'instance_label: string | null ≤ 20',
      'airbyte_source_id: string | null',
      'airbyte_connection_id: string | null',
      'airbyte_connection_ids: string[] | null',
      'airbyte_destination_id: string | null',
      'last_sync_at: string<date-time> | null',
      'last_sync_status: string | null',
      'last_sync_row_count: integer | null',
      'selected_streams: string[] | null',
      `description_source: ${described} | null`,
      'description_generated_at: string<date-time> | null',
    ]);
  });

  test('Update Integration Source Relationship', () => {
    const operation = operationOf('put', '/api/integration-sources/relationships/{relationship_id}');
    expect(operation).toMatchObject({ summary: 'Update Integration Source Relationship', operationId: 'update_integration_source_relationship' });
    expect(parameters(operation, 'path')).toEqual(['relationship_id!: string<uuid>']);
    expect(parameters(operation, 'query')).toEqual(scope());
    expect(lines(json(operation.requestBody?.content))).toEqual([`status: ${status} | null`, 'score: number | null', 'evidence: object | null']);
    expect(lines(json(operation.responses['200']?.content))).toEqual([
      'integration_source_id!: string<uuid>',
      'from_column_id!: string<uuid>',
      'to_table_id!: string<uuid>',
      'to_column_name!: string ≤ 255',
      'id!: string<uuid>',
      'created_at!: string<date-time>',
      'updated_at!: string<date-time>',
      'type: enum<FOREIGN_KEY|INFERRED|MANUAL> = "INFERRED"',
      `status: ${status} = "SUGGESTED"`,
      'score: number | null',
      'evidence: object | null',
    ]);
  });

  test('the parameters of the pages around them', () => {
    const list = operationOf('get', '/api/integration-sources/{integration_source_id}/relationships');
    expect(parameters(list, 'query')).toEqual(
      expect.arrayContaining([...scope('integration_source_id'), `status: ${status} | null`, 'type: enum<FOREIGN_KEY|INFERRED|MANUAL> | null']),
    );
    const bulk = operationOf('post', '/api/integration-sources/relationships/bulk-status');
    expect(lines(json(bulk.requestBody?.content))).toEqual([
      'relationship_ids!: string<uuid>[]',
      `status!: ${status}`,
      'score: number | null',
      'evidence: object | null',
    ]);
    const columns = operationOf('get', '/api/integration-sources/{source_id}/columns');
    expect(columns.parameters?.find(({ name }) => name === 'active_only')).toMatchObject({ required: false });
    const databases = operationOf('post', '/api/integration-sources/{source_id}/databases');
    expect(lines(json(databases.requestBody?.content))).toEqual([
      'name!: string ≤ 255',
      'description: string | null',
      'is_active: boolean | null = true',
      'priority: integer | null = 99',
      `description_source: ${described} | null`,
      'description_generated_at: string<date-time> | null',
    ]);
  });
});

describe('the document', () => {
  test('is OpenAPI 3.1 that holds together', () => {
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.values(methods).map((operation) => ({ path, operation })));
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(declared.map(({ name }) => name).toSorted(), path).toEqual(inPath.toSorted());
      expect(
        declared.every(({ required }) => required),
        path,
      ).toBe(true);
      expect(Object.keys(operation.responses), path).toEqual(expect.arrayContaining(['401', '403', '404', '422']));
    }
    const templates = Object.keys(document.paths).map((path) => path.replaceAll(/\{\w+\}/g, '{}'));
    expect(new Set(templates).size).toBe(templates.length);
    const used = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '');
    expect([...new Set(used)].toSorted()).toEqual(Object.keys(document.components.schemas).toSorted());
  });

  test('is what it was: a change of the surface shows here', () => {
    const surface = Object.entries(document.paths)
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, { operationId }]) => `${method.toUpperCase().padEnd(6)} ${path} ${operationId}`),
      )
      .toSorted();
    expect(surface).toMatchSnapshot();
  });
});
