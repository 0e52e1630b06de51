import { CopyButton } from '../../ui/copy-button.tsx';

/** A new token, told this once. */
export function ShownToken({ token }: { readonly token: string }) {
  return (
    <div className="flex flex-col gap-2">
      <p className="font-semibold">Copy it now: it is never shown again.</p>
      <div className="flex flex-wrap items-center gap-2">
        <code
          data-testid="new-token"
          className="min-w-0 flex-1 select-all rounded-md border border-line bg-raised px-2 py-1.5 font-mono text-xs [overflow-wrap:anywhere]"
        >
          {token}
        </code>
        <CopyButton text={token} what="Token" />
      </div>
      <p className="text-muted">Whoever has it acts as its owner. Keep it like a password.</p>
    </div>
  );
}
