import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connector } from '../../src/connectors/files/index.ts';
import type { Crosswalk } from '../../src/links/crosswalk/resolve.ts';
import { openCrosswalk } from '../../src/workflows/crosswalk.ts';
import { orderedKey, pairKey, type Task } from './tasks.ts';

interface FoundPair {
  readonly key: string;
  readonly left: string;
  readonly right: string;
  readonly weight: number;
  readonly probability: number;
}

export interface Resolved {
  readonly crosswalk: Crosswalk;
  /** Pairs of keys that were compared, likeliest first. */
  readonly pairs: readonly FoundPair[];
  /** Cluster of each key, where one table was resolved with itself. */
  readonly clusters: ReadonlyMap<string, string> | null;
  readonly seconds: number;
}

/** Runs the crosswalk over the files of a task, told nothing but the names of their keys. */
export async function resolveTask(task: Task): Promise<Resolved> {
  const directory = mkdtempSync(join(tmpdir(), 'cognate-crosswalk-'));
  const started = performance.now();
  const right = task.right === null ? null : tableOf(task.right, task.rightKey);
  const open = await openCrosswalk({
    left: tableOf(task.left, task.leftKey),
    right,
    directory,
    signal: new AbortController().signal,
    onStep: () => {},
  });
  const seconds = (performance.now() - started) / 1000;
  try {
    const { crosswalk } = open;
    const keys = await open.readKeys();
    const { pairs, decided } = crosswalk;
    const found = Array.from(pairs.left, (a, i) => {
      const [left, right] = [keys.left[a] ?? '', keys.right[pairs.right[i] ?? 0] ?? ''];
      const key = pairs.isSelf ? orderedKey(left, right) : pairKey(left, right);
      return { key, left, right, weight: decided.weight[i] ?? 0, probability: decided.probability[i] ?? 0 };
    }).toSorted((a, b) => b.probability - a.probability || b.weight - a.weight);
    const clusters =
      crosswalk.clusters === null ? null : new Map(Array.from(crosswalk.clusters, (root, i) => [keys.left[i] ?? '', keys.left[root] ?? '']));
    return { crosswalk, pairs: found, clusters, seconds };
  } finally {
    await open.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

export function tableOf(file: string, key: string) {
  const target = connector.parseTarget(file);
  if (target === undefined) throw new Error(`${file} is no file that can be read`);
  return { connector, config: target.config, name: file, table: null, key: [key] };
}
