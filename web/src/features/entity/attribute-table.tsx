import { compact, count, percent, score } from '../../format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Bar } from '../../ui/bar.tsx';
import { cx } from '../../ui/cx.ts';
import { Histogram } from '../../ui/histogram.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { Attribute } from './attributes.ts';
import { Description } from './description.tsx';
import type { DescriptionPlace } from './described.ts';

/** Columns or fields with what a scan measured of each; one of them open. */
export function AttributeTable({
  attributes,
  word,
  opened,
  placeOf,
  onOpen,
}: {
  readonly attributes: readonly Attribute[];
  readonly word: 'Column' | 'Field';
  readonly opened: string | undefined;
  readonly placeOf: (attribute: Attribute) => DescriptionPlace;
  readonly onOpen: (id: string | undefined) => void;
}) {
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={`${word}s`}>
      <table className="w-full text-left text-sm">
        <thead className="text-xs text-muted">
          <tr className="border-b border-line">
            <th scope="col" className="py-1.5 pr-3 font-medium">
              {word}
            </th>
            <th scope="col" className="py-1.5 pr-3 font-medium">
              Type
            </th>
            <th scope="col" className="py-1.5 pr-3 font-medium">
              Meaning
            </th>
            <th scope="col" className="py-1.5 pr-3 font-medium">
              Filled
            </th>
            <th scope="col" className="py-1.5 pr-3 font-medium">
              Distinct
            </th>
            <th scope="col" className="py-1.5 pr-3 font-medium">
              Shapes
            </th>
            <th scope="col" className="py-1.5 font-medium">
              Values
            </th>
          </tr>
        </thead>
        <tbody>
          {attributes.map((attribute) => (
            <AttributeRows
              key={attribute.id}
              attribute={attribute}
              isOpen={attribute.id === opened}
              place={placeOf(attribute)}
              onToggle={() => onOpen(attribute.id === opened ? undefined : attribute.id)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AttributeRows({
  attribute,
  isOpen,
  place,
  onToggle,
}: {
  readonly attribute: Attribute;
  readonly isOpen: boolean;
  readonly place: DescriptionPlace;
  readonly onToggle: () => void;
}) {
  const { name, nullShare, distinctShare, distinct, samples, masks } = attribute;
  return (
    <>
      <tr className={cx('border-b border-line align-middle', isOpen && 'border-b-0 bg-raised')}>
        <th scope="row" className="max-w-64 min-w-40 py-1 pr-3 font-medium">
          <button type="button" aria-expanded={isOpen} onClick={onToggle} className="flex min-h-7 items-center gap-1.5 text-left hover:text-accent">
            <span className={cx('transition-transform', isOpen && 'rotate-90')}>
              <Icon name="chevron" size={12} />
            </span>
            <span className="[overflow-wrap:anywhere]">{name}</span>
            {attribute.isPrimaryKey && <Badge tone="accent">key</Badge>}
            {attribute.isUnique && <Badge tone="accent">unique</Badge>}
          </button>
        </th>
        <td className="max-w-40 min-w-24 py-1 pr-3 font-mono text-xs [overflow-wrap:anywhere]">{attribute.dataType}</td>
        <td className="py-1 pr-3 text-xs">{attribute.semanticType ?? <span className="text-muted">{attribute.role}</span>}</td>
        <td className="w-28 py-1 pr-3 text-xs">
          {nullShare !== null && (
            <span className="flex items-center gap-1.5">
              <Bar share={1 - nullShare} label={`${percent(1 - nullShare)} filled`} className="w-12" />
              {percent(1 - nullShare)}
            </span>
          )}
        </td>
        <td className="w-32 py-1 pr-3 text-xs">
          {distinctShare !== null && (
            <span className="flex items-center gap-1.5">
              <Bar share={distinctShare} label={`${percent(distinctShare)} distinct`} tone="muted" className="w-12" />
              {distinct === null ? percent(distinctShare) : compact(distinct)}
            </span>
          )}
        </td>
        <td className="w-20 py-1 pr-3">
          <MaskSpark masks={masks} />
        </td>
        <td className="max-w-72 truncate py-1 font-mono text-xs text-muted" title={samples.join(', ')}>
          {samples.slice(0, 4).join(', ')}
        </td>
      </tr>
      {isOpen && (
        <tr className="border-b border-line bg-raised">
          <td colSpan={7} className="p-3 pt-1">
            <Opened attribute={attribute} place={place} />
          </td>
        </tr>
      )}
    </>
  );
}

/** How the values divide among their shapes: one bar a shape. */
function MaskSpark({ masks }: { readonly masks: Attribute['masks'] }) {
  if (masks.length === 0) return null;
  const most = Math.max(...masks.map((one) => one.count));
  const shown = masks.slice(0, 10);
  return (
    <svg
      role="img"
      aria-label={`${masks.length} shapes, mostly ${shown[0]?.mask ?? ''}`}
      width={60}
      height={20}
      viewBox="0 0 60 20"
      className="text-accent"
    >
      {shown.map(({ mask, count: times }, i) => (
        <rect
          key={mask}
          x={i * 6}
          y={20 - Math.max(1.5, (times / most) * 20)}
          width={5}
          height={Math.max(1.5, (times / most) * 20)}
          fill="currentColor"
        />
      ))}
    </svg>
  );
}

function Opened({ attribute, place }: { readonly attribute: Attribute; readonly place: DescriptionPlace }) {
  const { samples, masks, length, entropy, semanticType, semanticConfidence, role, isRequired } = attribute;
  const facts = [
    semanticType === null ? null : `${semanticType}${semanticConfidence === null ? '' : ` (${score(semanticConfidence)})`}`,
    role,
    isRequired ? 'required' : null,
    length === null ? null : `${length.min} to ${length.max} letters`,
    entropy === null ? null : `${entropy.toFixed(1)} bits`,
    attribute.distinct === null ? null : `${count(attribute.distinct)} distinct`,
  ].filter((fact) => fact !== null);
  return (
    <div className="grid max-w-5xl grid-cols-1 gap-4 md:grid-cols-3">
      <div className="flex flex-col gap-2">
        <Description place={place} read={attribute} label={attribute.name} />
        <p className="text-xs text-muted">{facts.join(' · ')}</p>
      </div>
      <div>
        <h3 className="mb-1 text-xs font-semibold">Shapes of the values</h3>
        {masks.length === 0 ? (
          <p className="text-xs text-muted">Not measured.</p>
        ) : (
          <Histogram label="Shapes of the values" values={masks.map(({ mask, count: times }) => ({ value: mask, count: times }))} />
        )}
      </div>
      <div>
        <h3 className="mb-1 text-xs font-semibold">Commonest values</h3>
        {samples.length === 0 ? (
          <p className="text-xs text-muted">None are kept.</p>
        ) : (
          <ul className="font-mono text-xs">
            {samples.map((value, i) => (
              <li key={i} className="truncate" title={value}>
                {value === '' ? '(empty)' : value}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
