import { wordsOf } from '../api/client.ts';
import { Button } from './button.tsx';

/** What was refused or failed, in the words of the API, and a way on. */
export function Problem({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  return (
    <div role="alert" className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-bad bg-bad-soft px-4 py-3 text-bad">
      <span className="whitespace-pre-line">{wordsOf(error)}</span>
      {onRetry !== undefined && (
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
