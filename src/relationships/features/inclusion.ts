import { wilson } from '../../profiling/sketch.ts';
import type { Signal } from './signal.ts';

/** How much of the child the key holds, in distinct values, with and without values that stand for "none". */
export const inclusion: Signal = {
  name: 'inclusion',
  features: ['in.share', 'in.withoutSentinels', 'in.low', 'in.orphans', 'in.compared'],
  measure({ inclusion: found }) {
    const orphans = found.compared - found.matched - found.sentinelOrphans;
    return [found.share, found.shareWithoutSentinels, wilson(found.matched, found.compared).low, Math.log1p(orphans), Math.log1p(found.compared)];
  },
};
