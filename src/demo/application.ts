import { detailTables } from './application/details.ts';
import { directoryTables } from './application/directory.ts';
import { moneyTables } from './application/money.ts';
import { traceTables } from './application/trace.ts';
import { makeWork, workTables } from './application/work.ts';
import type { Contracts } from './contracts.ts';
import type { Random } from './random.ts';
import type { DemoTable } from './table.ts';
import type { World } from './world.ts';

/** The database of the web application. Primary keys are declared, foreign keys are not. */
export function applicationTables(random: Random, world: World, contracts: Contracts, scale: number): DemoTable[] {
  const work = makeWork(random.branch('work'), world, scale);
  return [
    ...directoryTables(random.branch('directory'), world),
    ...workTables(random.branch('work tables'), world, work),
    ...detailTables(random.branch('details'), world, work, scale),
    ...moneyTables(random.branch('money'), world, contracts),
    ...traceTables(random.branch('trace'), world, work, scale),
  ];
}
