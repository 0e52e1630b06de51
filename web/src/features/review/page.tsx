import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useActions } from '../../app/actions.ts';
import { announce } from '../../app/announce.tsx';
import { Page } from '../../app/page.tsx';
import { count, countOf, score } from '../../format.ts';
import { buttonClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { SideView } from '../../ui/side-view.tsx';
import { rejectionReasons, reviewActions, type ReviewTarget } from './actions.ts';
import { useCursor } from './cursor.ts';
import { useDecisions } from './decisions.ts';
import { EdgeList } from './edge-list.tsx';
import { edgeName, keyOf, statusWords, type Edge, type EdgeDetail, type Status } from './edges.ts';
import { Facets } from './facets.tsx';
import { NothingLeft } from './nothing-left.tsx';
import { Panel } from './panel.tsx';
import { detailQuery, facetsQuery, queueQuery } from './queries.ts';
import { reviewRoute } from './route.ts';
import type { ReviewSearch } from './search.ts';
import { Toolbar } from './toolbar.tsx';
import { useVerification } from './verify.ts';

/** The home of the app: what is to be decided, and what proves it. */
export function ReviewPage() {
  const search = reviewRoute.useSearch();
  const navigate = useNavigate({ from: '/review' });
  const client = useQueryClient();
  const queue = useInfiniteQuery(queueQuery(search));
  const { data: facets } = useQuery(facetsQuery(search));
  const edges = useMemo(() => queue.data?.pages.flatMap(({ items }) => items) ?? [], [queue.data]);
  const change = (next: Partial<ReviewSearch>): void => void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const cursor = useCursor(edges, search.edge, (edge) => change({ edge }));

  const [selected, setSelected] = useState<ReadonlyMap<string, Edge>>(new Map());
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const [mode, setMode] = useState<'look' | 'reject' | 'edit'>('look');
  const [note, setNote] = useState('');
  const [isFiltering, setFiltering] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLInputElement>(null);

  const decisions = useDecisions((edge) => point(edge));
  const pointed = cursor.edge;
  const { data: detail } = useQuery({ ...detailQuery(pointed ?? nobody), enabled: pointed !== undefined });
  const edge = detail?.edge ?? (cursor.index < 0 ? undefined : edges[cursor.index]);
  const verification = useVerification(edge);
  const freshest = (row: Edge): Edge => client.getQueryData<EdgeDetail>(['edges', 'detail', keyOf(row)])?.edge ?? row;
  const chosen = selected.size > 0 ? [...selected.values()].map(freshest) : edge === undefined ? [] : [edge];

  function point(next: Pick<Edge, 'kind' | 'id'>): void {
    setMode('look');
    setNote('');
    cursor.point(next);
  }

  function goTo(index: number, done = ''): void {
    const next = edges[index];
    if (next === undefined || index === cursor.index) return;
    point(next);
    if (done !== '' || document.activeElement !== list.current)
      announce(
        `${done}${edgeName(next)}, score ${score(next.score)}, ${statusWords[next.status]}, ${index + 1} of ${count(Math.max(total, edges.length))}`,
      );
  }

  function move(by: number, { extend = false } = {}): void {
    const index = cursor.index < 0 ? 0 : Math.min(edges.length - 1, Math.max(0, cursor.index + by));
    if (extend) {
      const passed = [cursor.index, index].flatMap((at) => edges[at] ?? []);
      setSelected((before) => new Map([...before, ...passed.map((each) => [keyOf(each), each] as const)]));
    }
    goTo(index);
  }

  /** To the next that is still to be decided. */
  function moveOn(done: readonly Edge[], what: string): void {
    const keys = new Set(done.map(keyOf));
    const index = edges.findIndex(
      (each, i) => i > cursor.index && each.status === 'SUGGESTED' && !keys.has(keyOf(each)) && !skipped.has(keyOf(each)),
    );
    if (index >= 0) goTo(index, `${what}. Next: `);
    else setMode('look');
  }

  function decide(status: Status, words = ''): void {
    decisions.decide(chosen, status, words === '' ? null : words);
    setSelected(new Map());
    setMode('look');
    setNote('');
    if (status !== 'SUGGESTED')
      moveOn(chosen, chosen.length === 1 ? statusWords[status] : `${countOf(chosen.length, 'edge')} ${statusWords[status]}`);
  }

  const select = (row: Edge): void =>
    setSelected((before) => {
      const after = new Map(before);
      if (!after.delete(keyOf(row))) after.set(keyOf(row), row);
      return after;
    });

  const target: ReviewTarget = {
    edge,
    chosen,
    hasSelection: selected.size > 0,
    isRejecting: mode === 'reject',
    isVerifying: verification.isRunning,
    decisions,
    move,
    decide,
    startRejecting: () => {
      setMode('reject');
      change({ open: true });
      announce('Rejecting: press 1 to 6 for the reason.');
    },
    stop: () => (mode === 'look' ? setSelected(new Map()) : setMode('look')),
    reject: (reason) => decide('REJECTED', [rejectionReasons[reason], note].filter(Boolean).join(': ')),
    skip: () => {
      setSkipped((before) => new Set([...before, ...chosen.map(keyOf)]));
      moveOn(chosen, 'Skipped');
    },
    edit: () => {
      setMode(mode === 'edit' ? 'look' : 'edit');
      change({ open: true });
    },
    select: () => {
      if (edge === undefined) return;
      announce(selected.has(keyOf(edge)) ? 'Not selected' : 'Selected');
      select(edge);
    },
    undo: () => {
      const [first] = decisions.canUndo ? decisions.undo() : [];
      if (first !== undefined) point(first);
      else if (edge !== undefined) decisions.undoOne(edge);
    },
    openMap: () =>
      void (
        edge !== undefined &&
        navigate({ to: '/map', search: { around: [...new Set([edge.from.entity_id, edge.to.entity_id])], at: `edge.${edge.id}` } })
      ),
    verify: verification.start,
    search: () => box.current?.focus(),
  };
  useActions('Review', reviewActions, target);

  const total = facets?.total ?? edges.length;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = queue;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const latest = useRef({ point, select, change });
  useEffect(() => {
    latest.current = { point, select, change };
  });
  const onPoint = useCallback((row: Edge) => {
    latest.current.point(row);
    latest.current.change({ open: true });
  }, []);
  const onSelect = useCallback((row: Edge) => latest.current.select(row), []);

  const isOpen = search.open === true && pointed !== undefined;
  const selectedKeys = useMemo(() => new Set(selected.keys()), [selected]);
  return (
    <Page
      title="Review"
      isFilling
      actions={
        <Link
          to="/bulk"
          search={{ kind: search.kind, band: search.band, pair: search.pair, changed: search.changed, q: search.q, entity: search.entity }}
          className={buttonClass('plain', 'small')}
        >
          Approve many
        </Link>
      }
    >
      <div className="flex min-h-0 flex-1">
        <aside
          aria-label="Filters"
          className={cx('w-60 shrink-0 overflow-y-auto border-r border-line p-3', isFiltering ? 'max-lg:hidden' : 'max-xl:hidden')}
        >
          <Facets facets={facets} search={search} onChange={change} />
        </aside>
        <div className={cx('flex min-h-0 min-w-0 flex-1 flex-col', isOpen && 'max-lg:hidden')}>
          <Toolbar
            search={search}
            total={total}
            selected={selected.size}
            box={box}
            isFiltering={isFiltering}
            onFilter={() => setFiltering(!isFiltering)}
            onChange={change}
          />
          {isFiltering && (
            <div className="max-h-[50%] shrink-0 overflow-y-auto border-b border-line p-3 lg:hidden">
              <Facets facets={facets} search={search} onChange={change} />
            </div>
          )}
          {queue.error !== null && edges.length === 0 && (
            <div className="p-4">
              <Problem error={queue.error} onRetry={() => void queue.refetch()} />
            </div>
          )}
          {queue.isPending && <Loading lines={8} />}
          {queue.data !== undefined && edges.length === 0 && <NothingLeft search={search} facets={facets} onChange={change} />}
          {edges.length > 0 && (
            <EdgeList
              edges={edges}
              cursor={cursor.index}
              selected={selectedKeys}
              skipped={skipped}
              decisions={decisions}
              hasMore={hasNextPage}
              element={list}
              onPoint={onPoint}
              onSelect={onSelect}
              onMove={(by, extend) => move(by, { extend })}
              onOpen={() => change({ open: true })}
              onNearEnd={onNearEnd}
            />
          )}
        </div>
        <SideView isOpen={isOpen} hasItem={pointed !== undefined} onClose={() => change({ open: undefined })} onMove={move}>
          {pointed === undefined ? (
            <p className="p-6 text-muted">Pick an edge to see what proves it.</p>
          ) : (
            <Panel
              edge={edge}
              name={pointed}
              target={target}
              isEditing={mode === 'edit'}
              note={note}
              onNote={setNote}
              onCloseEdit={() => setMode('look')}
              onFollow={point}
            />
          )}
        </SideView>
      </div>
    </Page>
  );
}

/** Asked for by nobody: the query is not enabled. */
const nobody = { kind: 'relationship', id: '' } as const;
