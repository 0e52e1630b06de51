import type { ScanTimings } from '../domain/job.ts';
import type { JobWorkflow } from './durable.ts';
import type { RunPhase } from './scan-run.ts';
import { openScan, type Outcome, type Plan, type ScanDependencies } from './scan-steps.ts';

/**
 * The durable scan: introspect every source, then profile and infer one after the other, then look for links between
 * them, then store all of it in one transaction. Every step makes sure that a result exists, so it may run again. A source that fails ends the whole scan, and
 * nothing of it is stored: half of a scan would look like tables that vanished.
 */
export function scanWorkflow(dependencies: ScanDependencies): JobWorkflow {
  return async (input, step) => {
    const scan = openScan(dependencies, input);
    try {
      const plan = await step('begin', () => scan.begin());
      let outcome: Outcome = plan === null ? { kind: 'cancelled' } : { kind: 'done', ms: 0 };
      const spent = { introspect: 0, profile: 0, infer: 0, link: 0 };
      for (const { phase, sourceId } of stepsOf(plan)) {
        outcome = await step(`${phase} ${sourceId}`, () => scan.advance(phase, sourceId));
        if (outcome.kind !== 'done') break;
        spent[phase] += outcome.ms;
      }
      if (plan !== null && outcome.kind === 'done') {
        outcome = await step('link', () => scan.link(plan));
        if (outcome.kind === 'done') spent.link = outcome.ms;
      }
      if (plan !== null && outcome.kind === 'done') outcome = await step('store', () => scan.store(plan, timings(spent)));
      if (outcome.kind !== 'done') {
        const ending = outcome;
        await step('end', () => scan.end(ending));
      }
      await step('clean', () => scan.clean());
    } finally {
      await scan.close();
    }
  };
}

/** All sources are introspected first, so that one that cannot be reached is known before the long work starts. */
function stepsOf(plan: Plan | null): { phase: RunPhase; sourceId: string }[] {
  const ids = plan?.sourceIds ?? [];
  return [
    ...ids.map((sourceId) => ({ phase: 'introspect' as const, sourceId })),
    ...ids.flatMap((sourceId) => [
      { phase: 'profile' as const, sourceId },
      { phase: 'infer' as const, sourceId },
    ]),
  ];
}

function timings(spent: Readonly<Record<RunPhase | 'link', number>>): Omit<ScanTimings, 'total_ms'> {
  return { introspect_ms: spent.introspect, profile_ms: spent.profile, infer_ms: spent.infer, link_ms: spent.link };
}
