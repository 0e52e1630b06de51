import { countOf } from '../../format.ts';
import type { Job } from './queries.ts';

type Changes = NonNullable<Job['changes']>;
type EdgeCounts = Changes['sources'][number]['edges'];

/** What a scan found otherwise in a source than the one before. */
export function ScanChanges({ changes, sourceId, isSaas }: { readonly changes: Changes; readonly sourceId: string; readonly isSaas: boolean }) {
  const here = changes.sources.find(({ source_id: id }) => id === sourceId);
  if (here === undefined) return null;
  const lines = [
    wordsOf(here.entities, isSaas ? 'object' : 'table'),
    wordsOf(here.attributes, isSaas ? 'field' : 'column'),
    wordsOf(here.edges, 'edge'),
    ...(changes.entity_links === null ? [] : [wordsOf(changes.entity_links, 'link')]),
  ].filter((line) => line !== undefined);
  const worse = here.edges.worse + (changes.entity_links?.worse ?? 0);
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-0.5 text-muted" data-testid="scan-changes">
      {lines.length === 0 ? 'Nothing changed' : lines.map((line) => <span key={line}>{line}</span>)}
      {worse > 0 && <span className="font-medium text-warn">! {countOf(worse, 'edge')} got worse</span>}
    </p>
  );
}

/** `3 tables new, 1 gone`; undefined where nothing changed. */
function wordsOf({ added, changed, gone }: Omit<EdgeCounts, 'worse'>, what: string): string | undefined {
  const [first, ...rest] = (
    [
      [added, 'new'],
      [changed, 'changed'],
      [gone, 'gone'],
    ] as const
  ).filter(([count]) => count > 0);
  if (first === undefined) return undefined;
  return [`${countOf(first[0], what)} ${first[1]}`, ...rest.map(([count, word]) => `${count} ${word}`)].join(', ');
}
