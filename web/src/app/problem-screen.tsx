import { Problem } from '../ui/problem.tsx';

/** What is shown where the app cannot start. */
export function ProblemScreen({ error }: { readonly error: unknown }) {
  return (
    <main className="mx-auto max-w-xl p-6">
      <h1 className="mb-4 text-lg font-semibold">Cognate cannot start here</h1>
      <Problem error={error} onRetry={() => location.reload()} />
    </main>
  );
}
