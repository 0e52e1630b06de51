import type { ScanReport } from '../services/scans.ts';
import { groups } from './bands.ts';
import { count, displayWidth, fit, pad, plural, printable, wrap } from './text.ts';

type Finding = ScanReport['relationships'][number];
type Link = ScanReport['entity_links'][number];

/** The findings for people, links between sources last: grouped by what was decided and how sure they are, two lines each, at most `width` columns. */
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
  const links = report.entity_links.map((link) => ({ ...link, score: link.confidence_score }));
  for (const { title, belongs } of groups) {
    const members = links.filter(belongs);
    if (members.length === 0) continue;
    lines.push('', `Links between sources, ${title.toLowerCase()} (${count(members.length)})`);
    for (const member of members) lines.push(...renderLink(member, width));
  }
  return `${lines.join('\n')}\n`;
}

/** What was found in one sentence, and what to do with it. */
export function renderSummary(report: ScanReport): string {
  const total = report.relationships.length;
  const links = report.entity_links.length === 0 ? '' : ` and ${plural(report.entity_links.length, 'entity link')}`;
  const undecided = [...report.relationships, ...report.entity_links].filter(({ status }) => status === 'SUGGESTED').length;
  const seconds = (report.timings.total_ms / 1000).toFixed(1);
  const next =
    undecided === 0
      ? 'Everything is in the catalog: `cognate serve` serves it.'
      : 'Everything is in the catalog: `cognate serve` to decide on it, `--json FILE` for all evidence.';
  return `${plural(total, 'relationship')}${links}, ${count(undecided)} to decide on, in ${seconds} s.\n${next}\n`;
}

function renderFinding(finding: Finding, isSeveral: boolean, width: number): string[] {
  const prefix = isSeveral ? `${finding.source}: ` : '';
  const from = printable(prefix + end(finding.from_schema, finding.from_table, finding.from_columns, finding.to_schema));
  const to = printable(end(finding.to_schema, finding.to_table, finding.to_columns, finding.from_schema));
  return [ends(from, '->', to, finding.score, width), ...sentenceLines(finding.evidence.sentence, width)];
}

function renderLink({ source, target, score, evidence }: Link & { readonly score: number }, width: number): string[] {
  const name = (end: Link['source']): string => printable(`${end.source}: ${end.entity}.${end.attribute}`);
  return [ends(name(source), '=', name(target), score, width), ...sentenceLines(evidence.sentence, width)];
}

/** Both ends in one line, with the score at its end. */
function ends(from: string, sign: string, to: string, score: number, width: number): string {
  const figure = score.toFixed(2);
  const room = width - 2 - (sign.length + 2) - 2 - displayWidth(figure);
  const shownFrom = fit(from, Math.max(room - displayWidth(to), Math.floor(room / 2)));
  const shownTo = fit(to, room - displayWidth(shownFrom));
  return `  ${pad(`${shownFrom} ${sign} ${shownTo}`, width - 4 - displayWidth(figure))}  ${figure}`;
}

const sentenceLines = (sentence: string, width: number): string[] => wrap(printable(sentence), width - 4).map((line) => `    ${line}`);

/** Schemas are named only where the two ends lie in different ones. */
function end(schema: string, table: string, columns: readonly string[], otherSchema: string): string {
  const name = schema === otherSchema ? table : `${schema}.${table}`;
  return columns.length === 1 ? `${name}.${columns[0]}` : `${name}(${columns.join(', ')})`;
}
