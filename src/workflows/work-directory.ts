import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** Intermediate results of one job: big, private, and made again where they are missing. */
export interface WorkDirectory {
  readonly path: string;
  /** What was kept under this name; undefined where there is nothing, or nothing that can be read. */
  read<T>(name: string): Promise<T | undefined>;
  /** Keeps a plain value (typed arrays included) under this name: whole or not at all. */
  write(name: string, value: unknown): Promise<void>;
  /** Where a file or directory of that name may be kept. */
  place(name: string): string;
  remove(): Promise<void>;
}

const dayMs = 86_400_000;

const root = (home: string): string => join(home, 'work');

/** Opens, and where needed makes, `<home>/work/<jobId>`, which only the owner may enter. */
export async function openWorkDirectory(home: string, jobId: string): Promise<WorkDirectory> {
  const path = join(root(home), jobId);
  await mkdir(path, { recursive: true, mode: 0o700 });
  const place = (name: string): string => join(path, name);
  return {
    path,
    place,
    async read<T>(name: string) {
      try {
        return deserialize(await readFile(place(name))) as T;
      } catch {
        return undefined;
      }
    },
    async write(name, value) {
      const temporary = `${place(name)}.${process.pid}.tmp`;
      const file = await open(temporary, 'w', 0o600);
      try {
        await file.writeFile(serialize(value));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, place(name));
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/**
 * Removes leftovers. `isOver` says of which jobs nothing is needed any more; directories of jobs that this catalog does not
 * know (another catalog may share the home) go after a day.
 */
export async function sweepWorkDirectories(
  home: string,
  isOver: (jobIds: readonly string[]) => Promise<ReadonlyMap<string, boolean>>,
): Promise<void> {
  const names = await readdir(root(home)).catch(() => []);
  if (names.length === 0) return;
  const over = await isOver(names.filter((name) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)));
  for (const name of names) {
    const path = join(root(home), name);
    const isOld = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs > dayMs,
      () => false,
    );
    if (over.get(name) ?? isOld) await rm(path, { recursive: true, force: true });
  }
}
