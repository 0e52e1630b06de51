import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Page } from '../../app/page.tsx';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { inputClass } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { membersQuery } from '../settings/queries.ts';
import { nameOf, useIsAdmin, usePlace } from '../sign-in/session.ts';
import { EventRow } from './event-row.tsx';
import { auditQuery } from './queries.ts';
import type { AuditSearch } from './search.ts';
import { Verification } from './verification.tsx';
import { actionWords } from './words.ts';

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
