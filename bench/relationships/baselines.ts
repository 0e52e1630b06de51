import type { Candidate } from '../../src/relationships/candidates/candidate.ts';
import { childId } from '../../src/relationships/features/signal.ts';
import type { Run } from './runs.ts';

/** Macro F1 of rules that need no model, on the databases as they are and without keys. */
export function baselines(runs: readonly Run[]): string {
  const asIs = runs.filter((run) => run.variant === 'as is/none' && !run.keyed);
  const name = (candidate: Candidate) => candidate.names[0]?.best ?? 0;
  const rules: readonly (readonly [string, (candidate: Candidate) => boolean, boolean])[] = [
    ['names only (best name, at least 0.8)', (candidate) => name(candidate) >= 0.8, true],
    ['every inclusion of at least 0.99 in a main key', (candidate) => candidate.inclusion.share >= 0.99 && candidate.key.rank === 0, false],
    ['inclusion of at least 0.9, then the best name, at least 0.5', (candidate) => candidate.inclusion.share >= 0.9 && name(candidate) >= 0.5, true],
  ];
  const lines = rules.map(([title, keep, onlyBest]) => {
    const scores = asIs.map((run) => f1(run, keep, onlyBest, name));
    return `${title}: ${(scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length)).toFixed(3)}`;
  });
  return `Rules without a model, macro F1:\n${lines.join('\n')}`;
}

function f1(run: Run, keep: (candidate: Candidate) => boolean, onlyBest: boolean, name: (candidate: Candidate) => number): number {
  const best = new Map<string, { readonly fit: number; readonly label: number }>();
  let [chosen, hits] = [0, 0];
  run.candidates.forEach((candidate, i) => {
    if (candidate.child.length > 1 || !keep(candidate)) return;
    const label = run.labels[i] ?? 0;
    if (onlyBest) {
      const before = best.get(childId(candidate));
      if (before === undefined || name(candidate) > before.fit) best.set(childId(candidate), { fit: name(candidate), label });
      return;
    }
    chosen += 1;
    hits += label;
  });
  for (const { label } of best.values()) {
    chosen += 1;
    hits += label;
  }
  return run.edges + chosen === 0 ? 1 : (2 * hits) / (run.edges + chosen);
}
