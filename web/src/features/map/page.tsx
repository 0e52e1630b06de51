import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ReactFlowProvider } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useActions } from '../../app/actions.ts';
import { announce } from '../../app/announce.tsx';
import { Page } from '../../app/page.tsx';
import { count, countOf } from '../../format.ts';
import { Empty } from '../../ui/empty.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { EntityPicker } from '../entity/entity-picker.tsx';
import { mapActionList, type MapTarget } from './actions.ts';
import type { Spot } from './block-layout.ts';
import { cardsOf } from './cards.ts';
import { paletteOf } from './draw.ts';
import { EntityList } from './entity-list.tsx';
import { download, pngOf, svgOf } from './export.ts';
import { Legend } from './legend.tsx';
import { MapView, type MapWindow } from './map-view.tsx';
import { keepMoved, movedIn, viewOf } from './positions.ts';
import { graphQuery, sourcesQuery, type Graph } from './queries.ts';
import { sceneMaker, type Scene } from './scene.ts';
import { details, shownDepth, shownDetail, type Detail, type MapSearch } from './search.ts';
import { SidePanel } from './side-panel.tsx';
import { Toolbar } from './toolbar.tsx';
import { useLayout } from './use-layout.ts';

const route = getRouteApi('/map');
const none: Graph = { entities: [], edges: [], truncated: false };
const nothing: ReadonlySet<string> = new Set();

/** Entities as cards and edges as lines, across sources. */
export function MapPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const navigateHere = route.useNavigate();
  const change = useCallback(
    (part: Partial<MapSearch>) => void navigateHere({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigateHere],
  );
  const { data, error, isPending, refetch } = useQuery(graphQuery(search));
  const { data: sources = [] } = useQuery(sourcesQuery);
  const graph = data ?? none;
  const detail = shownDetail(search, graph.entities.length);
  const hidden = search.hide?.join();
  const { cards, edges } = useMemo(() => shownOf(graph, detail, hidden), [graph, detail, hidden]);
  const layout = useLayout(cards, edges, detail);
  const view = viewOf(search, detail);
  const [moved, setMoved] = useState<{ readonly view: string; readonly spots: ReadonlyMap<string, Spot> }>();
  const spots = moved?.view === view ? moved.spots : undefined;
  const own = useMemo(() => spots ?? movedIn(view), [spots, view]);
  const [makeScene] = useState(sceneMaker);
  const scene = useMemo(
    () => (layout === undefined ? undefined : makeScene(layout.cards, layout.edges, new Map([...layout.spots, ...own]), layout.frames)),
    [layout, own, makeScene],
  );

  const mapWindow = useRef<MapWindow>(null);
  const picker = useRef<HTMLInputElement>(null);
  const names = useMemo(() => new Map(graph.entities.map(({ id, name }) => [id, name])), [graph]);
  const nameOf = useCallback((id: string) => names.get(id) ?? 'what is not shown', [names]);
  const chosen = search.at?.startsWith('edge.') === true ? undefined : cards.get(search.at ?? '');
  const chosenEdge = edges.find(({ id }) => `edge.${id}` === search.at);
  const lit = useMemo(() => {
    if (chosenEdge !== undefined) return new Set([chosenEdge.id]);
    return chosen === undefined ? nothing : new Set([chosen.entity.id]);
  }, [chosen, chosenEdge]);

  const select = useCallback((id: string | undefined) => change({ at: id }), [change]);
  const around = useCallback(
    (ids: readonly string[], at?: string) => change({ around: [...ids], source: undefined, at, hide: undefined, view: undefined, as: undefined }),
    [change],
  );
  const open = useCallback(
    (id: string) => {
      const entity = cards.get(id)?.entity;
      if (entity === undefined) return;
      const { integration_source_id: sourceId, entity_type: entityType } = entity;
      void navigate({ to: '/sources/$sourceId/entities/$entityType/$entityId', params: { sourceId, entityType, entityId: id } });
    },
    [cards, navigate],
  );

  const hasSelection = chosen !== undefined || chosenEdge !== undefined;
  const target: MapTarget = {
    hasSelection,
    hasEntity: chosen !== undefined,
    isList: search.as === 'list',
    find: () => picker.current?.focus(),
    fit: () => mapWindow.current?.fit(),
    zoom: (factor) => mapWindow.current?.zoom(factor),
    tidy: () => {
      keepMoved(view, new Map());
      setMoved({ view, spots: new Map() });
      mapWindow.current?.fit();
      announce('Everything is where the layout puts it.');
    },
    centre: () => chosen !== undefined && around([chosen.entity.id], chosen.entity.id),
    expand: () => chosen !== undefined && around([...new Set([...(search.around ?? []), chosen.entity.id])], chosen.entity.id),
    hide: () => chosen !== undefined && change({ hide: [...(search.hide ?? []), chosen.entity.id], at: undefined }),
    showAll: () => change({ hide: undefined }),
    open: () => (chosen !== undefined ? open(chosen.entity.id) : undefined),
    changeDepth: (by) => change({ depth: Math.min(4, Math.max(0, shownDepth(search) + by)), view: undefined }),
    nextDetail: () => change({ detail: details[(details.indexOf(detail) + 1) % details.length], view: undefined }),
    toggleList: () => change({ as: search.as === 'list' ? undefined : 'list' }),
    clear: () => change({ at: undefined }),
  };
  useActions('Map', mapActionList, target);

  // The window shows everything at first, and whenever something else is shown.
  const shownView = useRef(search.view === undefined ? '' : view);
  useEffect(() => {
    if (scene === undefined || scene.cards.length === 0 || mapWindow.current === null) return;
    if (shownView.current === view && search.view !== undefined) return;
    shownView.current = view;
    mapWindow.current.fit();
    announce(`${countOf(scene.cards.length, 'entity', 'entities')} and ${countOf(scene.edges.length, 'edge')} on the map`);
  }, [scene, view, search.view]);

  const onMoved = useCallback(
    (id: string, spot: Spot, isOver: boolean) => {
      setMoved((before) => {
        const spots = new Map([...(before?.view === view ? before.spots : movedIn(view)), [id, spot] as const]);
        if (isOver) keepMoved(view, spots);
        return { view, spots };
      });
    },
    [view],
  );
  const onView = useCallback((next: readonly [number, number, number]) => change({ view: roundedView(next) }), [change]);
  const label = `Map of ${countOf(cards.size, 'entity', 'entities')} and ${countOf(edges.length, 'edge')}. The list has the same in words.`;

  return (
    <Page
      title="Map"
      isFilling
      lead={leadOf(graph, search)}
      actions={
        <div className="w-[min(22rem,80vw)]">
          <EntityPicker
            label="Look around a table or object"
            isLabelHidden
            placeholder="Look around a table or object  ( / )"
            inputRef={picker}
            onChoose={({ id }) => around([id], id)}
          />
        </div>
      }
    >
      <Toolbar
        search={search}
        detail={detail}
        sources={sources}
        target={target}
        onChange={change}
        onExport={(format) => scene !== undefined && void save(scene, format)}
      />
      {error !== null && (
        <div className="p-4">
          <Problem error={error} onRetry={() => void refetch()} />
        </div>
      )}
      {isPending && error === null && <Loading />}
      {data !== undefined && data.entities.length === 0 && (
        <Empty title="There is nothing to show">
          No table or object of the chosen sources was found by a scan yet. Scan a source; what is found stands here a moment later.
        </Empty>
      )}
      {data !== undefined && data.entities.length > 0 && (
        <div className="flex min-h-0 flex-1 flex-col sm:flex-row">
          <div className="relative min-h-0 min-w-0 flex-1">
            {search.as === 'list' ? (
              <EntityList cards={cards} edges={edges} nameOf={nameOf} onAround={(id) => around([id], id)} />
            ) : scene === undefined || (scene.cards.length === 0 && cards.size > 0) ? (
              <Loading />
            ) : (
              <ReactFlowProvider>
                <MapView
                  scene={scene}
                  selected={chosen?.entity.id}
                  lit={lit}
                  label={label}
                  view={search.view}
                  ref={mapWindow}
                  onSelect={select}
                  onOpen={open}
                  onMoved={onMoved}
                  onView={onView}
                />
                <Legend />
              </ReactFlowProvider>
            )}
          </div>
          {hasSelection && search.as !== 'list' && (
            <SidePanel card={chosen} edge={chosenEdge} edges={edges} target={target} nameOf={nameOf} onSelect={select} />
          )}
        </div>
      )}
    </Page>
  );
}

function shownOf(graph: Graph, detail: Detail, hidden: string | undefined) {
  const away = new Set(hidden?.split(','));
  const entities = graph.entities.filter(({ id }) => !away.has(id));
  const edges = graph.edges.filter((edge) => !away.has(edge.from_entity_id) && !away.has(edge.to_entity_id));
  return { cards: cardsOf(entities, edges, detail), edges };
}

function leadOf({ entities, edges, truncated }: Graph, { around, source }: MapSearch) {
  const what = (around?.length ?? 0) > 0 ? 'The nearest are shown' : 'Those with the most edges are shown';
  return (
    <>
      {countOf(entities.length, 'entity', 'entities')}, {countOf(edges.length, 'edge')}{' '}
      {truncated && (
        <span className="rounded bg-warn-soft px-1.5 py-0.5 text-xs text-warn">
          {what}: {source === undefined ? 'search, or choose a source, for the rest' : `${count(entities.length)} at most`}
        </span>
      )}
    </>
  );
}

const roundedView = ([x, y, zoom]: readonly [number, number, number]): [number, number, number] => [
  Math.round(x),
  Math.round(y),
  Math.round(zoom * 10_000) / 10_000,
];

async function save(scene: Scene, format: 'svg' | 'png'): Promise<void> {
  const palette = paletteOf(document.documentElement);
  try {
    const picture = format === 'svg' ? new Blob([svgOf(scene, palette)], { type: 'image/svg+xml' }) : await pngOf(scene, palette);
    download(picture, `cognate-map.${format}`);
    toast(`The map was saved as ${format.toUpperCase()}.`);
  } catch (error) {
    toast(error instanceof Error ? error.message : String(error), { tone: 'bad' });
  }
}
