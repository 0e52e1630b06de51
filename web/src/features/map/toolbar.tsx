import { useState } from 'react';
import { ActionButton } from '../review/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { mapActions, type MapTarget } from './actions.ts';
import { details, kinds, shownDepth, shownKinds, shownScore, shownStatuses, statuses, type Detail, type MapSearch } from './search.ts';

const statusWords = { APPROVED: 'Approved', SUGGESTED: 'Suggested', REJECTED: 'Rejected' } as const;
const kindWords = { relationship: 'Relationships', association: 'Associations', entity_link: 'Links' } as const;
const detailWords = { names: 'Names', links: 'Names and joined', keys: 'Names, keys and joined' } as const;

const selectClass = 'min-h-8 max-w-48 rounded-md border border-line-strong bg-surface px-1.5 text-xs';

/** What is shown, and how. */
export function Toolbar({
  search,
  detail,
  sources,
  target,
  onChange,
  onExport,
}: {
  readonly search: MapSearch;
  readonly detail: Detail;
  readonly sources: readonly { readonly id: string; readonly name: string }[];
  readonly target: MapTarget;
  readonly onChange: (change: Partial<MapSearch>) => void;
  readonly onExport: (format: 'svg' | 'png') => void;
}) {
  const isAround = (search.around?.length ?? 0) > 0;
  const [isOpen, setOpen] = useState(false);
  return (
    <div
      role="toolbar"
      aria-label="Map"
      className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line bg-surface px-4 py-1.5 text-xs"
    >
      <select
        aria-label="Source"
        className={selectClass}
        value={isAround ? 'around' : (search.source?.[0] ?? '')}
        onChange={({ target: { value } }) =>
          onChange({ source: value === '' ? undefined : [value], around: undefined, hide: undefined, at: undefined, view: undefined })
        }
      >
        {isAround && <option value="around">Around {search.around?.length === 1 ? 'one entity' : `${search.around?.length} entities`}</option>}
        <option value="">Best connected of all sources</option>
        {sources.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      {isAround && (
        <label className="flex items-center gap-1.5">
          Steps
          <input
            type="range"
            min={0}
            max={4}
            value={shownDepth(search)}
            onChange={({ target: { value } }) => onChange({ depth: Number(value), view: undefined })}
            className="w-20"
          />
          <output>{shownDepth(search)}</output>
        </label>
      )}
      <Button size="small" aria-expanded={isOpen} className="sm:hidden" onClick={() => setOpen(!isOpen)}>
        Filters
      </Button>
      <div className={cx('flex-wrap items-center gap-x-3 gap-y-1.5 sm:flex', isOpen ? 'flex' : 'hidden')}>
        <Checks label="Statuses" words={statusWords} all={statuses} chosen={shownStatuses(search)} onChange={(status) => onChange({ status })} />
        <label className="flex items-center gap-1.5">
          from
          <select
            aria-label="Least score of suggestions"
            className={selectClass}
            value={shownScore(search)}
            onChange={({ target: { value } }) => onChange({ score: Number(value) })}
          >
            {[0, 0.3, 0.5, 0.8, 0.95].map((score) => (
              <option key={score} value={score}>
                {score === 0 ? 'any score' : score}
              </option>
            ))}
          </select>
        </label>
        <Checks label="Kinds" words={kindWords} all={kinds} chosen={shownKinds(search)} onChange={(kind) => onChange({ kind })} />
        <select
          aria-label="Detail"
          className={selectClass}
          value={detail}
          onChange={({ target: { value } }) => onChange({ detail: details.find((one) => one === value), view: undefined })}
        >
          {details.map((one) => (
            <option key={one} value={one}>
              {detailWords[one]}
            </option>
          ))}
        </select>
      </div>
      <div className="flex flex-wrap items-center gap-1">
        <ActionButton action={mapActions.fit} target={target} size="small">
          Fit
        </ActionButton>
        <ActionButton action={mapActions.tidy} target={target} size="small">
          Tidy
        </ActionButton>
        {(search.hide?.length ?? 0) > 0 && (
          <ActionButton action={mapActions.showAll} target={target} size="small">
            Show {search.hide?.length} hidden
          </ActionButton>
        )}
        <ActionButton action={mapActions.list} target={target} size="small">
          {search.as === 'list' ? 'Map' : 'List'}
        </ActionButton>
        <Button size="small" onClick={() => onExport('svg')}>
          SVG
        </Button>
        <Button size="small" onClick={() => onExport('png')}>
          PNG
        </Button>
      </div>
    </div>
  );
}

function Checks<Value extends string>({
  label,
  words,
  all,
  chosen,
  onChange,
}: {
  readonly label: string;
  readonly words: Readonly<Record<Value, string>>;
  readonly all: readonly Value[];
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: Value[]) => void;
}) {
  return (
    <fieldset className="flex flex-wrap items-center gap-x-2">
      <legend className="sr-only">{label}</legend>
      {all.map((value) => (
        <label key={value} className="flex min-h-6 items-center gap-1">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target: { checked } }) => onChange(all.filter((one) => (one === value ? checked : chosen.includes(one))))}
          />
          {words[value]}
        </label>
      ))}
    </fieldset>
  );
}
