import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useActions } from '../../app/actions.ts';
import { announce } from '../../app/announce.tsx';
import { count, countOf, score } from '../../format.ts';
import { cx } from '../../ui/cx.ts';
import { Empty } from '../../ui/empty.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { SideView } from '../../ui/side-view.tsx';
import { pairActions, type PairTarget } from './actions.ts';
import { RunFigures } from './figures.tsx';
import { usePairDecisions } from './decisions.ts';
import { PairList } from './pair-list.tsx';
import { PairPanel } from './pair-panel.tsx';
import { pairQuery, pairsQuery, type CrosswalkDetail, type Pair } from './queries.ts';
import { views, type CrosswalkSearch, type View } from './search.ts';
import { Toolbar } from './toolbar.tsx';
import { holds, pairName, viewWords } from './words.ts';

interface PairsProps {
  readonly crosswalk: CrosswalkDetail;
  readonly search: CrosswalkSearch;
  /** A run is under way. */
  readonly isBusy: boolean;
  readonly onChange: (next: Partial<CrosswalkSearch>) => void;
}

/** The pairs of a view, and the one under the cursor. */
export function Pairs({ crosswalk, search, isBusy, onChange }: PairsProps) {
  const { id, now } = crosswalk;
  const queue = useInfiniteQuery(pairsQuery(id, search));
  const pairs = useMemo(() => queue.data?.pages.flatMap(({ items }) => items) ?? [], [queue.data]);
  const [selected, setSelected] = useState<ReadonlyMap<string, Pair>>(new Map());
  const list = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const decisions = usePairDecisions(id);

  const place = search.pair === undefined ? (pairs.length > 0 ? 0 : -1) : pairs.findIndex((pair) => pair.id === search.pair);
  // A link may lead to a pair that the list has not come to.
  const { data: linked } = useQuery({ ...pairQuery(id, search.pair ?? ''), enabled: search.pair !== undefined && place < 0 });
  const view = search.view ?? 'all';
  const pair = view === 'figures' ? undefined : (pairs[place] ?? linked);
  const chosen = selected.size > 0 ? pairs.filter((each) => selected.has(each.id)) : pair === undefined ? [] : [pair];

  const wordsFor = (row: Pair): string =>
    `${pairName(row)}, probability ${score(row.probability)}, ${holds(row).word}, ${pairs.indexOf(row) + 1} of ${count(pairs.length)}`;

  function move(by: number): void {
    const next = pairs[Math.min(pairs.length - 1, Math.max(0, place + by))];
    if (next === undefined || next.id === pair?.id) return;
    onChange({ pair: next.id });
    if (document.activeElement !== list.current) announce(wordsFor(next));
  }

  const select = (row: Pair): void =>
    setSelected((before) => {
      const after = new Map(before);
      if (!after.delete(row.id)) after.set(row.id, row);
      return after;
    });

  const target: PairTarget = {
    pair,
    chosen,
    canUndo: decisions.canUndo || (pair !== undefined && pair.decision !== null),
    isActive: crosswalk.status === 'active',
    move,
    decide: (verdict) => {
      decisions.decide(chosen, verdict);
      setSelected(new Map());
      const [only, another] = chosen;
      const next = pairs[place + 1];
      if (only === undefined || another !== undefined || next === undefined) return;
      onChange({ pair: next.id });
      announce(`${pairName(only)}: ${verdict}. Next: ${wordsFor(next)}`);
    },
    select: () => {
      if (pair === undefined) return;
      announce(selected.has(pair.id) ? 'Not selected' : 'Selected');
      select(pair);
    },
    undo: () => decisions.undo(pair),
    search: () => box.current?.focus(),
  };
  useActions('Crosswalk', pairActions, target);

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = queue;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const counts: Readonly<Record<Exclude<View, 'figures'>, number>> = {
    all: now.pairs,
    taken: now.taken,
    conflicting: now.conflicting,
    unmatched: now.left.unmatched + now.right.unmatched,
    decided: now.same + now.different,
  };
  const isOpen = search.open === true && pair !== undefined;
  return (
    <div className="flex min-h-0 flex-1">
      <div className={cx('flex min-h-0 min-w-0 flex-1 flex-col', isOpen && 'max-lg:hidden')}>
        <Tabs
          label="Which pairs"
          tabs={views.map((name) => ({
            name,
            label: (
              <>
                {viewWords[name]}{' '}
                {name !== 'figures' && (
                  <span className="text-xs text-muted">{name === 'unmatched' ? countOf(counts[name], 'record') : count(counts[name])}</span>
                )}
              </>
            ),
          }))}
          chosen={view}
          onChoose={(next) => onChange({ view: next === 'all' ? undefined : next, pair: undefined, open: undefined })}
        />
        {view === 'figures' ? (
          <div className="min-h-0 flex-1 overflow-y-auto p-4">
            <RunFigures
              crosswalk={crosswalk}
              threshold={search.threshold ?? crosswalk.threshold}
              isBusy={isBusy}
              onThreshold={(threshold) => onChange({ threshold: threshold === crosswalk.threshold ? undefined : threshold })}
            />
          </div>
        ) : (
          <>
            <Toolbar search={search} box={box} selected={selected.size} onChange={onChange} />
            {queue.error !== null && pairs.length === 0 && (
              <div className="p-4">
                <Problem error={queue.error} onRetry={() => void queue.refetch()} />
              </div>
            )}
            {queue.isPending && <Loading lines={8} />}
            {queue.data !== undefined && pairs.length === 0 && <Empty title="No pairs here">{emptyWords[view]}</Empty>}
            {pairs.length > 0 && (
              <PairList
                pairs={pairs}
                cursor={place}
                selected={new Set(selected.keys())}
                hasMore={hasNextPage}
                element={list}
                onPoint={(row) => onChange({ pair: row.id, open: true })}
                onSelect={select}
                onMove={move}
                onOpen={() => onChange({ open: true, ...(pair === undefined ? {} : { pair: pair.id }) })}
                onNearEnd={onNearEnd}
              />
            )}
          </>
        )}
      </div>
      {view !== 'figures' && (
        <SideView isOpen={isOpen} hasItem={pair !== undefined} onClose={() => onChange({ open: undefined })} onMove={move}>
          {pair === undefined ? (
            <p className="p-6 text-muted">Pick a pair to see why both are one, or not.</p>
          ) : (
            <PairPanel crosswalk={crosswalk} pair={pair} target={target} />
          )}
        </SideView>
      )}
    </div>
  );
}

const emptyWords: Readonly<Record<Exclude<View, 'figures'>, string>> = {
  all: 'Nothing fits the filters.',
  taken: 'No pair reaches the threshold, or nothing fits the filters.',
  conflicting: 'No record has two pairs that would each be taken by themselves.',
  unmatched: 'Every record that was compared with another has a pair. A record that was like nothing else is in the CSV with unmatched records.',
  decided: 'Nobody has said anything of a pair yet. Press s for the same, d for different.',
};
