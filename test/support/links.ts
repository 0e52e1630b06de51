import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDB } from '../../src/duckdb/engine.ts';
import type { LinkSource } from '../../src/links/discovery/attributes.ts';
import { discoverLinks, type LinkFinding } from '../../src/links/discovery/discover.ts';
import { sketched } from '../../src/links/discovery/sketch.ts';
import { profiled, type TestTable } from './relationships.ts';

interface DiscoveredLinks {
  readonly findings: readonly LinkFinding[];
  /** `source.table.column = source.table.column`, of what is at least as likely as not. */
  readonly links: readonly string[];
  readonly steps: readonly string[];
  find(text: string): LinkFinding | undefined;
}

interface DiscoverOptions {
  readonly leastConfidence?: number;
  readonly fresh?: readonly number[] | null;
  readonly key?: string;
}

/** Stages and profiles several sources and finds the links between them; the real engine all the way. */
export async function discover(tables: Readonly<Record<string, readonly TestTable[]>>, options: DiscoverOptions = {}): Promise<DiscoveredLinks> {
  return withSources(Object.entries(tables), [], (sources) => discoverIn(sources, options));
}

async function withSources<T>(
  left: readonly (readonly [string, readonly TestTable[]])[],
  done: readonly LinkSource[],
  use: (sources: readonly LinkSource[]) => Promise<T>,
): Promise<T> {
  const [first, ...rest] = left;
  if (first === undefined) return use(done);
  return profiled(first[1], (input) => withSources(rest, [...done, { name: first[0], ...input }], use));
}

async function discoverIn(
  sources: readonly LinkSource[],
  { leastConfidence = 0.5, fresh = null, key = 'c0ffee' }: DiscoverOptions,
): Promise<DiscoveredLinks> {
  const work = mkdtempSync(join(tmpdir(), 'cognate-links-test-'));
  const directory = join(work, 'space/');
  mkdirSync(directory);
  const db = await openDuckDB({ memoryLimitMb: 300, threads: 2, tempDirectory: join(work, 'spill'), allowedPaths: [directory] });
  const steps: string[] = [];
  try {
    const space = { db, directory, key };
    const { signal } = new AbortController();
    const { findings } = await discoverLinks({
      space,
      sources: await sketched(space, sources, signal),
      fresh,
      leastConfidence,
      signal,
      onStep: (step) => steps.push(step),
    });
    const place = ({ source, entity, attribute }: LinkFinding['source']): string => {
      const table = sources[source]?.model.entities[entity];
      return [sources[source]?.name, table?.path.name, table?.attributes[attribute]?.name].join('.');
    };
    const textOf = (finding: LinkFinding): string => `${place(finding.source)} = ${place(finding.target)}`;
    return {
      findings,
      links: findings.filter(({ confidence }) => confidence >= 0.5).map(textOf),
      steps,
      find: (text) => findings.find((finding) => textOf(finding) === text),
    };
  } finally {
    db.close();
    rmSync(work, { recursive: true, force: true });
  }
}
