import { operationsOf, type Document, type Entry } from './document.ts';
import { rules, summary, title } from './introduction.ts';
import { table } from './markdown.ts';
import { pageName } from './pages.ts';

/** `/llms.txt` (llmstxt.org): what Cognate is, the usual way, and a link to the page of every operation. */
export function guide(document: Document): string {
  return [
    ...head(document),
    'Read next: [the index of all operations](/docs/api/index.md), or one of the pages below.',
    ...bySection(document, (entries) =>
      entries.map((entry) => `- [${entry.operation.summary}](/docs/api/${pageName(entry)}): ${line(entry)}`).join('\n'),
    ),
    '## Optional',
    [
      '- [Everything in one file](/llms-full.txt): the pages of all operations',
      '- [OpenAPI document](/openapi.json): every operation with its schemas, for programs',
      '- [API browser](/docs): the same for people, with a form for every call',
    ].join('\n'),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

/** `/llms-full.txt`: the guide's head and the page of every operation. */
export function fullText(document: Document, pages: ReadonlyMap<string, string>): string {
  return [...head(document), ...pages.values()].join('\n\n').replaceAll(/\n{3,}/g, '\n\n');
}

/** `/docs/api/index.md`: every operation in a table. */
export function index(document: Document): string {
  const rows = (entries: readonly Entry[]) =>
    table(
      ['Operation', 'Call', 'Role'],
      entries.map((entry) => [
        `[${entry.operation.summary}](${pageName(entry)})`,
        `\`${entry.method} ${entry.path}\``,
        entry.operation['x-required-role'] ?? '',
      ]),
    );
  return `${['# The operations of the Cognate API', ...bySection(document, rows)].join('\n\n')}\n`;
}

function head(document: Document): string[] {
  return [
    `# ${title}`,
    `> ${summary}`,
    rules.map((rule) => `- ${rule}`).join('\n'),
    'The usual way of a review:',
    usualWay(document)
      .map((step, index) => `${index + 1}. ${step}`)
      .join('\n'),
  ];
}

function usualWay(document: Document): string[] {
  const calls = new Map(operationsOf(document).map(({ method, path, operation }) => [operation.operationId, `\`${method} ${path}\``]));
  const call = (operationId: string): string => {
    const found = calls.get(operationId);
    if (found === undefined) throw new Error(`the guide speaks of ${operationId}, which is no operation`);
    return found;
  };
  return [
    `Know where you are: ${call('get_current_user')} answers your role and the id of your organization.`,
    `Register a source: ${call('create_integration_source')} with \`name\`, \`connector_type\` and \`configuration\`; ${call('test_integration_source_connection')} says whether it can be read.`,
    `Scan it: ${call('scan_integration_source')} answers a job; ${call('get_job')} until its \`state\` is \`succeeded\`.`,
    `Read the queue: ${call('list_edges')} with \`status=SUGGESTED\` and \`sort=score\`, \`uncertainty\` or \`impact\`. Each has a \`score\` (0 to 1); its resource, such as ${call('get_integration_source_relationship')}, has the \`evidence\` with the \`check_sql\` that proves it.`,
    `Decide: ${call('decide_edges')} with \`{"edges": [{"kind", "id"}], "status": "APPROVED"}\` or \`"REJECTED"\` and a \`note\`; it answers a \`batch_id\`. One at a time: ${call('update_integration_source_relationship')} with \`{"status": "APPROVED"}\`.`,
    `Undo: ${call('undo_decision_batch')} takes back what was decided at once, ${call('undo_integration_source_relationship_decision')} the last decision on one. ${call('get_integration_source_relationship_history')} shows all of them.`,
  ];
}

function bySection(document: Document, write: (entries: readonly Entry[]) => string): string[] {
  const all = operationsOf(document);
  return document.tags.flatMap(({ name, description }) => {
    const entries = all.filter(({ operation }) => operation.tags[0] === name);
    return entries.length === 0 ? [] : [`## ${name}`, description, write(entries)];
  });
}

function line({ method, path, operation }: Entry): string {
  const [sentence = ''] = (operation.description ?? '').split(/(?<=\.)\s/);
  return `\`${method} ${path}\`${sentence === '' ? '' : `. ${sentence}`}`;
}
