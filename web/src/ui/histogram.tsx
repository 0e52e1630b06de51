import { compact, count } from '../format.ts';

export interface Counted {
  readonly value: string;
  readonly count: number;
  /** Said after the value, such as whether it is an orphan. */
  readonly note?: string;
}

/** How often each value is there: a bar a value, the count beside it. */
export function Histogram({ values, label, whole }: { readonly values: readonly Counted[]; readonly label: string; readonly whole?: number }) {
  const most = Math.max(1, ...values.map(({ count: times }) => times));
  return (
    <ul aria-label={label} className="flex flex-col gap-px">
      {values.map(({ value, count: times, note }, i) => (
        <li key={i} className="relative flex items-center justify-between gap-2 overflow-hidden rounded-sm px-1 text-xs leading-5">
          <span aria-hidden="true" className="absolute inset-y-0 left-0 rounded-sm bg-accent-soft" style={{ width: `${(times / most) * 100}%` }} />
          <span className="relative min-w-0 truncate font-mono" title={value}>
            {value === '' ? '(empty)' : value}
          </span>
          <span
            className="relative flex shrink-0 items-center gap-1 text-muted"
            title={whole === undefined ? count(times) : `${count(times)} of ${count(whole)}`}
          >
            {note !== undefined && <span>{note}</span>}
            {compact(times)}
          </span>
        </li>
      ))}
    </ul>
  );
}
