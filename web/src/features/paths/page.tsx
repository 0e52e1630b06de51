import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { announce } from '../../app/announce.tsx';
import { Page } from '../../app/page.tsx';
import { countOf } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { EntityPicker } from '../entity/entity-picker.tsx';
import { entityQuery } from '../entity/queries.ts';
import { PathCard } from './path-card.tsx';
import { joinPathsQuery } from './queries.ts';
import type { PathSearch } from './search.ts';

const route = getRouteApi('/paths');
const defaultSteps = 6;

/** Two things, and the best ways to join them. */
export function PathsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: Partial<PathSearch>): void => void navigate({ search: (before) => ({ ...before, ...part }), resetScroll: false });
  const { from, to, suggested = false, steps = defaultSteps } = search;
  const { data: fromEntity } = useQuery({ ...entityQuery(from ?? ''), enabled: from !== undefined });
  const { data: toEntity } = useQuery({ ...entityQuery(to ?? ''), enabled: to !== undefined });
  const { data, error, isFetching, refetch } = useQuery(joinPathsQuery(search));
  useEffect(() => {
    if (data !== undefined) announce(data.paths.length === 0 ? 'No path was found' : `${countOf(data.paths.length, 'path')} found`);
  }, [data]);

  return (
    <Page title="Paths" lead="The best ways to join two tables or objects, across sources too.">
      <section
        aria-label="What to join"
        className="grid grid-cols-1 items-end gap-3 rounded-lg border border-line bg-surface p-4 md:grid-cols-[1fr_auto_1fr]"
      >
        <EntityPicker label="From" chosen={fromEntity} onChoose={({ id }) => change({ from: id })} />
        <Button onClick={() => change({ from: to, to: from })} aria-label="Exchange the two" disabled={from === undefined && to === undefined}>
          ⇄
        </Button>
        <EntityPicker label="To" chosen={toEntity} onChoose={({ id }) => change({ to: id })} />
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2 md:col-span-3">
          <label className="flex min-h-6 items-center gap-2">
            <input type="checkbox" checked={suggested} onChange={({ target }) => change({ suggested: target.checked ? true : undefined })} />
            Also over suggested edges
          </label>
          <label className="flex min-h-6 items-center gap-2">
            At most
            <select
              value={steps}
              onChange={({ target }) => change({ steps: Number(target.value) === defaultSteps ? undefined : Number(target.value) })}
              className="min-h-8 rounded-md border border-line-strong bg-surface px-1.5"
            >
              {[1, 2, 3, 4, 5, 6, 7, 8].map((n) => (
                <option key={n} value={n}>
                  {countOf(n, 'join')}
                </option>
              ))}
            </select>
          </label>
        </div>
      </section>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {from !== undefined && from === to && <p role="alert">These two are the same: choose another one.</p>}
      {isFetching && data === undefined && <Loading />}
      {(from === undefined || to === undefined) && (
        <Empty title="Choose two tables or objects">
          Begin to type a name on either side. What people approved is gone along; the suggested edges join in where you allow it.
        </Empty>
      )}
      {data !== undefined && data.paths.length === 0 && (
        <Empty
          title="No way leads from one to the other"
          actions={
            <>
              {!suggested && <Button onClick={() => change({ suggested: true })}>Also over suggested edges</Button>}
              {steps < 8 && <Button onClick={() => change({ steps: 8 })}>Up to 8 joins</Button>}
            </>
          }
        >
          {suggested ? 'Not even over suggested edges' : 'Not over approved edges'}, with {countOf(steps, 'join')} at most.
        </Empty>
      )}
      {data !== undefined && data.paths.length > 0 && (
        <ol className="flex flex-col gap-4">
          {data.paths.map((path, i) => (
            <PathCard key={path.steps.map(({ id }) => id).join()} path={path} rank={i + 1} />
          ))}
        </ol>
      )}
      {data?.truncated === true && (
        <p className="text-muted">There are more edges between the two than were looked at: a better path may be missing.</p>
      )}
    </Page>
  );
}
