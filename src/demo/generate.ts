import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DemoOptions, DemoSystem, SystemData } from './company.ts';
import { makeCompany } from './company.ts';
import { vendor } from './world.ts';
import { writeCsv, writeJsonLines, writeSqlite } from './write.ts';

export type { DemoOptions } from './company.ts';

export interface DemoSource {
  readonly name: string;
  /** What `cognate scan` takes as TARGET: an absolute path. */
  readonly target: string;
  readonly description: string;
}

interface Output {
  readonly path: string;
  readonly description: string;
  readonly write: (path: string, data: SystemData) => Promise<void>;
}

const outputs: Record<DemoSystem, Output> = {
  application: {
    path: 'application.sqlite',
    description: `The database of ${vendor.name}'s web application: primary keys, no foreign keys.`,
    write: (path, { tables }) => writeSqlite(path, tables),
  },
  crm: { path: 'crm', description: `What the sales people of ${vendor.name} know: an export as CSV.`, write: inDirectory(writeCsv) },
  billing: { path: 'billing', description: `What the customers of ${vendor.name} paid: an export as CSV.`, write: inDirectory(writeCsv) },
  support: {
    path: 'support',
    description: `What the customers of ${vendor.name} asked: an export as JSON lines.`,
    write: inDirectory(writeJsonLines),
  },
};

function inDirectory(write: (directory: string, tables: SystemData['tables']) => Promise<void>): Output['write'] {
  return async (path, { tables }) => {
    await mkdir(path);
    await write(path, tables);
  };
}

/**
 * Writes the four systems of an invented company into `directory` (made where it is missing), replacing those that an
 * earlier run wrote there. The same seed and scale give the same bytes. What is there is either the old or the new system.
 */
export async function generateDemo(directory: string, options: DemoOptions = {}): Promise<DemoSource[]> {
  const home = resolve(directory);
  await mkdir(home, { recursive: true });
  const draft = await mkdtemp(join(home, '.draft-'));
  try {
    const sources: DemoSource[] = [];
    for (const data of makeCompany(options)) {
      const { path, description, write } = outputs[data.system];
      await write(join(draft, path), data);
      await rm(join(home, path), { recursive: true, force: true });
      await rename(join(draft, path), join(home, path));
      sources.push({ name: data.system, target: join(home, path), description });
    }
    return sources;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
