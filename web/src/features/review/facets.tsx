import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { compact, count } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { kindWords } from './edges.ts';
import { bands, kinds, statuses, type FilterSearch, type ReviewSearch } from './search.ts';

type Facets = Schemas['EdgeFacets'];

interface Option {
  readonly value: string;
  readonly label: ReactNode;
  readonly count: number;
}

/** What the queue can be narrowed by, each value with how many edges it leaves. `hasStatus`: false where only suggestions are shown anyway. */
export function Facets({
  facets,
  search,
  hasStatus = true,
  onChange,
}: {
  readonly facets: Facets | undefined;
  readonly search: FilterSearch & Pick<ReviewSearch, 'status'>;
  readonly hasStatus?: boolean;
  readonly onChange: (change: Partial<FilterSearch & Pick<ReviewSearch, 'status'>>) => void;
}) {
  const countIn = (list: readonly { readonly value: unknown; readonly count: number }[] | undefined, value: unknown): number =>
    list?.find((each) => each.value === value)?.count ?? 0;
  const status = search.status ?? ['SUGGESTED'];
  const kind = search.kind ?? [];
  const band = search.band ?? [];
  const isNarrowed = [search.kind?.length, search.band?.length, search.pair, search.changed, search.q, search.entity].some(Boolean);
  return (
    <div className="flex flex-col gap-4">
      {hasStatus && (
        <Choice
          title="Status"
          options={statuses.map((value) => ({
            value,
            label: { SUGGESTED: 'Suggested', APPROVED: 'Approved', REJECTED: 'Rejected' }[value],
            count: countIn(facets?.status, value),
          }))}
          chosen={status}
          onChoose={(value) => onChange({ status: toggled(status, value as (typeof statuses)[number]) })}
        />
      )}
      <Choice
        title="Kind"
        options={kinds.map((value) => ({ value, label: kindWords[value], count: countIn(facets?.kind, value) }))}
        chosen={kind}
        onChoose={(value) => onChange({ kind: orNothing(toggled(kind, value as (typeof kinds)[number])) })}
      />
      <Choice
        title="Score"
        options={bands.flatMap((value) => {
          const edges = countIn(facets?.score_band, value);
          return edges === 0 && !band.includes(value)
            ? []
            : [{ value, label: value === 'none' ? 'No score' : value.replace('-', ' – '), count: edges }];
        })}
        chosen={band}
        onChoose={(value) => onChange({ band: orNothing(toggled(band, value as (typeof bands)[number])) })}
      />
      <Choice
        title="Evidence"
        options={[{ value: 'true', label: 'Changed since decision', count: countIn(facets?.changed_since_decision, true) }]}
        chosen={search.changed === true ? ['true'] : []}
        onChoose={() => onChange({ changed: search.changed === true ? undefined : true })}
      />
      <Choice
        title="Sources"
        options={(facets?.source_pair ?? []).map(({ value, integration_source_names: [a = '', b = ''], count: edges }) => ({
          value,
          label: a === b ? a : `${a} ↔ ${b}`,
          count: edges,
        }))}
        chosen={search.pair === undefined ? [] : [search.pair]}
        onChoose={(value) => onChange({ pair: search.pair === value ? undefined : value })}
      />
      {isNarrowed && (
        <Button
          size="small"
          onClick={() => onChange({ kind: undefined, band: undefined, pair: undefined, changed: undefined, q: undefined, entity: undefined })}
        >
          Clear filters
        </Button>
      )}
    </div>
  );
}

function Choice({
  title,
  options,
  chosen,
  onChoose,
}: {
  readonly title: string;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onChoose: (value: string) => void;
}) {
  if (options.length === 0) return null;
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-semibold text-muted">{title}</legend>
      {options.map(({ value, label, count: edges }) => {
        const isChosen = chosen.includes(value);
        return (
          <label
            key={value}
            className={cx('flex min-h-7 cursor-pointer items-center gap-2 rounded px-1 hover:bg-raised', edges === 0 && !isChosen && 'text-muted')}
          >
            <input type="checkbox" className="size-4 accent-accent" checked={isChosen} onChange={() => onChoose(value)} />
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{label}</span>
            <span className="shrink-0 text-xs text-muted" title={count(edges)}>
              {compact(edges)}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

const toggled = <Value,>(list: readonly Value[], value: Value): Value[] =>
  list.includes(value) ? list.filter((each) => each !== value) : [...list, value];

const orNothing = <Value,>(list: Value[]): Value[] | undefined => (list.length === 0 ? undefined : list);
