import { useEffect, useState, type RefObject } from 'react';
import { count, countOf } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { inputClass } from '../../ui/field.tsx';
import { sorts, type ReviewSearch } from './search.ts';

const sortWords = { score: 'Score', uncertainty: 'Uncertainty', impact: 'Rows joined' } as const;
const typingPause = 250;

interface ToolbarProps {
  readonly search: ReviewSearch;
  readonly total: number;
  readonly selected: number;
  readonly box: RefObject<HTMLInputElement | null>;
  readonly isFiltering: boolean;
  readonly onFilter: () => void;
  readonly onChange: (change: Partial<ReviewSearch>) => void;
}

/** Search, order, and how many there are. */
export function Toolbar({ search, total, selected, box, isFiltering, onFilter, onChange }: ToolbarProps) {
  const asked = search.q ?? '';
  const [text, setText] = useState(asked);
  const [known, setKnown] = useState(asked);
  const [isTyping, setTyping] = useState(false);
  if (known !== asked) {
    // A link or a button changed it; what is being typed is not taken away.
    setKnown(asked);
    if (!isTyping) setText(asked);
  }
  useEffect(() => {
    if (text === asked) return undefined;
    const timer = setTimeout(() => onChange({ q: text === '' ? undefined : text }), typingPause);
    return () => clearTimeout(timer);
  });
  const { sort = 'score', order = 'desc' } = search;
  return (
    <div className="flex flex-col gap-2 border-b border-line px-3 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <input
          ref={box}
          type="search"
          aria-label="Search in names"
          placeholder="Search entity.attribute"
          className={`${inputClass} min-w-40 flex-1`}
          value={text}
          maxLength={200}
          onFocus={() => setTyping(true)}
          onBlur={() => setTyping(false)}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={({ key, currentTarget }) => void (key === 'Escape' && currentTarget.blur())}
        />
        <Button className="xl:hidden" aria-expanded={isFiltering} onClick={onFilter}>
          Filters
        </Button>
        <select
          aria-label="Sort by"
          className={`${inputClass} w-auto!`}
          value={sort}
          onChange={({ target }) => onChange({ sort: target.value === 'score' ? undefined : (target.value as (typeof sorts)[number]) })}
        >
          {sorts.map((name) => (
            <option key={name} value={name}>
              {sortWords[name]}
            </option>
          ))}
        </select>
        <Button
          aria-label={order === 'desc' ? 'The greatest first: turn round' : 'The least first: turn round'}
          onClick={() => onChange({ order: order === 'desc' ? 'asc' : undefined })}
        >
          <span aria-hidden="true">{order === 'desc' ? '↓' : '↑'}</span>
        </Button>
      </div>
      <p className="flex flex-wrap gap-x-3 text-xs text-muted">
        <span data-testid="total">{countOf(total, 'edge')}</span>
        {selected > 0 && <span className="font-semibold text-accent">{count(selected)} selected</span>}
      </p>
    </div>
  );
}
