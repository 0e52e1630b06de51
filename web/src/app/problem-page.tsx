import type { ErrorComponentProps } from '@tanstack/react-router';
import { Problem } from '../ui/problem.tsx';

/** What a page shows where it cannot be shown. */
export function ProblemPage({ error, reset }: ErrorComponentProps) {
  return (
    <div className="p-4">
      <Problem error={error} onRetry={reset} />
    </div>
  );
}
