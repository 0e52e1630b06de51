import { openCrosswalkRun, type CrosswalkDependencies, type Outcome } from './crosswalk-steps.ts';
import type { JobWorkflow } from './durable.ts';

/**
 * The durable run of a crosswalk: read both ends, compare their records, put what was found in the place of what there was in one transaction.
 * Every step makes sure that a result exists, so it may run again.
 */
export function crosswalkWorkflow(dependencies: CrosswalkDependencies): JobWorkflow {
  return async (input, step) => {
    const run = openCrosswalkRun(dependencies, input);
    try {
      const begun = await step('begin', () => run.begin());
      let outcome: Outcome = 'plan' in begun ? { kind: 'done' } : begun;
      if ('plan' in begun) {
        for (const phase of ['read', 'compare', 'keep'] as const) {
          outcome = await step(phase, () => run[phase](begun.plan));
          if (outcome.kind !== 'done') break;
        }
      }
      if (outcome.kind !== 'done') {
        const ending = outcome;
        await step('end', () => run.end(ending));
      }
      await step('clean', () => run.clean());
    } finally {
      await run.close();
    }
  };
}
