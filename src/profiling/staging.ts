import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { openDuckDB, type DuckDB } from '../duckdb/engine.ts';
import type { SourceModel } from '../domain/entity.ts';
import { canonicalMacros } from './canonical.ts';
import { SCRATCH } from './steps.ts';

export interface StagingOptions {
  /** The staging's own directory, made private (0700). Holds raw values: its owner deletes it when the scan is over. */
  readonly directory: string;
  /** What is staged. A staging of another model, or a half-written one, is thrown away. */
  readonly model: SourceModel;
  readonly memoryLimitMb?: number;
  readonly threads?: number;
}

/**
 * The rows of one source as canonical texts in a DuckDB file, for the length of a scan.
 * Every column is VARCHAR; NULL where the source has null. Empty text stays `''` and counts as missing in statistics and inclusion.
 */
export interface Staging {
  /** SQL name of the table of an entity, by its position in the model. */
  table(entity: number): string;
  /** SQL name of the column of an attribute, by its position in its entity. */
  column(attribute: number): string;
  /** True when every entity has been staged completely. */
  isReady(): boolean;
  markReady(): Promise<void>;
  rows<T extends object = Record<string, unknown>>(sql: string, signal?: AbortSignal): Promise<T[]>;
  run(sql: string, signal?: AbortSignal): Promise<void>;
  readonly db: DuckDB;
  /** A directory of its own that its SQL may write files to. */
  readonly spill: string;
  /** Opens the database anew so that its SQL may read these files (and directories, ending in `/`). */
  allow(paths: readonly string[]): Promise<void>;
  close(): void;
  /** Closes and deletes the directory with everything in it. */
  remove(): Promise<void>;
}

const FORMAT = 'staging-2';

/** Opens a staging directory: the complete staging that is there, or a fresh empty one. */
export async function openStaging(options: StagingOptions): Promise<Staging> {
  const { directory } = options;
  const marker = join(directory, 'ready.json');
  const signature = modelSignature(options.model);
  let ready = (await markerText(marker)) === signature && existsSync(join(directory, 'rows.duckdb'));
  if (!ready) await rm(directory, { recursive: true, force: true });
  await mkdir(join(directory, 'spill'), { recursive: true, mode: 0o700 });
  let db = await openDatabase(options, []).catch(async (error: unknown) => {
    if (isHeld(error) || !existsSync(join(directory, 'rows.duckdb'))) throw error;
    // Its process was killed half-way: what a log cannot bring back is staged anew.
    ready = false;
    await rm(directory, { recursive: true, force: true });
    await mkdir(join(directory, 'spill'), { recursive: true, mode: 0o700 });
    return openDatabase(options, []);
  });
  return {
    table: (entity) => `t${entity}`,
    column: (attribute) => `c${attribute}`,
    isReady: () => ready,
    async markReady() {
      await writeFile(`${marker}.part`, signature, { mode: 0o600 });
      await rename(`${marker}.part`, marker);
      ready = true;
    },
    rows: (sql, signal) => db.rows(sql, signal),
    run: (sql, signal) => db.run(sql, signal),
    spill: join(directory, 'spill'),
    get db() {
      return db;
    },
    async allow(paths) {
      // What is only in the log would be replayed without the macros that some of it calls.
      await db.run('CHECKPOINT');
      db.close();
      db = await openDatabase(options, paths);
    },
    close: () => db.close(),
    async remove() {
      db.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function openDatabase({ directory, memoryLimitMb = 600, threads = 2 }: StagingOptions, allowedPaths: readonly string[]): Promise<DuckDB> {
  const db = await openDuckDB({
    path: join(directory, 'rows.duckdb'),
    memoryLimitMb,
    threads,
    tempDirectory: join(directory, 'spill'),
    allowedPaths,
    compress: false,
  });
  await db.run(['PRAGMA disable_checkpoint_on_shutdown', `ATTACH ':memory:' AS ${SCRATCH}`, ...canonicalMacros].join(';\n'));
  return db;
}

/** Another process has the file open. */
const isHeld = (error: unknown): boolean => error instanceof Error && error.message.includes('Could not set lock');

function modelSignature(model: SourceModel): string {
  const shape = model.entities.map((entity) => [entity.path, entity.attributes.map((attribute) => attribute.name)]);
  return `${FORMAT} ${createHash('sha256').update(JSON.stringify(shape)).digest('hex')}`;
}

async function markerText(path: string): Promise<string | undefined> {
  return existsSync(path) ? readFile(path, 'utf8') : undefined;
}
