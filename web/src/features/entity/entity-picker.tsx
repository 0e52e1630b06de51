import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { wordsOf } from '../../api/client.ts';
import { compact, countOf } from '../../format.ts';
import { cx } from '../../ui/cx.ts';
import { inputClass } from '../../ui/field.tsx';
import { entitySearchQuery, type EntityFound } from './queries.ts';

/** Text that changes no more while one types. */
function useSettled(text: string, ms = 120): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return settled;
}

/** Chooses a table or SaaS object of any source by typing a part of its name: a combobox with a list (ARIA 1.2). */
export function EntityPicker({
  label,
  placeholder = 'Name of a table or object',
  chosen,
  isLabelHidden = false,
  inputRef,
  onChoose,
}: {
  readonly label: string;
  readonly placeholder?: string;
  /** Shown until something else is typed. */
  readonly chosen?: { readonly name: string; readonly integration_source_name: string } | undefined;
  readonly isLabelHidden?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly onChoose: (entity: EntityFound) => void;
}) {
  const id = useId();
  const client = useQueryClient();
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [cursor, setCursor] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const text = useSettled(typed ?? '');
  const { data: found = [], error, isFetching, isPlaceholderData } = useQuery({ ...entitySearchQuery(text), enabled: isOpen });
  const shown = typed ?? (chosen === undefined ? '' : `${chosen.name} · ${chosen.integration_source_name}`);
  const at = Math.min(cursor, found.length - 1);

  const choose = (entity: EntityFound | undefined): void => {
    if (entity === undefined) return;
    onChoose(entity);
    setTyped(null);
    setOpen(false);
  };
  /** Who types fast and presses Enter means what the list is about to show. */
  const enter = (): void => {
    const meant = typed ?? '';
    if (meant === text && !isPlaceholderData) return choose(found[at]);
    setOpen(false);
    client.fetchQuery(entitySearchQuery(meant)).then(
      ([first]) => choose(first),
      // The list says what went wrong.
      () => setOpen(true),
    );
  };
  const move = (to: number): void => {
    setOpen(true);
    setCursor(Math.max(0, Math.min(found.length - 1, to)));
    list.current?.children[to]?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const acts: Record<string, () => void> = {
      ArrowDown: () => move(isOpen ? at + 1 : 0),
      ArrowUp: () => move(at - 1),
      Enter: () => isOpen && enter(),
      Escape: () => {
        setOpen(false);
        setTyped(null);
      },
    };
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  return (
    <div className="relative min-w-0">
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'font-medium'}>
        {label}
      </label>
      <input
        ref={inputRef}
        id={id}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && found[at] !== undefined ? `${id}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={shown}
        className={inputClass}
        onChange={({ target }) => {
          setTyped(target.value);
          setCursor(0);
          setOpen(true);
        }}
        onFocus={({ target }) => target.select()}
        onClick={() => setOpen(true)}
        onBlur={() => {
          setOpen(false);
          setTyped(null);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        hidden={!isOpen}
        className="absolute inset-x-0 z-30 mt-1 max-h-80 min-w-64 overflow-y-auto rounded-md border border-line-strong bg-surface p-1 shadow-lg"
      >
        {found.map((entity, i) => (
          <div
            key={entity.id}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            className={cx('flex cursor-pointer items-baseline justify-between gap-3 rounded px-2 py-1.5', i === at && 'bg-accent-soft')}
            onPointerDown={(event) => {
              event.preventDefault();
              choose(entity);
            }}
            onPointerEnter={() => setCursor(i)}
          >
            <span className="min-w-0">
              <span className="block truncate font-medium">{entity.name}</span>
              <span className="block truncate text-xs text-muted">
                {[entity.integration_source_name, entity.schema_name].filter((name) => name !== null).join(' · ')}
              </span>
            </span>
            <span className="shrink-0 text-xs text-muted">
              {entity.row_count !== null && `${compact(entity.row_count)} rows · `}
              {countOf(entity.edge_count, 'edge')}
            </span>
          </div>
        ))}
        {found.length === 0 && (
          <div role="option" aria-selected="false" aria-disabled="true" className="px-2 py-1.5 text-muted">
            {error !== null ? wordsOf(error) : isFetching ? 'Looking…' : text === '' ? 'Nothing was scanned yet.' : `Nothing is called “${text}”.`}
          </div>
        )}
      </div>
    </div>
  );
}
