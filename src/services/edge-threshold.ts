import type { EdgeFilter } from '../contract/edge.ts';
import { countScoreSteps } from '../store/edge-threshold.ts';
import { reading, type Context, type Services } from './context.ts';
import { queueFilter } from './edge-queue.ts';

export interface EdgeThresholds {
  readonly total: number;
  readonly withoutScore: number;
  readonly steps: readonly { readonly score: number; readonly count: number; readonly expectedWrong: number }[];
}

const scores = Array.from({ length: 101 }, (_, hundredth) => hundredth / 100);

/** For each hundredth: how many suggested edges have at least that score, and how many of them would be approved wrongly, scores being probabilities. */
export async function edgeThresholds(services: Services, ctx: Context, filter: EdgeFilter): Promise<EdgeThresholds> {
  const suggested = { ...queueFilter(filter), statuses: ['SUGGESTED' as const] };
  const groups = await reading(services, ctx, 'edges.read', (db) => countScoreSteps(db, ctx.organizationId, suggested, scores));
  const at = new Map(groups.map((group) => [group.step, group]));
  const sums = { count: 0, wrong: 0 };
  const steps = scores.toReversed().map((score, fromTop) => {
    const group = at.get(scores.length - fromTop);
    sums.count += group?.count ?? 0;
    sums.wrong += group?.wrong ?? 0;
    return { score, count: sums.count, expectedWrong: Math.round(sums.wrong * 1e6) / 1e6 };
  });
  const withoutScore = at.get(0)?.count ?? 0;
  return { total: sums.count + withoutScore, withoutScore, steps: steps.toReversed() };
}
