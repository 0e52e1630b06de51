import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { connector } from '../../src/connectors/files/index.ts';
import { openDuckDB } from '../../src/duckdb/engine.ts';
import type { LinkSource } from '../../src/links/discovery/attributes.ts';
import { linksOf, measureLinks, type LinkFinding, type MeasuredLinks } from '../../src/links/discovery/discover.ts';
import { featuresOf } from '../../src/links/discovery/features.ts';
import type { LinkModel } from '../../src/links/discovery/model.ts';
import { sketched } from '../../src/links/discovery/sketch.ts';
import { profileSource } from '../../src/profiling/profile-source.ts';
import { openStaging } from '../../src/profiling/staging.ts';
import { pairOf, type Case } from './cases.ts';

/** A case with everything that was measured of it; models are judged on this alone. */
export interface MeasuredCase {
  readonly truth: Case;
  readonly measured: MeasuredLinks;
  /** Names of tables and columns, as `source.table.column` by attribute id. */
  readonly names: readonly string[];
  readonly seconds: number;
  readonly sources: readonly Pick<LinkSource, 'name' | 'model'>[];
}

export interface Prediction {
  readonly pair: string;
  readonly finding: LinkFinding;
}

/** Measures a case. What was measured is kept in the folder that COGNATE_LINKS_MEASURED names, if it does. */
export async function measureCase(truth: Case): Promise<MeasuredCase> {
  const folder = process.env.COGNATE_LINKS_MEASURED;
  const file = folder === undefined ? null : join(folder, `${truth.id.replaceAll(' ', '-')}.bin`);
  if (file !== null && existsSync(file)) {
    const kept = deserialize(readFileSync(file)) as MeasuredCase;
    return { ...kept, truth, measured: { ...kept.measured, features: featuresOf(kept.measured.candidates, kept.measured.counters) } };
  }
  const measured = await measure(truth);
  if (file !== null) writeFileSync(file, serialize({ ...measured, truth: null }));
  return measured;
}

async function measure(truth: Case): Promise<MeasuredCase> {
  const work = mkdtempSync(join(tmpdir(), 'cognate-links-'));
  const { signal } = new AbortController();
  const sources: LinkSource[] = [];
  const directory = join(work, 'space');
  mkdirSync(directory);
  const db = await openDuckDB({ memoryLimitMb: 800, threads: 2, tempDirectory: join(work, 'spill'), allowedPaths: [`${directory}/`] });
  try {
    for (const { name, target } of truth.sources) {
      const parsed = connector.parseTarget(target);
      if (parsed === undefined) throw new Error(`${target} is not a folder of files`);
      const session = await connector.open(parsed.config, signal);
      const model = await session.introspect(signal);
      const staging = await openStaging({ directory: join(work, name), model, memoryLimitMb: 600 });
      sources.push({
        name,
        model,
        profile: await profileSource(session, model, staging, { signal, sampleRows: null, onProgress: () => {} }),
        staging,
      });
      await session.close();
    }
    const started = performance.now();
    const space = { db, directory: `${directory}/`, key: '00' };
    const measured = await measureLinks({
      space,
      sources: await sketched(space, sources, signal),
      fresh: null,
      leastConfidence: 0,
      signal,
      onStep: () => {},
    });
    const seconds = (performance.now() - started) / 1000;
    const names = measured.attributes.map(({ source, entity, ordinal }) => {
      const table = sources[source]?.model.entities[entity];
      return [sources[source]?.name, table?.path.name, table?.attributes[ordinal]?.name].join('.');
    });
    return { truth, measured, names, seconds, sources: sources.map(({ name, model }) => ({ name, model })) };
  } finally {
    for (const { staging } of sources) await staging.remove();
    db.close();
    rmSync(work, { recursive: true, force: true });
  }
}

/** What a model says of a case, from this confidence on. */
export function predict({ measured, sources, names }: MeasuredCase, model: LinkModel, leastConfidence: number): Prediction[] {
  const ids = new Map(measured.attributes.map(({ id, source, entity, ordinal }) => [`${source} ${entity} ${ordinal}`, id]));
  const name = ({ source, entity, attribute }: LinkFinding['source']): string => names[ids.get(`${source} ${entity} ${attribute}`) ?? -1] ?? '';
  return linksOf(sources, measured, model, leastConfidence).map((finding) => ({ pair: pairOf(name(finding.source), name(finding.target)), finding }));
}
