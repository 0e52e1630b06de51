import { applicationTables } from './application.ts';
import { billingTables } from './billing.ts';
import { makeContracts } from './contracts.ts';
import { crmTables } from './crm.ts';
import type { Crosswalk } from './crosswalk.ts';
import { createCrosswalk } from './crosswalk.ts';
import { createRandom } from './random.ts';
import { supportTables } from './support.ts';
import type { DemoTable } from './table.ts';
import type { World } from './world.ts';
import { makeWorld } from './world.ts';

export interface DemoOptions {
  readonly seed?: string;
  /** 1 makes about 58,000 rows. */
  readonly scale?: number;
}

export type DemoSystem = 'application' | 'crm' | 'billing' | 'support';

export interface SystemData {
  readonly system: DemoSystem;
  readonly tables: readonly DemoTable[];
  readonly crosswalk: Crosswalk;
}

/** The four systems of the invented company, in memory. */
export function makeCompany({ seed = 'cognate', scale = 1 }: DemoOptions = {}): readonly SystemData[] {
  const random = createRandom(seed);
  const world = makeWorld(random.branch('world'), scale);
  const contracts = makeContracts(random.branch('contracts'), world);
  return [
    {
      system: 'application',
      tables: applicationTables(random.branch('application'), world, contracts, scale),
      crosswalk: applicationCrosswalk(world),
    },
    { system: 'crm', ...crmTables(random.branch('crm'), world, scale) },
    { system: 'billing', ...billingTables(random.branch('billing'), world, contracts) },
    { system: 'support', ...supportTables(random.branch('support'), world, scale) },
  ];
}

function applicationCrosswalk(world: World): Crosswalk {
  const crosswalk = createCrosswalk();
  for (const firm of world.customers) {
    crosswalk.addFirm(firm.index, firm.accountId);
    for (const person of firm.people) if (person.userId !== null) crosswalk.addPerson(person.index, person.userId);
  }
  return crosswalk;
}
