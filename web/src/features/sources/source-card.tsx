import { Link } from '@tanstack/react-router';
import { compact, count, moment, since } from '../../format.ts';
import { Badge } from '../../ui/badge.tsx';
import type { Connector, Overview } from './queries.ts';
import { isUnderWay } from './queries.ts';
import { Said } from './said.tsx';
import { connectionWords, jobWords, syncWords } from './words.ts';

/** One source at a glance. */
export function SourceCard({
  overview,
  connector,
  isChosen,
  onChoose,
}: {
  readonly overview: Overview;
  readonly connector: Connector | undefined;
  /** Undefined: it cannot be chosen. */
  readonly isChosen: boolean | undefined;
  readonly onChoose: (isChosen: boolean) => void;
}) {
  const { source, entities, attributes, edges, last_scan: scan } = overview;
  const isSaas = source.source_type === 'saas';
  return (
    <article className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4" data-testid="source-card">
      <header className="flex items-start gap-3">
        {isChosen !== undefined && (
          <input
            type="checkbox"
            className="mt-1 size-4 shrink-0"
            aria-label={`Choose ${source.name}`}
            checked={isChosen}
            onChange={({ target }) => onChoose(target.checked)}
          />
        )}
        <div className="min-w-0 flex-1">
          <h2 className="text-base font-semibold [overflow-wrap:anywhere]">
            <Link to="/sources/$sourceId" params={{ sourceId: source.id }} className="inline-block min-h-6 min-w-6 hover:underline">
              {source.name}
            </Link>
          </h2>
          <p className="text-muted">
            {connector?.title ?? source.connector_type}
            {typeof source.instance_label === 'string' && ` · ${source.instance_label}`}
          </p>
        </div>
        <Said said={connectionWords[source.connection_status]} />
      </header>
      <dl className="grid grid-cols-3 gap-2">
        <Figure label={isSaas ? 'Objects' : 'Tables'} value={entities} />
        <Figure label={isSaas ? 'Fields' : 'Columns'} value={attributes} />
        <div>
          <dt className="text-xs text-muted">Edges</dt>
          <dd title={`${count(edges.approved)} approved, ${count(edges.suggested)} suggested, ${count(edges.rejected)} rejected`}>
            <span className="text-base font-semibold">{compact(edges.approved)}</span> approved
            {edges.suggested > 0 && <span className="block text-xs text-muted">{compact(edges.suggested)} to review</span>}
          </dd>
        </div>
      </dl>
      <dl className="mt-auto flex flex-col gap-1 border-t border-line pt-2 text-xs">
        <Line label="Scan">
          {scan === null ? (
            'Never scanned'
          ) : (
            <>
              {scan.state === 'succeeded' ? null : <Said said={jobWords[scan.state]} />}
              <When at={isUnderWay(scan.state) ? scan.created_at : (scan.finished_at ?? scan.created_at)} />
            </>
          )}
        </Line>
        <Line label="Tested">{typeof source.last_connection_test === 'string' ? <When at={source.last_connection_test} /> : 'Never tested'}</Line>
        {source.is_sync && (
          <Line label="Sync">
            {typeof source.last_sync_status === 'string' && <Said said={syncWords(source.last_sync_status)} />}
            {typeof source.last_sync_at === 'string' ? <When at={source.last_sync_at} /> : 'Never synced'}
          </Line>
        )}
        {overview.newest_data_at !== null && (
          <Line label="Newest data">
            <When at={overview.newest_data_at} />
          </Line>
        )}
      </dl>
      {(edges.changed > 0 || !source.is_active) && (
        <p className="flex flex-wrap gap-1">
          {edges.changed > 0 && <Badge tone="warn">! {count(edges.changed)} changed since the decision</Badge>}
          {!source.is_active && <Badge>Switched off</Badge>}
        </p>
      )}
    </article>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: number }) {
  return (
    <div>
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="text-base font-semibold" title={count(value)}>
        {compact(value)}
      </dd>
    </div>
  );
}

function Line({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div className="flex min-h-6 items-center gap-2">
      <dt className="w-20 shrink-0 text-muted">{label}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-1.5">{children}</dd>
    </div>
  );
}

/** How long ago, and when. */
export function When({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={moment(at)}>
      {since(at)}
    </time>
  );
}
