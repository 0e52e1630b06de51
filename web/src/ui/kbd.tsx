/** A key as it is written on help and buttons. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <kbd className="rounded border border-line-strong bg-raised px-1 font-mono text-[0.6875rem] leading-4 text-muted">
      {keys.replace('Shift+', '⇧')}
    </kbd>
  );
}
