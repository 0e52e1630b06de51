import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Page } from '../../app/page.tsx';
import { count, countOf } from '../../format.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { inputClass } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { keyOf } from '../review/edges.ts';
import { DegradedCard } from './degraded-card.tsx';
import { approvedQuery, degradedQuery } from './queries.ts';
import { healthRoute } from './route.ts';

const typingPause = 250;

/** What was approved and holds worse now. */
export function HealthPage() {
  const search = healthRoute.useSearch();
  const navigate = useNavigate({ from: '/health' });
  const list = useInfiniteQuery(degradedQuery(search));
  const { data: approved } = useQuery(approvedQuery);
  const [text, setText] = useState(search.q ?? '');
  useEffect(() => {
    if (text === (search.q ?? '')) return undefined;
    const timer = setTimeout(
      () => void navigate({ search: (before) => ({ ...before, q: text === '' ? undefined : text }), replace: true }),
      typingPause,
    );
    return () => clearTimeout(timer);
  });
  const edges = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const isNarrowed = search.q !== undefined || search.source !== undefined;
  return (
    <Page
      title="Health"
      lead="Approved edges whose evidence got worse since somebody decided on them: more rows without a target, targets that repeat, or not found at all."
      actions={
        <input
          type="search"
          aria-label="Search in names"
          placeholder="Search entity.attribute"
          className={`${inputClass} w-64!`}
          value={text}
          maxLength={200}
          onChange={({ target }) => setText(target.value)}
        />
      }
    >
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && edges.length === 0 && <NothingWorse approved={approved} isNarrowed={isNarrowed} />}
      {edges.length > 0 && (
        <>
          <p className="text-muted" data-testid="degraded-count">
            {countOf(edges.length, 'edge')}
            {list.hasNextPage ? ' so far' : ''}
            {approved === undefined ? '' : ` of ${count(approved)} approved`}, the worst first
          </p>
          <ul className="flex flex-col gap-3">
            {edges.map((degraded) => (
              <li key={keyOf(degraded.edge)}>
                <DegradedCard degraded={degraded} />
              </li>
            ))}
          </ul>
          {list.hasNextPage && (
            <Button className="self-center" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              Show more
            </Button>
          )}
        </>
      )}
    </Page>
  );
}

function NothingWorse({ approved, isNarrowed }: { readonly approved: number | undefined; readonly isNarrowed: boolean }) {
  if (isNarrowed) return <Empty title="None of these got worse">Search for less to see others.</Empty>;
  if (approved === 0) {
    return (
      <Empty
        title="Nothing is approved yet"
        actions={
          <Link to="/review" className={buttonClass('primary')}>
            Go to review
          </Link>
        }
      >
        What you approve is watched from then on: every scan measures it again.
      </Empty>
    );
  }
  return (
    <Empty
      title="Everything that is approved still holds"
      actions={
        <Link to="/sources" className={buttonClass()}>
          Scan a source
        </Link>
      }
    >
      {approved === undefined ? '' : `${countOf(approved, 'approved edge')}: none is worse than when it was decided on. `}Every scan measures them
      again.
    </Empty>
  );
}
