import { bandOf } from '../domain/evidence.ts';
import type { ScanReport } from '../services/scans.ts';
import { count, displayWidth, fit, pad, plural, printable, wrap } from './text.ts';

type Finding = ScanReport['relationships'][number];

const isOpen = ({ status }: Finding): boolean => status === 'SUGGESTED';

const groups: readonly { title: string; belongs: (finding: Finding) => boolean }[] = [
  { title: 'Declared', belongs: ({ type, status }) => type === 'FOREIGN_KEY' && status === 'APPROVED' },
  { title: 'Approved', belongs: ({ type, status }) => type !== 'FOREIGN_KEY' && status === 'APPROVED' },
  { title: 'Almost certain', belongs: (finding) => isOpen(finding) && bandOf(finding.score) === 'auto' },
  { title: 'To review', belongs: (finding) => isOpen(finding) && bandOf(finding.score) === 'review' },
  { title: 'Possible', belongs: (finding) => isOpen(finding) && bandOf(finding.score) === 'possible' },
  { title: 'Unlikely', belongs: (finding) => isOpen(finding) && bandOf(finding.score) === 'hidden' },
  { title: 'Rejected', belongs: ({ status }) => status === 'REJECTED' },
];

/** The findings for people: grouped by what was decided and how sure they are, two lines each, at most `width` columns. */
export function renderFindings(report: ScanReport, width: number): string {
  const lines: string[] = [];
  for (const source of report.sources) {
    const size = `${plural(source.tables, 'table')}, ${plural(source.columns, 'column')}, ${plural(source.rows, 'row')}`;
    lines.push(`${fit(printable(source.name), width - displayWidth(size) - 2)}: ${size}`);
  }
  const isSeveral = report.sources.length > 1;
  for (const { title, belongs } of groups) {
    const members = report.relationships.filter(belongs);
    if (members.length === 0) continue;
    lines.push('', `${title} (${count(members.length)})`);
    for (const member of members) lines.push(...renderFinding(member, isSeveral, width));
  }
  if (report.relationships.length === 0) lines.push('', 'No relationship reaches the minimum score.');
  return `${lines.join('\n')}\n`;
}

/** What was found in one sentence, and what to do with it. */
export function renderSummary(report: ScanReport): string {
  const total = report.relationships.length;
  const undecided = report.relationships.filter(({ status }) => status === 'SUGGESTED').length;
  const seconds = (report.timings.total_ms / 1000).toFixed(1);
  const next =
    undecided === 0
      ? 'Everything is in the catalog: `cognate serve` serves it.'
      : 'Everything is in the catalog: `cognate serve` to decide on it, `--json FILE` for all evidence.';
  return `${plural(total, 'relationship')}, ${count(undecided)} to decide on, in ${seconds} s.\n${next}\n`;
}

function renderFinding(finding: Finding, isSeveral: boolean, width: number): string[] {
  const score = finding.score.toFixed(2);
  const prefix = isSeveral ? `${finding.source}: ` : '';
  const from = printable(prefix + end(finding.from_schema, finding.from_table, finding.from_columns, finding.to_schema));
  const to = printable(end(finding.to_schema, finding.to_table, finding.to_columns, finding.from_schema));
  const room = width - 2 - 4 - 2 - displayWidth(score);
  const fromWidth = Math.max(room - displayWidth(to), Math.floor(room / 2));
  const shownFrom = fit(from, fromWidth);
  const shownTo = fit(to, room - displayWidth(shownFrom));
  const sentence = printable(finding.evidence.sentence);
  return [
    `  ${pad(`${shownFrom} -> ${shownTo}`, width - 4 - displayWidth(score))}  ${score}`,
    ...wrap(sentence, width - 4).map((line) => `    ${line}`),
  ];
}

/** Schemas are named only where the two ends lie in different ones. */
function end(schema: string, table: string, columns: readonly string[], otherSchema: string): string {
  const name = schema === otherSchema ? table : `${schema}.${table}`;
  return columns.length === 1 ? `${name}.${columns[0]}` : `${name}(${columns.join(', ')})`;
}
