import { useEffect, useRef, useState, type RefObject } from 'react';
import { count } from '../../format.ts';
import { cx } from '../../ui/cx.ts';
import { inputClass } from '../../ui/field.tsx';
import { bands, type Band, type CrosswalkSearch } from './search.ts';
import { bandWords } from './words.ts';

const selectClass = 'min-h-9 rounded-md border border-line-strong bg-surface px-2 text-ink';

/** What narrows the pairs down, and their order. */
export function Toolbar({
  search,
  box,
  selected,
  onChange,
}: {
  readonly search: CrosswalkSearch;
  readonly box: RefObject<HTMLInputElement | null>;
  readonly selected: number;
  readonly onChange: (next: Partial<CrosswalkSearch>) => void;
}) {
  const [text, setText] = useState(search.key ?? '');
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    const wanted = text.trim() === '' ? undefined : text.trim();
    if (wanted === search.key) return undefined;
    const timer = setTimeout(() => latest.current({ key: wanted, pair: undefined }), 300);
    return () => clearTimeout(timer);
  }, [text, search.key]);
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
      <input
        ref={box}
        type="search"
        aria-label="Key of a record"
        placeholder="Key of a record"
        value={text}
        onChange={({ target }) => setText(target.value)}
        className={cx(inputClass, 'max-w-44')}
      />
      <select
        aria-label="Band"
        value={search.band ?? ''}
        onChange={({ target }) => onChange({ band: target.value === '' ? undefined : (target.value as Band), pair: undefined })}
        className={selectClass}
      >
        <option value="">All bands</option>
        {bands.map((band) => (
          <option key={band} value={band}>
            {bandWords[band].word}
          </option>
        ))}
      </select>
      <select
        aria-label="Order"
        value={search.order ?? 'desc'}
        onChange={({ target }) => onChange({ order: target.value === 'asc' ? 'asc' : undefined, pair: undefined })}
        className={selectClass}
      >
        <option value="desc">Likeliest first</option>
        <option value="asc">Least likely first</option>
      </select>
      {selected > 0 && <span className="text-xs text-muted">{count(selected)} selected</span>}
    </div>
  );
}
