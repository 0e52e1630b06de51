import { ReactFlow, useReactFlow, type NodeChange, type Viewport } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useImperativeHandle, useMemo, useRef, useState, type MouseEvent, type Ref } from 'react';
import type { Spot } from './block-layout.ts';
import { CanvasLayer } from './canvas-layer.tsx';
import { cardWidth } from './cards.ts';
import { hit } from './draw.ts';
import { EntityCard, type CardNode } from './entity-card.tsx';
import type { Scene } from './scene.ts';
import { useMounted } from './use-mounted.ts';

const nodeTypes = { entity: EntityCard };
const minZoom = 0.02;
const maxZoom = 2;

/** Moves the window, for buttons and keys. */
export interface MapWindow {
  readonly fit: () => void;
  readonly zoom: (factor: number) => void;
}

/** The drawn map. Near by, the cards in the window become elements of the page; the others are drawn. */
export function MapView({
  scene,
  selected,
  lit,
  label,
  view,
  ref,
  onSelect,
  onOpen,
  onMoved,
  onView,
}: {
  readonly scene: Scene;
  readonly selected: string | undefined;
  readonly lit: ReadonlySet<string>;
  readonly label: string;
  /** Where the window is at first; else everything is shown. */
  readonly view: readonly [x: number, y: number, zoom: number] | undefined;
  readonly ref: Ref<MapWindow>;
  readonly onSelect: (id: string | undefined) => void;
  readonly onOpen: (id: string) => void;
  readonly onMoved: (id: string, spot: Spot, isOver: boolean) => void;
  readonly onView: (view: readonly [x: number, y: number, zoom: number]) => void;
}) {
  const flow = useReactFlow();
  const element = useRef<HTMLDivElement>(null);
  const [first] = useState(() => view);
  const mounted = useMounted(scene);
  const [hovered, setHovered] = useState<string>();

  const { bounds } = scene;
  useImperativeHandle(ref, () => {
    const moveTo = (viewport: Viewport): void => {
      void flow.setViewport(viewport);
      onView([viewport.x, viewport.y, viewport.zoom]);
    };
    const size = (): [width: number, height: number] => [element.current?.clientWidth ?? 1, element.current?.clientHeight ?? 1];
    return {
      fit() {
        const [width, height] = size();
        const [wide, high] = [bounds.right - bounds.left, bounds.bottom - bounds.top];
        const zoom = Math.max(minZoom, Math.min(1, (width - 40) / wide, (height - 40) / high));
        moveTo({ x: width / 2 - zoom * (bounds.left + wide / 2), y: height / 2 - zoom * (bounds.top + high / 2), zoom });
      },
      zoom(factor) {
        const [width, height] = size();
        const { x, y, zoom } = flow.getViewport();
        const next = Math.min(maxZoom, Math.max(minZoom, zoom * factor));
        moveTo({ x: width / 2 - ((width / 2 - x) * next) / zoom, y: height / 2 - ((height / 2 - y) * next) / zoom, zoom: next });
      },
    };
  }, [flow, bounds, onView]);

  const nodes = useMemo(
    () =>
      scene.cards.map(({ id, card, spot }): CardNode => ({
        id,
        type: 'entity',
        position: { x: spot.x, y: spot.y },
        data: { card },
        width: cardWidth,
        height: card.height,
        selected: id === selected,
        ariaLabel: `${card.entity.name}, ${card.entity.integration_source_name}`,
      })),
    [scene, selected],
  );

  const elements = useMemo(() => nodes.filter(({ id }) => mounted.has(id)), [nodes, mounted]);

  const onNodesChange = (changes: readonly NodeChange<CardNode>[]): void => {
    for (const change of changes) {
      if (change.type === 'position' && change.position !== undefined) onMoved(change.id, change.position, change.dragging !== true);
      if (change.type === 'select' && change.selected) onSelect(change.id);
    }
  };
  const at = (event: MouseEvent): ReturnType<typeof hit> => {
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false });
    return hit(scene, x, y, flow.getZoom());
  };
  const litNow = useMemo(() => (hovered === undefined ? lit : new Set([...lit, hovered])), [lit, hovered]);

  return (
    <div
      ref={element}
      role="region"
      aria-label={label}
      className={`relative h-full min-h-0 w-full ${hovered === undefined ? '' : '[&_.react-flow\\_\\_pane]:cursor-pointer'}`}
    >
      <CanvasLayer scene={scene} lit={litNow} mounted={mounted} />
      <ReactFlow
        nodes={elements}
        nodeTypes={nodeTypes}
        onNodesChange={onNodesChange}
        minZoom={minZoom}
        maxZoom={maxZoom}
        defaultViewport={first === undefined ? { x: 0, y: 0, zoom: 0.3 } : { x: first[0], y: first[1], zoom: first[2] }}
        nodesConnectable={false}
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        zoomOnDoubleClick={false}
        proOptions={{ hideAttribution: true }}
        onMoveEnd={(_event, { x, y, zoom }) => onView([x, y, zoom])}
        onPaneClick={(event) => {
          const found = at(event);
          onSelect(found === undefined ? undefined : found.kind === 'edge' ? `edge.${found.id}` : found.id);
        }}
        onPaneMouseMove={(event) => {
          if (event.buttons === 0) setHovered(at(event)?.id);
        }}
        onPaneMouseLeave={() => setHovered(undefined)}
        onNodeMouseEnter={(_event, { id }) => setHovered(id)}
        onNodeMouseLeave={() => setHovered(undefined)}
        onNodeDoubleClick={(_event, { id }) => onOpen(id)}
        className="!bg-transparent"
      />
    </div>
  );
}
