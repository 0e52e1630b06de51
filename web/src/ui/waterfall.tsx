import { cx } from './cx.ts';

export interface Contribution {
  readonly label: string;
  readonly amount: number;
}

/** Signed parts that add up, each beginning where the one before ends: what speaks for to the right, what speaks against to the left. */
export function Waterfall({
  parts,
  label,
  format,
}: {
  readonly parts: readonly Contribution[];
  readonly label: string;
  readonly format: (amount: number) => string;
}) {
  const bars = parts.map(({ label: name, amount }, i) => {
    const from = parts.slice(0, i).reduce((sum, part) => sum + part.amount, 0);
    return { name, amount, low: Math.min(from, from + amount), high: Math.max(from, from + amount) };
  });
  const least = Math.min(0, ...bars.map(({ low }) => low));
  const span = Math.max(0, ...bars.map(({ high }) => high)) - least || 1;
  const place = (value: number): string => `${(((value - least) / span) * 100).toFixed(2)}%`;
  return (
    <ul aria-label={label} className="flex flex-col gap-0.5">
      {bars.map(({ name, amount, low, high }) => (
        <li key={name} className="grid grid-cols-[minmax(0,11rem)_1fr_3.5rem] items-center gap-2 text-xs">
          <span className="truncate" title={name}>
            {name}
          </span>
          <span aria-hidden="true" className="relative h-3 rounded-sm bg-raised">
            <span className="absolute inset-y-0 w-px bg-line-strong" style={{ left: place(0) }} />
            <span
              className={cx('absolute inset-y-0 rounded-sm', amount < 0 ? 'bg-bad' : 'bg-good')}
              style={{ left: place(low), width: `max(2px, ${(((high - low) / span) * 100).toFixed(2)}%)` }}
            />
          </span>
          <span className={cx('text-right font-mono', amount < 0 ? 'text-bad' : 'text-good')}>{format(amount)}</span>
        </li>
      ))}
    </ul>
  );
}
