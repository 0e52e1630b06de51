import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DownloadQuery } from '../contract/crosswalk.ts';
import { AppError } from '../domain/errors.ts';
import { bandOf } from '../domain/evidence.ts';
import { exportPairs, exportUnmatched, type ExportedPair } from '../store/crosswalk-export.ts';
import { findCrosswalk } from '../store/crosswalks.ts';
import { writePairsFile, type CrosswalkFileRow } from '../workflows/crosswalk-file.ts';
import { found, reading, type Context, type Services } from './context.ts';
import { requireActive, what } from './crosswalks.ts';

export interface Download {
  /** Where the file lies. */
  readonly path: string;
  readonly format: 'csv' | 'parquet';
  /** What whoever gets it may call it. */
  readonly name: string;
  /** Removes it. */
  remove(): Promise<void>;
}

/** Writes the pairs of a crosswalk to a file, which whoever gets it removes. Throws AppError 'cancelled', and leaves none, once the signal has aborted. */
export async function downloadCrosswalk(services: Services, ctx: Context, id: string, query: DownloadQuery, signal: AbortSignal): Promise<Download> {
  const crosswalk = await reading(services, ctx, 'edges.read', async (db) => found(await findCrosswalk(db, ctx.organizationId, id), what));
  requireActive(crosswalk);
  const db = services.store.reader(ctx.organizationId);
  const place = { organizationId: ctx.organizationId, crosswalkId: id };
  const format = query.format ?? 'csv';
  async function* rows(): AsyncGenerator<CrosswalkFileRow[]> {
    for await (const page of exportPairs(db, place, query.min_probability ?? null)) yield page.map(written);
    if (query.with_unmatched === true) for await (const page of exportUnmatched(db, place)) yield page.map(written);
  }
  const directory = await mkdtemp(join(tmpdir(), 'cognate-download-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    const path = await writePairsFile(directory, format, rows(), signal);
    if (signal.aborted) throw new AppError('cancelled', 'Nobody waits for the file any more.');
    const plain = [crosswalk.left_entity, crosswalk.right_entity].map((entity) => entity.replaceAll(/[^\w.-]+/g, '-')).join('-to-');
    return { path, format, name: `${plain}.${format}`, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

const text = (value: number | null): string | null => (value === null ? null : String(value));

const written = ({ weight_bits: weight, probability, ...row }: ExportedPair): CrosswalkFileRow => ({
  ...row,
  weight_bits: text(weight),
  probability: text(probability),
  band: probability === null ? null : bandOf(probability),
});
