import { operationsOf, resolved, type Answer, type Document, type Entry, type Header, type Media, type Parameter } from './document.ts';
import { described, fieldsOf } from './fields.ts';
import { scopeNames } from './introduction.ts';
import { table } from './markdown.ts';

/** One Markdown page for each operation, by file name. */
export function pages(document: Document): ReadonlyMap<string, string> {
  return new Map(operationsOf(document).map((entry) => [pageName(entry), page(document, entry)]));
}

export function pageName({ operation }: Entry): string {
  return `${operation.operationId}.md`;
}

function page(document: Document, entry: Entry): string {
  const { method, path, operation } = entry;
  const sections = [
    `# ${operation.summary}`,
    operation.description ?? '',
    `\`${method} ${path}\``,
    `Takes a token of ${rolesFrom(operation['x-required-role'])}. Part of: ${operation.tags.join(', ')}.`,
    ...parameters(document, operation.parameters ?? []),
    ...body(document, entry),
    '## Example',
    fenced('sh', curl(entry)),
    ...Object.entries(operation.responses)
      .filter(([status]) => status.startsWith('2'))
      .flatMap(([status, answer]) => success(document, status, resolved<Answer>(document, answer))),
    '## Errors',
    errors(document, entry),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function rolesFrom(least = ''): string {
  return least === 'SYSTEM_ADMIN' ? 'a SYSTEM_ADMIN' : least === '' ? 'any role' : `the role ${least} or a higher one`;
}

function parameters(document: Document, all: readonly Parameter[]): string[] {
  if (all.length === 0) return [];
  const isScope = ({ name, in: place }: Parameter) => place === 'query' && scopeNames.includes(name);
  const own = all.filter((parameter) => !isScope(parameter) && parameter.in !== 'header');
  const headers = all.filter((parameter) => parameter.in === 'header');
  const scope = all.filter(isScope).map(({ name }) => `\`${name}\``);
  const rows = [...own, ...headers].map((parameter) => {
    const { type, limits } = described(document, parameter.schema);
    return [
      `\`${parameter.name}\``,
      parameter.in,
      type.replace(/ or null$/, ''),
      parameter.required === true ? 'yes' : 'no',
      limits,
      parameter.description ?? '',
    ];
  });
  return [
    '## Parameters',
    rows.length === 0 ? '' : table(['Name', 'In', 'Type', 'Required', 'Default and limits', 'Meaning'], rows),
    scope.length === 0 ? '' : `Scope parameters (query, UUID, optional; each must resolve in the organization, else 404): ${scope.join(', ')}.`,
  ];
}

function body(document: Document, { operation }: Entry): string[] {
  return Object.entries(operation.requestBody?.content ?? {}).flatMap(([type, { schema }]) => {
    const { description } = described(document, schema);
    const rows = fieldsOf(document, schema).map((field) => [
      `\`${field.name}\``,
      field.type,
      field.required ? 'yes' : 'no',
      field.limits,
      field.description,
    ]);
    return [
      `## Body (${type}${operation.requestBody?.required === true ? '' : ', optional'})`,
      description,
      rows.length === 0 ? '' : table(['Field', 'Type', 'Required', 'Default and limits', 'Meaning'], rows),
    ];
  });
}

/** The path's parameters are left to shell variables of their names. */
function curl({ method, path, operation }: Entry): string {
  const url = `http://127.0.0.1:7400${path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => `$${name.toUpperCase()}`)}`;
  const [sent] = Object.entries(operation.requestBody?.content ?? {});
  const data = sent?.[1].example === undefined ? undefined : JSON.stringify(sent[1].example).replaceAll("'", String.raw`'\''`);
  return [
    `curl${method === 'GET' ? '' : ` -X ${method}`} "${url}"`,
    ...(operation.security?.some((way) => 'bearer' in way) === true
      ? ['-H "Authorization: Bearer $TOKEN"']
      : ['-H "X-Cognate-Request: web"', '-b cookies.txt -c cookies.txt']),
    ...(data === undefined ? [] : [`-H "Content-Type: ${sent?.[0] ?? ''}"`, `-d '${data}'`]),
  ].join(' \\\n  ');
}

function success(document: Document, status: string, answer: Answer): string[] {
  const headers = Object.entries(answer.headers ?? {})
    .filter(([name]) => !name.startsWith('X-RateLimit-'))
    .map(([name, header]) => `- \`${name}\`: ${resolved<Header>(document, header).description}`);
  return [
    `## Answer ${status}`,
    ...Object.entries(answer.content ?? {}).flatMap(([type, media]) => content(document, type, media)),
    headers.length === 0 ? '' : `Headers:\n\n${headers.join('\n')}`,
  ];
}

function content(document: Document, type: string, media: Media): string[] {
  const rows = fieldsOf(document, media.schema).map((field) => [`\`${field.name}\``, field.type, field.limits, field.description]);
  return [
    `\`${type}\`, ${described(document, media.schema).type}:`,
    fenced(type === 'application/json' ? 'json' : '', written(type, media.example)),
    rows.length === 0 ? '' : table(['Field', 'Type', 'Default and limits', 'Meaning'], rows),
  ];
}

/** An example as it goes over the wire, but for the spaces of JSON. */
function written(type: string, example: unknown): string {
  if (typeof example === 'string') return example;
  if (type !== 'text/event-stream') return JSON.stringify(example, null, 2);
  return Object.entries(example as Record<string, string>)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

function errors(document: Document, { operation }: Entry): string {
  const rows = Object.entries(operation.responses)
    .filter(([status]) => !status.startsWith('2'))
    .map(([status, response]) => [status, resolved<Answer>(document, response).description]);
  return table(['Status', 'When'], rows);
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}
