import { cx } from './cx.ts';

/** Where content will be. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden="true" className={cx('animate-pulse rounded bg-raised', className ?? 'h-4 w-full')} />;
}

/** Lines that say to a screen reader that something is on its way. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  return (
    <div role="status" className="flex flex-col gap-3 p-4">
      <span className="sr-only">Loading…</span>
      {Array.from({ length: lines }, (_, i) => (
        <Skeleton key={i} />
      ))}
    </div>
  );
}
