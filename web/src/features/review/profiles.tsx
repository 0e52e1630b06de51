import type { Schemas } from '../../api/client.ts';
import { compact, count, percent } from '../../format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Histogram } from '../../ui/histogram.tsx';
import type { Evidence } from './evidence.ts';

type Attribute = Schemas['EdgeAttribute'];
type End = Schemas['EdgeEnd'];

const shownValues = 8;

/** The attributes of both ends side by side: how their values look, and which of them meet. */
export function Profiles({
  from,
  to,
  attributes,
  evidence,
}: {
  readonly from: End;
  readonly to: End;
  readonly attributes: Schemas['EdgeDetail']['attributes'];
  readonly evidence: Evidence;
}) {
  const pairs = Math.max(attributes.from.length, attributes.to.length);
  if (pairs === 0) return <p className="text-muted">No attribute carries it that a scan has read.</p>;
  return (
    <div className="flex flex-col gap-4">
      {Array.from({ length: pairs }, (_, i) => {
        const [left, right] = [attributes.from[i], attributes.to[i]];
        return (
          <div key={i} className="grid grid-cols-1 gap-4 sm:grid-cols-2">
            {left === undefined ? <div /> : <Profile end={from} attribute={left} marks={pairs === 1 ? marksOf(left, right, evidence) : undefined} />}
            {right === undefined ? <div /> : <Profile end={to} attribute={right} marks={undefined} />}
          </div>
        );
      })}
    </div>
  );
}

type Marks = ReadonlyMap<string, string>;

/** Of the values that are shown, those that are known to be found or orphaned: masked ones tell nothing. */
function marksOf(left: Attribute, right: Attribute | undefined, evidence: Evidence): Marks | undefined {
  const top = left.values?.top;
  if (top === undefined || left.is_sensitive || right?.is_sensitive === true) return undefined;
  const orphans = new Set(evidence.orphans);
  const there = new Set(right?.values?.top.map(({ value }) => value));
  const areAllFound = evidence.inclusion?.orphanDistinct === 0;
  const markOf = (value: string): string | undefined => {
    if (orphans.has(value)) return evidence.sentinels.includes(value) ? 'stands for none' : 'orphan';
    return areAllFound || there.has(value) ? 'found' : undefined;
  };
  return new Map(
    top.flatMap(({ value }) => {
      const mark = markOf(value);
      return mark === undefined ? [] : [[value, mark] as const];
    }),
  );
}

function Profile({ end, attribute, marks }: { readonly end: End; readonly attribute: Attribute; readonly marks: Marks | undefined }) {
  const { values, format_signature: signature } = attribute;
  const masks = (signature?.['masks'] ?? []) as readonly { mask: string; count: number }[];
  return (
    <section className="flex min-w-0 flex-col gap-2" aria-label={`Profile of ${end.entity_name}.${attribute.name} in ${end.integration_source_name}`}>
      <h4 className="font-semibold [overflow-wrap:anywhere]">
        {end.entity_name}.{attribute.name}
      </h4>
      <div className="flex flex-wrap gap-1">
        {attribute.is_primary_key && <Badge tone="accent">key</Badge>}
        <Badge>{attribute.data_type ?? values?.value_class ?? 'unknown type'}</Badge>
        {typeof attribute.semantic_type === 'string' && <Badge tone="info">{attribute.semantic_type}</Badge>}
        {typeof attribute.role === 'string' && attribute.role !== 'unknown' && <Badge>{attribute.role}</Badge>}
        {attribute.is_sensitive && <Badge tone="warn">masked</Badge>}
      </div>
      {typeof attribute.description === 'string' && <p className="text-xs text-muted [overflow-wrap:anywhere]">{attribute.description}</p>}
      {values === null ? (
        <p className="text-xs text-muted">No scan has read its values.</p>
      ) : (
        <>
          <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-xs">
            <Fact name="Rows" value={count(values.rows)} />
            <Fact
              name="Distinct"
              value={`${count(values.distinct)}${typeof attribute.distinct_pct === 'number' ? ` (${percent(attribute.distinct_pct)} of values)` : ''}`}
            />
            <Fact
              name="Missing"
              value={`${count(values.nulls + values.empties)}${values.rows > 0 ? ` (${percent((values.nulls + values.empties) / values.rows)})` : ''}`}
            />
            {values.min !== null && <Fact name="From, to" value={`${values.min} … ${values.max ?? ''}`} />}
            {typeof attribute.entropy === 'number' && <Fact name="Entropy" value={`${attribute.entropy.toFixed(1)} bits`} />}
          </dl>
          {masks.length > 0 && (
            <p className="flex flex-wrap items-baseline gap-1 text-xs">
              <span className="text-muted">Looks like</span>
              {masks.slice(0, 4).map(({ mask, count: times }) => (
                <code key={mask} className="max-w-full truncate rounded bg-raised px-1" title={`${mask}: ${count(times)}`}>
                  {mask} <span className="text-muted">{compact(times)}</span>
                </code>
              ))}
            </p>
          )}
          {values.top.length > 0 && (
            <Histogram
              label={`Most frequent values of ${end.entity_name}.${attribute.name}`}
              whole={values.rows}
              values={values.top.slice(0, shownValues).map(({ value, count: times }) => {
                const note = marks?.get(value);
                return { value, count: times, ...(note === undefined ? {} : { note }) };
              })}
            />
          )}
        </>
      )}
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="truncate" title={value}>
        {value}
      </dd>
    </>
  );
}
