import type { JobWorkflow } from './durable.ts';
import { openSync, type SyncDependencies, type SyncEnd } from './sync-steps.ts';

/**
 * The durable sync of one source: starts a job of Airbyte for each of its connections, and follows them to their end. Every step may run again:
 * whichever worker resumes the workflow follows the same jobs of Airbyte.
 */
export function syncWorkflow(dependencies: SyncDependencies): JobWorkflow {
  return async (input, step) => {
    const sync = openSync(dependencies, input);
    try {
      const plan = await step('begin', () => sync.begin());
      if (plan === null) return;
      const prepared = await step('prepare', () => sync.prepare(plan));
      const problems: string[] = 'problem' in prepared ? [prepared.problem] : [];
      let isCancelled = 'isCancelled' in prepared;
      for (const connection of 'connections' in prepared ? prepared.connections : []) {
        const started = await step(`start ${connection.id}`, () => sync.start(connection));
        if ('problem' in started) problems.push(started.problem);
        isCancelled ||= 'isCancelled' in started;
        if (isCancelled) break;
      }
      let end: SyncEnd = { isCancelled: true };
      if (!isCancelled) {
        const followed = await step('follow', () => sync.follow(plan));
        end = 'isCancelled' in followed ? followed : { ...followed, problems: [...problems, ...followed.problems] };
      }
      await step('end', () => sync.end(plan, end));
    } finally {
      await sync.close();
    }
  };
}
