import { hkdfSync } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { openDuckDB } from '../duckdb/engine.ts';
import type { Workspace } from '../links/discovery/fingerprints.ts';
import type { WorkDirectory } from './work-directory.ts';

const MEMORY_MB = 600;
const THREADS = 2;

/** Gives what links are measured in while `use` runs: a database and a directory of its own, which are gone afterwards. */
export async function inLinkWorkspace<T>(work: WorkDirectory, dataKey: Uint8Array, use: (space: Workspace) => Promise<T>): Promise<T> {
  const directory = `${work.place('link-hashes')}/`;
  // What a killed process left there would be read as part of this.
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const db = await openDuckDB({ memoryLimitMb: MEMORY_MB, threads: THREADS, tempDirectory: `${directory}spill`, allowedPaths: [directory] });
  try {
    return await use({ db, directory, key: linkKey(dataKey) });
  } finally {
    db.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** The secret that an organization's values are hashed with while they are compared: what is left of it elsewhere tells nothing. */
function linkKey(dataKey: Uint8Array): string {
  return Buffer.from(hkdfSync('sha256', dataKey, '', 'cognate link hashes', 32)).toString('hex');
}
