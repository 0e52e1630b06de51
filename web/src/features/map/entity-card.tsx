import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { count } from '../../format.ts';
import { cx } from '../../ui/cx.ts';
import { headHeight, rowHeight, type Card } from './cards.ts';
import { keySign, placeOf } from './scene.ts';

export type CardNode = Node<{ readonly card: Card }, 'entity'>;

const keyWords = { primary: 'primary key', unique: 'unique', inferred: 'key by its values' } as const;

/** An entity near by: its name, where it lies, its keys and what its edges join. */
export const EntityCard = memo(function EntityCard({ data: { card }, selected }: NodeProps<CardNode>) {
  const { entity, rows, more, beyond, height } = card;
  return (
    <div
      style={{ height }}
      className={cx(
        'w-60 overflow-hidden rounded-lg border bg-surface text-xs leading-none shadow-sm',
        selected ? 'border-accent ring-2 ring-accent' : 'border-line-strong',
      )}
    >
      <div style={{ height: headHeight }} className="flex items-center justify-between gap-2 px-3">
        <div className="min-w-0">
          <div className="truncate text-[13px] leading-tight font-semibold" title={entity.name}>
            {entity.name}
          </div>
          <div className="truncate text-[10.5px] leading-tight text-muted">{placeOf(entity)}</div>
        </div>
        {beyond > 0 && (
          <span
            className="shrink-0 rounded bg-warn-soft px-1 py-0.5 text-[10.5px] text-warn"
            title={`${count(beyond)} edges lead to what is not shown`}
          >
            +{count(beyond)}
          </span>
        )}
      </div>
      {rows.map(({ name, type, key, isLinked }) => (
        <div key={name} style={{ height: rowHeight }} className={cx('flex items-center justify-between gap-2 px-3', isLinked && 'bg-raised')}>
          <span className="min-w-0 truncate" title={key === null ? name : `${name}, ${keyWords[key]}`}>
            {keySign(key)}
            {name}
          </span>
          <span className="max-w-20 shrink-0 truncate text-[10px] text-muted">{type}</span>
        </div>
      ))}
      {more > 0 && (
        <div style={{ height: rowHeight }} className="flex items-center px-3 text-[10.5px] text-muted">
          and {count(more)} more
        </div>
      )}
    </div>
  );
});
