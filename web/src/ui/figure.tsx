import { cx } from './cx.ts';

/** A number with its name, in a box. */
export function Figure({
  name,
  value,
  testId,
  isLarge = false,
}: {
  readonly name: string;
  readonly value: string;
  readonly testId?: string;
  readonly isLarge?: boolean;
}) {
  return (
    <div className="rounded-md border border-line px-3 py-2">
      <dd className={cx('font-semibold', isLarge ? 'text-xl' : 'text-lg')} data-testid={testId}>
        {value}
      </dd>
      <dt className="text-xs text-muted">{name}</dt>
    </div>
  );
}
