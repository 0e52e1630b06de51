import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef, useState, type RefObject } from 'react';
import { answerOf, api, wordsOf } from '../../api/client.ts';
import { useActions } from '../../app/actions.ts';
import { Page } from '../../app/page.tsx';
import { countOf } from '../../format.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { inputClass } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { useIsAdmin } from '../sign-in/session.ts';
import { sourcesActions } from './actions.ts';
import { connectorsQuery, overviewQuery, sourcesKey, type SourceFilter } from './queries.ts';
import type { SourcesSearch } from './search.ts';
import { SourceCard } from './source-card.tsx';
import { connectionWords } from './words.ts';

const route = getRouteApi('/sources');

/** Every source of the organization, as cards. */
export function SourcesPage() {
  const search = route.useSearch();
  const isAdmin = useIsAdmin();
  const filter: SourceFilter = { query: search.q, type: search.type, status: search.status };
  const overview = useInfiniteQuery(overviewQuery(filter));
  const connectors = useQuery(connectorsQuery);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const cards = overview.data?.pages.flatMap(({ items }) => items) ?? [];
  const navigate = route.useNavigate();
  const input = useRef<HTMLInputElement>(null);
  useActions('Sources', sourcesActions, { isAdmin, search: () => input.current?.focus(), add: () => void navigate({ to: '/sources/new' }) });
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <Page
      title="Sources"
      lead="Databases and SaaS applications that are scanned for how their data relates."
      actions={
        isAdmin && (
          <Link to="/sources/new" className={buttonClass('primary')}>
            <Icon name="plus" /> Add a source
          </Link>
        )
      }
    >
      <Filters input={input} />
      {isAdmin && chosen.size > 0 && <ChosenBar chosen={[...chosen]} onDone={() => setChosen(new Set())} />}
      {overview.isError && <Problem error={overview.error} onRetry={() => void overview.refetch()} />}
      {overview.isPending && (
        <Grid>
          {[1, 2, 3].map((i) => (
            <Skeleton key={i} className="h-48 w-full" />
          ))}
        </Grid>
      )}
      {overview.isSuccess && cards.length === 0 && (isFiltered ? <NothingFound /> : <NoSources isAdmin={isAdmin} />)}
      <Grid>
        {cards.map((card) => (
          <SourceCard
            key={card.source.id}
            overview={card}
            connector={connectors.data?.find(({ type }) => type === card.source.connector_type)}
            isChosen={isAdmin ? chosen.has(card.source.id) : undefined}
            onChoose={(isChosen) => setChosen(changed(chosen, card.source.id, isChosen))}
          />
        ))}
      </Grid>
      {overview.hasNextPage && (
        <Button className="self-center" disabled={overview.isFetchingNextPage} onClick={() => void overview.fetchNextPage()}>
          {overview.isFetchingNextPage ? 'Loading…' : 'Show more sources'}
        </Button>
      )}
    </Page>
  );
}

function changed(chosen: ReadonlySet<string>, id: string, isChosen: boolean): ReadonlySet<string> {
  const next = new Set(chosen);
  if (isChosen) next.add(id);
  else next.delete(id);
  return next;
}

function Grid({ children }: { readonly children: React.ReactNode }) {
  return <div className="grid grid-cols-[repeat(auto-fill,minmax(min(21rem,100%),1fr))] gap-4">{children}</div>;
}

function Filters({ input }: { readonly input: RefObject<HTMLInputElement | null> }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: Partial<SourcesSearch>): void => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <search className="flex flex-wrap gap-2">
      <input
        ref={input}
        type="search"
        aria-label="Search by name"
        placeholder="Search by name"
        className={`${inputClass} max-w-72`}
        defaultValue={search.q ?? ''}
        onChange={({ target }) => set({ q: target.value.trim() === '' ? undefined : target.value.trim() })}
      />
      <select
        aria-label="Kind"
        className={`${inputClass} w-auto!`}
        value={search.type ?? ''}
        onChange={({ target }) => set({ type: target.value === '' ? undefined : (target.value as 'database' | 'saas') })}
      >
        <option value="">Databases and applications</option>
        <option value="database">Databases</option>
        <option value="saas">SaaS applications</option>
      </select>
      <select
        aria-label="Connection"
        className={`${inputClass} w-auto!`}
        value={search.status ?? ''}
        onChange={({ target }) => set({ status: target.value === '' ? undefined : (target.value as keyof typeof connectionWords) })}
      >
        <option value="">Any connection</option>
        {Object.entries(connectionWords).map(([status, { word }]) => (
          <option key={status} value={status}>
            {word}
          </option>
        ))}
      </select>
    </search>
  );
}

/** Several sources in one scan: only that finds where the same thing lives in two of them. */
function ChosenBar({ chosen, onDone }: { readonly chosen: readonly string[]; readonly onDone: () => void }) {
  const queries = useQueryClient();
  const scan = useMutation({
    mutationFn: () => answerOf(api.POST('/api/scans', { body: { source_ids: [...chosen] } })),
    onSuccess: () => {
      toast(
        chosen.length === 1
          ? 'The scan has begun.'
          : `${countOf(chosen.length, 'source')} are scanned together: links between them are looked for too.`,
      );
      onDone();
      return queries.invalidateQueries({ queryKey: sourcesKey });
    },
    onError: (error) => toast(wordsOf(error), { tone: 'bad' }),
  });
  return (
    <div className="sticky top-0 z-10 flex flex-wrap items-center gap-3 rounded-lg border border-accent bg-accent-soft px-4 py-2">
      <span>{countOf(chosen.length, 'source')} chosen</span>
      <Button look="primary" size="small" disabled={scan.isPending} onClick={() => scan.mutate()}>
        <Icon name="play" size={12} /> {chosen.length === 1 ? 'Scan' : 'Scan together'}
      </Button>
      <Button size="small" onClick={onDone}>
        Choose none
      </Button>
      {chosen.length > 1 && <span className="text-muted">One scan of several sources also finds where the same thing lives in two of them.</span>}
    </div>
  );
}

function NothingFound() {
  const navigate = route.useNavigate();
  return (
    <Empty title="No source fits" actions={<Button onClick={() => void navigate({ search: {} })}>Show all sources</Button>}>
      No name holds what you search for, or no source is of this kind and connection.
    </Empty>
  );
}

function NoSources({ isAdmin }: { readonly isAdmin: boolean }) {
  return (
    <Empty
      title="There is no source yet"
      actions={
        isAdmin && (
          <Link to="/sources/new" className={buttonClass('primary')}>
            Add a source
          </Link>
        )
      }
    >
      {isAdmin
        ? 'Add a database or a SaaS application, test its connection and scan it: what relates in it is then suggested for review. Nothing in it is changed.'
        : 'An administrator of the organization adds sources. Once one is scanned, what relates in it is suggested for review.'}
    </Empty>
  );
}
