// Writes the types of the client from the OpenAPI document, which needs no database. `--check` fails where they are stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'oxfmt';
import { scopeNames } from '../src/api/docs/introduction.ts';
import { buildApi, type ApiDependencies } from '../src/api/server.ts';
import type { Answer, Document, Entry, Parameter, Reference, Schema } from '../src/api/docs/document.ts';

const target = new URL('../src/client/types.ts', import.meta.url);
const style = JSON.parse(readFileSync(new URL('../.oxfmtrc.json', import.meta.url), 'utf8')) as { printWidth: number; singleQuote: boolean };

const app = await buildApi({ version: '' } as ApiDependencies);
const { code } = await format('types.ts', typesOf(app.swagger() as unknown as Document), {
  printWidth: style.printWidth,
  singleQuote: style.singleQuote,
});
await app.close();

if (!process.argv.includes('--check')) writeFileSync(target, code);
else if (readFileSync(target, 'utf8') !== code) {
  console.error('src/client/types.ts is stale: npm run generate:client');
  process.exit(1);
}

/** The types that openapi-fetch reads: paths, operations and components. */
function typesOf(document: Document): string {
  const entries = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Entry => ({ method, path, operation })),
  );
  const sent = namesIn(
    document,
    entries.map(({ operation }) => operation.requestBody),
  );
  const { schemas, responses } = document.components;
  return [
    '// Generated from the OpenAPI document by `npm run generate:client`.',
    'export interface paths {',
    ...Object.entries(document.paths).map(
      ([path, methods]) =>
        `${quoted(path)}: { ${Object.entries(methods)
          .map(([method, operation]) => `${comment(operation.description)}${method}: operations[${quoted(operation.operationId)}];`)
          .join('\n')} };`,
    ),
    '}',
    'export interface operations {',
    ...entries.map((entry) => `${entry.operation.operationId}: ${operationType(entry)};`),
    '}',
    'export interface components { schemas: {',
    ...Object.entries(schemas).map(([name, schema]) => `${comment(schema.description)}${quoted(name)}: ${typeOf(schema, !sent.has(name))};`),
    '}; responses: {',
    ...Object.entries(responses).map(([name, answer]) => `${comment(answer.description)}${quoted(name)}: ${answerType(answer)};`),
    '}; }',
  ].join('\n');
}

/** The schemas that something refers to, directly or not. */
function namesIn(document: Document, thing: unknown, found = new Set<string>()): Set<string> {
  for (const [, name = ''] of JSON.stringify(thing ?? null).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    if (!found.has(name)) namesIn(document, document.components.schemas[name], found.add(name));
  }
  return found;
}

function operationType({ operation }: Entry): string {
  const { parameters = [], requestBody, responses } = operation;
  const body =
    requestBody === undefined ? 'requestBody?: never' : `requestBody${requestBody.required === true ? '' : '?'}: ${contentType(requestBody, false)}`;
  const answers = Object.entries(responses).map(([status, answer]) => `${status}: ${answerType(answer)};`);
  const places = (['path', 'query', 'header'] as const).map((place) => placeType(place, parameters));
  return `{ parameters: { ${places.join(' ')} }; ${body}; responses: { ${answers.join('\n')} } }`;
}

function placeType(place: Parameter['in'], all: readonly Parameter[]): string {
  const parameters = all.filter((parameter) => parameter.in === place);
  if (parameters.length === 0) return `${place}?: never;`;
  const fields = parameters.map(
    ({ name, required = false, schema, description }) =>
      `${scopeNames.includes(name) ? '' : comment(description)}${quoted(name)}${required ? '' : '?'}: ${place === 'path' ? 'string' : typeOf(schema)};`,
  );
  return `${place}${parameters.some(({ required }) => required) ? '' : '?'}: { ${fields.join('\n')} };`;
}

function answerType(answer: Answer | Reference): string {
  if ('$ref' in answer) return refType(answer.$ref);
  return `{ headers: Record<string, unknown>; ${contentType(answer, true).slice(1)}`;
}

function contentType({ content = {} }: Pick<Answer, 'content'>, complete: boolean): string {
  const types = Object.entries(content).map(([type, { schema }]) => `${quoted(type)}: ${typeOf(schema, complete)};`);
  return `{ content: { ${types.join(' ')} } }`;
}

/** `complete`: what has a default is always there, as in answers. */
function typeOf(schema: Schema, complete = false): string {
  const { $ref, anyOf, oneOf, allOf, type, items, properties, additionalProperties } = schema;
  if ($ref !== undefined) return refType($ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const among = (anyOf ?? oneOf ?? []).map((part) => `(${typeOf(part, complete)})`).join(' | ');
  if (properties !== undefined) return among === '' ? objectType(schema, complete) : `${objectType(schema, complete)} & (${among})`;
  if (among !== '') return among;
  if (allOf !== undefined) return allOf.map((part) => `(${typeOf(part, complete)})`).join(' & ');
  if (Array.isArray(type)) return type.map((name: string) => typeOf({ ...schema, type: name }, complete)).join(' | ');
  if (type === 'array') return `(${items === undefined ? 'unknown' : typeOf(items, complete)})[]`;
  if (type === 'object') return `Record<string, ${typeof additionalProperties === 'object' ? typeOf(additionalProperties, complete) : 'unknown'}>`;
  return type === 'integer' ? 'number' : typeof type === 'string' ? type : 'unknown';
}

function objectType({ properties = {}, required = [] }: Schema, complete: boolean): string {
  const fields = Object.entries(properties).map(([name, field]) => {
    const always = required.includes(name) || (complete && field.default !== undefined);
    return `${comment(field.description)}${quoted(name)}${always ? '' : '?'}: ${typeOf(field, complete)};`;
  });
  return `{ ${fields.join('\n')} }`;
}

function refType(ref: string): string {
  const [kind = '', name = ''] = ref.split('/').slice(-2);
  return `components[${quoted(kind)}][${quoted(name)}]`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function comment(text: string | undefined): string {
  return text === undefined || text === '' ? '' : `/** ${text.replaceAll('*/', '*\\/')} */\n`;
}
