import { hkdfSync } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { openDuckDB } from '../duckdb/engine.ts';
import type { Workspace } from '../links/discovery/fingerprints.ts';
import type { WorkDirectory } from './work-directory.ts';

const MEMORY_MB = 600;
const THREADS = 2;

interface Place {
  readonly work: WorkDirectory;
  /** Of its directory. */
  readonly name: string;
  readonly dataKey: Uint8Array;
  /** Directories that it may read besides, ending in `/`. */
  readonly sketches?: readonly string[];
}

/** Gives what links are measured in while `use` runs: a database and a directory of its own, which are gone afterwards. */
export async function inLinkWorkspace<T>(place: Place, use: (space: Workspace) => Promise<T>): Promise<T> {
  try {
    return await inNewDirectory(place, use);
  } finally {
    await rm(workspacePlace(place), { recursive: true, force: true });
  }
}

/** The same, but what `use` leaves in the directory stays there, for as long as the work directory. */
export async function inNewDirectory<T>(place: Place, use: (space: Workspace) => Promise<T>): Promise<T> {
  const directory = workspacePlace(place);
  // What a killed process left there would be read as part of this.
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const allowedPaths = [directory, ...(place.sketches ?? [])];
  const db = await openDuckDB({ memoryLimitMb: MEMORY_MB, threads: THREADS, tempDirectory: `${directory}spill`, allowedPaths });
  try {
    return await use({ db, directory, key: linkKey(place.dataKey) });
  } finally {
    db.close();
  }
}

export const workspacePlace = ({ work, name }: Pick<Place, 'work' | 'name'>): string => `${work.place(name)}/`;

/** The secret that an organization's values are hashed with while they are compared: what is left of it elsewhere tells nothing. */
function linkKey(dataKey: Uint8Array): string {
  return Buffer.from(hkdfSync('sha256', dataKey, '', 'cognate link hashes', 32)).toString('hex');
}
