import { Link } from '@tanstack/react-router';
import { ActionButton } from '../review/action-button.tsx';
import { count, score } from '../../format.ts';
import { Badge, StatusBadge } from '../../ui/badge.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { mapActions, type MapTarget } from './actions.ts';
import type { Card } from './cards.ts';
import { cardinalityInWords, edgeInWords, labelOf } from './edge-words.ts';
import type { GraphEdge } from './queries.ts';
import { placeOf } from './scene.ts';

/** What is looked at: an entity with its edges, or an edge. */
export function SidePanel({
  card,
  edge,
  edges,
  target,
  nameOf,
  onSelect,
}: {
  readonly card: Card | undefined;
  readonly edge: GraphEdge | undefined;
  readonly edges: readonly GraphEdge[];
  readonly target: MapTarget;
  readonly nameOf: (id: string) => string;
  readonly onSelect: (id: string) => void;
}) {
  return (
    <aside
      aria-label="What is looked at"
      className="flex max-h-[45%] w-full shrink-0 flex-col gap-3 overflow-y-auto border-t border-line bg-surface p-4 sm:max-h-none sm:w-80 sm:border-t-0 sm:border-l"
    >
      <div className="flex items-start justify-between gap-2">
        <h2 className="min-w-0 font-semibold [overflow-wrap:anywhere]">
          {card !== undefined ? card.entity.name : edge !== undefined ? edgeInWords(edge, nameOf) : ''}
        </h2>
        <Button look="quiet" size="small" aria-label="Close" onClick={target.clear}>
          <Icon name="close" />
        </Button>
      </div>
      {card !== undefined && <EntityPart card={card} edges={edges} target={target} nameOf={nameOf} onSelect={onSelect} />}
      {edge !== undefined && <EdgePart edge={edge} nameOf={nameOf} onSelect={onSelect} />}
    </aside>
  );
}

function EntityPart({
  card: { entity, beyond },
  edges,
  target,
  nameOf,
  onSelect,
}: {
  readonly card: Card;
  readonly edges: readonly GraphEdge[];
  readonly target: MapTarget;
  readonly nameOf: (id: string) => string;
  readonly onSelect: (id: string) => void;
}) {
  const own = edges.filter((edge) => edge.from_entity_id === entity.id || edge.to_entity_id === entity.id);
  return (
    <>
      <p className="text-muted">
        {placeOf(entity)}
        <br />
        {entity.row_count === null ? 'rows not counted' : `${count(entity.row_count)} rows`} · {count(entity.attribute_count)}{' '}
        {entity.entity_type === 'table' ? 'columns' : 'fields'} · {count(entity.edge_count)} edges
      </p>
      <div className="flex flex-wrap gap-2">
        <Link
          to="/sources/$sourceId/entities/$entityType/$entityId"
          params={{ sourceId: entity.integration_source_id, entityType: entity.entity_type, entityId: entity.id }}
          className={buttonClass('plain', 'small')}
        >
          Open
        </Link>
        <Link to="/paths" search={{ from: entity.id }} className={buttonClass('plain', 'small')}>
          Paths from here
        </Link>
        <ActionButton action={mapActions.centre} target={target} size="small">
          Around it
        </ActionButton>
        <ActionButton action={mapActions.expand} target={target} size="small">
          {beyond > 0 ? `Add ${count(beyond)} edges` : 'Expand'}
        </ActionButton>
        <ActionButton action={mapActions.hide} target={target} size="small">
          Hide
        </ActionButton>
      </div>
      <h3 className="font-semibold">Edges on the map</h3>
      {own.length === 0 && <p className="text-muted">None of those that are shown.</p>}
      <ul className="flex flex-col gap-1">
        {own.slice(0, 100).map((edge) => (
          <li key={edge.id}>
            <button
              type="button"
              onClick={() => onSelect(`edge.${edge.id}`)}
              className="w-full rounded px-1.5 py-1 text-left text-xs [overflow-wrap:anywhere] hover:bg-raised"
            >
              {edgeInWords(edge, nameOf)}
              <span className="block text-muted">{labelOf(edge)}</span>
            </button>
          </li>
        ))}
        {own.length > 100 && <li className="text-xs text-muted">and {count(own.length - 100)} more</li>}
      </ul>
    </>
  );
}

function EdgePart({
  edge,
  nameOf,
  onSelect,
}: {
  readonly edge: GraphEdge;
  readonly nameOf: (id: string) => string;
  readonly onSelect: (id: string) => void;
}) {
  const kinds = { relationship: 'Relationship', association: 'Association', entity_link: 'Entity link' } as const;
  return (
    <>
      <div className="flex flex-wrap gap-1.5">
        <StatusBadge status={edge.status} />
        <Badge>{kinds[edge.kind]}</Badge>
        <Badge>{edge.type.toLowerCase().replace('_', ' ')}</Badge>
        {edge.category !== null && <Badge>{edge.category}</Badge>}
        {edge.changed_since_decision && <Badge tone="warn">changed since the decision</Badge>}
      </div>
      <p className="text-muted">
        {edge.label !== null && <>{edge.label}. </>}
        Score {score(edge.score)}, {cardinalityInWords(edge.cardinality)}
        {edge.optional === true && ', some rows have no partner'}.
      </p>
      <div className="flex flex-wrap gap-2">
        <Link
          to="/review"
          search={{ status: [], entity: edge.from_entity_id, edge: `${edge.kind}.${edge.id}`, open: true }}
          className={buttonClass('primary', 'small')}
        >
          Evidence and decision
        </Link>
        {[edge.from_entity_id, edge.to_entity_id].map((id) => (
          <Button key={id} size="small" onClick={() => onSelect(id)}>
            {nameOf(id)}
          </Button>
        ))}
      </div>
    </>
  );
}
