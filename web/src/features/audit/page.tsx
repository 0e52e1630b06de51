import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Page } from '../../app/page.tsx';
import { count, moment } from '../../format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { Empty } from '../../ui/empty.tsx';
import { inputClass } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { membersQuery } from '../settings/queries.ts';
import { nameOf, useIsAdmin, usePlace } from '../sign-in/session.ts';
import { auditQuery, type AuditEvent } from './queries.ts';
import type { AuditSearch } from './search.ts';
import { Verification } from './verification.tsx';
import { actionWords, sourceWords } from './words.ts';

const route = getRouteApi('/audit');

/** What was changed, by whom: the newest first. */
export function AuditPage() {
  const place = usePlace();
  const isAdmin = useIsAdmin();
  if (place === undefined) return <Loading />;
  return (
    <Page title="Audit" lead="What was changed, by whom. Each event is chained to the one before it, so that none is edited or removed unnoticed.">
      {isAdmin ? (
        <Events />
      ) : (
        <Empty title="The log is for administrators">
          Your role lets you look at sources and decide on edges. An administrator can show you the log, or give you the role.
        </Empty>
      )}
    </Page>
  );
}

function Events() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const events = useInfiniteQuery(auditQuery(search));
  const people = useInfiniteQuery(membersQuery(undefined)).data?.pages.flatMap(({ items }) => items) ?? [];
  const names = new Map(people.map(({ user_id: id, user }) => [id, nameOf({ name: user.name ?? null, email: user.email })]));
  const rows = events.data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <>
      <Verification />
      <Filters
        search={search}
        people={names}
        onChange={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
      />
      {events.isPending && <Loading />}
      {events.isError && <Problem error={events.error} onRetry={() => void events.refetch()} />}
      {events.isSuccess && rows.length === 0 && (
        <Empty
          title={isFiltered ? 'No event fits' : 'Nothing was changed yet'}
          actions={isFiltered && <Button onClick={() => void navigate({ search: {} })}>Show all events</Button>}
        >
          {isFiltered ? 'Nothing of this kind was done by this person in this time.' : 'What people and programs change is listed here.'}
        </Empty>
      )}
      {rows.length > 0 && (
        <ol className="divide-y divide-line rounded-lg border border-line bg-surface" data-testid="audit-events">
          {rows.map((event) => (
            <EventRow key={event.id} event={event} names={names} onObject={(object) => void navigate({ search: { object } })} />
          ))}
        </ol>
      )}
      {events.hasNextPage && (
        <Button className="self-center" disabled={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
          {events.isFetchingNextPage ? 'Loading…' : 'Show older events'}
        </Button>
      )}
    </>
  );
}

const kinds = [
  'relationship',
  'association',
  'entity_link',
  'integration_source',
  'job',
  'member',
  'token',
  'organization',
  'airbyte_account',
  'crosswalk',
];

function Filters({
  search,
  people,
  onChange,
}: {
  readonly search: AuditSearch;
  readonly people: ReadonlyMap<string, string>;
  readonly onChange: (change: Partial<AuditSearch>) => void;
}) {
  return (
    <search className="flex flex-wrap items-end gap-2">
      <select
        aria-label="About"
        className={`${inputClass} w-auto!`}
        value={search.kind ?? ''}
        onChange={({ target }) => onChange({ kind: target.value || undefined })}
      >
        <option value="">About anything</option>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {kind.replaceAll('_', ' ')}
          </option>
        ))}
      </select>
      <select
        aria-label="By"
        className={`${inputClass} w-auto!`}
        value={search.actor ?? ''}
        onChange={({ target }) => onChange({ actor: target.value || undefined })}
      >
        <option value="">By anybody</option>
        {[...people].map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <label className="flex items-center gap-1.5 text-muted">
        From
        <input
          type="date"
          className={`${inputClass} w-auto!`}
          value={search.from ?? ''}
          onChange={({ target }) => onChange({ from: target.value || undefined })}
        />
      </label>
      <label className="flex items-center gap-1.5 text-muted">
        To
        <input
          type="date"
          className={`${inputClass} w-auto!`}
          value={search.to ?? ''}
          onChange={({ target }) => onChange({ to: target.value || undefined })}
        />
      </label>
      {search.action !== undefined && <Button onClick={() => onChange({ action: undefined })}>Only {actionWords(search.action)} ✕</Button>}
      {search.object !== undefined && <Button onClick={() => onChange({ object: undefined })}>One thing only ✕</Button>}
    </search>
  );
}

function EventRow({
  event,
  names,
  onObject,
}: {
  readonly event: AuditEvent;
  readonly names: ReadonlyMap<string, string>;
  readonly onObject: (id: string) => void;
}) {
  const { object_id: object } = event;
  const actor = event.actor_id === null ? 'Cognate' : (names.get(event.actor_id) ?? `User ${event.actor_id.slice(-8)}`);
  return (
    <li className="flex flex-col gap-1 px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="w-12 shrink-0 text-right font-mono text-xs text-muted" title="Place in the log">
          {count(event.position)}
        </span>
        <span className="font-medium [overflow-wrap:anywhere]">{actionWords(event.action)}</span>
        <span className="[overflow-wrap:anywhere]">by {actor}</span>
        <Badge>{sourceWords[event.source]}</Badge>
        <time dateTime={event.created_at} className="text-muted">
          {moment(event.created_at)}
        </time>
      </div>
      <details className="ml-15">
        <summary className="w-max text-xs text-muted">Details</summary>
        <div className="mt-2 flex flex-col gap-2">
          <Code label="Details of the event">{JSON.stringify({ object_kind: event.object_kind, object_id: object, ...event.details }, null, 2)}</Code>
          <p className="font-mono text-xs text-muted [overflow-wrap:anywhere]">
            {event.hash === null ? 'From before events were chained' : `Hash ${event.hash}`}
          </p>
          {object !== null && (
            <Button size="small" className="self-start" onClick={() => onObject(object)}>
              Everything about this {event.object_kind.replaceAll('_', ' ')}
            </Button>
          )}
        </div>
      </details>
    </li>
  );
}
