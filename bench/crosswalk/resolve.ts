import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { connector } from '../../src/connectors/files/index.ts';
import { resolveRecords, type Crosswalk } from '../../src/links/crosswalk/resolve.ts';
import { formsOf, withFullName } from '../../src/links/forms.ts';
import { normaliserMacros } from '../../src/links/normalisers.ts';
import { profileSource } from '../../src/profiling/profile-source.ts';
import { openStaging } from '../../src/profiling/staging.ts';
import { orderedKey, pairKey, type Task } from './tasks.ts';

export interface Resolved {
  readonly crosswalk: Crosswalk;
  /** Pairs of keys that were compared, likeliest first. */
  readonly pairs: readonly {
    readonly key: string;
    readonly weight: number;
    readonly probability: number;
    readonly left: string;
    readonly right: string;
  }[];
  /** Cluster of each key, where one table was resolved with itself. */
  readonly clusters: ReadonlyMap<string, string> | null;
  readonly seconds: number;
}

const budget = { pairs: 20_000_000, meetings: 60_000_000 };

/** Runs the crosswalk over the two files of a task, told nothing but the names of their keys. */
export async function resolveTask(task: Task): Promise<Resolved> {
  const work = mkdtempSync(join(tmpdir(), 'cognate-crosswalk-'));
  const { signal } = new AbortController();
  try {
    const files = join(work, 'files');
    mkdirSync(files);
    symlinkSync(task.left, join(files, `1-${basename(task.left)}`));
    if (task.right !== null) symlinkSync(task.right, join(files, `2-${basename(task.right)}`));
    const target = connector.parseTarget(files);
    if (target === undefined) throw new Error(`${files} is not a folder of files`);
    const session = await connector.open(target.config, signal);
    const model = await session.introspect(signal);
    const staging = await openStaging({ directory: join(work, 'staging'), model });
    const profile = await profileSource(session, model, staging, { signal, sampleRows: null, onProgress: () => {} });
    await session.close();
    const started = performance.now();
    await staging.run(normaliserMacros.join(';\n'));
    const sideOf = async (entity: number, key: string) => {
      const profiled = profile.entities[entity];
      if (profiled === undefined) throw new Error(`${task.id} lacks a table`);
      const attributes = profiled.attributes.map((attribute, i) => ({ names: [attribute.name], sql: staging.column(i), profile: attribute }));
      const useful = attributes.filter(({ profile: { distinct, name } }) => distinct > 1 && !(name === key && key === '_id'));
      const keyColumn = attributes.find(({ names }) => names[0] === key)?.sql ?? null;
      return {
        table: staging.table(entity),
        rows: profiled.rows,
        key: keyColumn,
        forms: await formsOf(
          staging,
          staging.table(entity),
          withFullName(useful.filter(({ names }) => task.right !== null || names[0] !== key)),
          signal,
        ),
      };
    };
    const left = await sideOf(0, task.leftKey);
    const right = task.right === null ? null : await sideOf(1, task.rightKey);
    const crosswalk = await resolveRecords({ staging, left, right, budget, signal, onStep: () => {} });
    const seconds = (performance.now() - started) / 1000;
    const keys = async (side: string) => (await staging.rows<{ key: string }>(`SELECT key FROM ${side} ORDER BY id`)).map(({ key }) => key);
    const [l, r] = [await keys('l'), await keys('r')];
    const { pairs, decided } = crosswalk;
    const found = Array.from(pairs.left, (a, i) => {
      const [x, y] = [l[a] ?? '', r[pairs.right[i] ?? 0] ?? ''];
      return {
        key: pairs.isSelf ? orderedKey(x, y) : pairKey(x, y),
        weight: decided.weight[i] ?? 0,
        probability: decided.probability[i] ?? 0,
        left: x,
        right: y,
      };
    }).toSorted((a, b) => b.probability - a.probability || b.weight - a.weight);
    const clusters = crosswalk.clusters === null ? null : new Map(Array.from(crosswalk.clusters, (root, i) => [l[i] ?? '', l[root] ?? '']));
    await staging.remove();
    return { crosswalk, pairs: found, clusters, seconds };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
