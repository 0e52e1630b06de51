import type { PairFilter, RecordFilter } from '../contract/crosswalk.ts';
import type { StoredCrosswalkModel } from '../domain/crosswalk.ts';
import { bandRanges } from '../domain/evidence.ts';
import {
  findCrosswalkPair,
  findCrosswalkRecords,
  listCrosswalkPairs,
  listCrosswalkRecords,
  pairsTouching,
  recordsOfClusters,
  recordsOfPair,
  type CrosswalkPairRow,
  type CrosswalkRecordRow,
  type PairPage,
} from '../store/crosswalk-pairs.ts';
import { findCrosswalkRun } from '../store/crosswalk-runs.ts';
import { findCrosswalk } from '../store/crosswalks.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import type { Reader } from '../store/readers.ts';
import { explainPair, type ExplainedPart } from '../workflows/crosswalk-explain.ts';
import { found, reading, type Context, type Services } from './context.ts';
import { shownValues, type ShownValues } from './crosswalk-values.ts';
import { what } from './crosswalks.ts';

export type { CrosswalkPairRow, CrosswalkRecordRow };

export async function listPairs(services: Services, ctx: Context, id: string, filter: PairFilter, page: PairPage) {
  const [from, to] = typeof filter.band === 'string' ? bandRanges[filter.band] : [0, Infinity];
  const atLeast = Math.max(from, filter.min_probability ?? 0);
  const below = Math.min(to, filter.max_probability ?? Infinity);
  const wanted = {
    atLeast: atLeast > 0 ? atLeast : undefined,
    below: below < Infinity ? below : undefined,
    decision: filter.decision ?? undefined,
    bucket: filter.bucket ?? undefined,
    key: filter.key ?? undefined,
  };
  return reading(services, ctx, 'edges.read', async (db) => {
    const rows = await listCrosswalkPairs(db, placeOf(ctx, id), wanted, page);
    if (rows.rows.length === 0) await ensure(db, ctx, id);
    return rows;
  });
}

export async function listRecords(
  services: Services,
  ctx: Context,
  id: string,
  filter: RecordFilter,
  page: PageRequest,
): Promise<PageOf<CrosswalkRecordRow>> {
  return reading(services, ctx, 'edges.read', async (db) => {
    const rows = await listCrosswalkRecords(db, placeOf(ctx, id), { side: filter.side ?? undefined, state: filter.state ?? undefined }, page);
    if (rows.rows.length === 0) await ensure(db, ctx, id);
    return rows;
  });
}

export interface ClusterView {
  readonly id: string;
  readonly records: readonly CrosswalkRecordRow[];
  readonly pairs: readonly CrosswalkPairRow[];
}

export async function getCluster(services: Services, ctx: Context, id: string, clusterId: string): Promise<ClusterView> {
  return reading(services, ctx, 'edges.read', async (db) => {
    const records = await recordsOfClusters(db, placeOf(ctx, id), [clusterId]);
    if (records.length === 0) await ensure(db, ctx, id);
    found(records[0], 'Cluster');
    const isMember = (side: CrosswalkRecordRow['side'], key: string): boolean => records.some((record) => record.side === side && record.key === key);
    const pairs = (await pairsTouching(db, placeOf(ctx, id), records)).filter(
      (pair) => isMember('left', pair.left_key) && isMember('right', pair.right_key),
    );
    return { id: clusterId, records, pairs };
  });
}

/** What one compared field adds to the weight of a pair, with the values of both records. */
interface Contribution extends ExplainedPart {
  readonly left: readonly (string | null)[] | null;
  readonly right: readonly (string | null)[] | null;
}

export interface PairView {
  readonly row: CrosswalkPairRow;
  readonly priorBits: number | null;
  readonly contributions: readonly Contribution[];
  readonly rivalBits: number | null;
  readonly valuesNote: string | null;
  readonly leftClusterId: string | null;
  readonly rightClusterId: string | null;
}

/** A pair with why it is one or not, and the values of both records as they are in their sources now. */
export async function getPair(services: Services, ctx: Context, id: string, pairId: string): Promise<PairView> {
  const { crosswalk, row, model, records } = await reading(services, ctx, 'edges.read', async (db) => {
    const crosswalk = found(await findCrosswalk(db, ctx.organizationId, id), what);
    const row = found(await findCrosswalkPair(db, placeOf(ctx, id), pairId), 'Pair');
    const run = crosswalk.run_id === null ? undefined : await findCrosswalkRun(db, ctx.organizationId, id, crosswalk.run_id);
    const records = await findCrosswalkRecords(db, placeOf(ctx, id), recordsOfPair(row.left_key, row.right_key));
    return { crosswalk, row, model: run?.model ?? null, records };
  });
  const shown = await shownValues(services, ctx, crosswalk, { left: row.left_key, right: row.right_key }, model?.learned.fields ?? []);
  const clusterOf = (side: CrosswalkRecordRow['side']): string | null => records.find((record) => record.side === side)?.cluster_id ?? null;
  return {
    row,
    ...explained(row, model, shown),
    valuesNote: shown.note,
    leftClusterId: clusterOf('left'),
    rightClusterId: clusterOf('right'),
  };
}

function explained({ weight_bits: weight, probability, pattern }: CrosswalkPairRow, model: StoredCrosswalkModel | null, { fields }: ShownValues) {
  const valuesOf = (i: number) => ({ left: fields[i]?.left ?? null, right: fields[i]?.right ?? null });
  if (weight === null || probability === null || pattern === null || model === null) {
    const contributions = (model?.columns ?? []).map((name, i): Contribution => ({ name, level: null, levelName: null, bits: 0, ...valuesOf(i) }));
    return { priorBits: null, contributions, rivalBits: null };
  }
  const { parts, ...rest } = explainPair({ weight_bits: weight, probability, pattern }, model);
  return { ...rest, contributions: parts.map((part, i): Contribution => ({ ...part, ...valuesOf(i) })) };
}

const placeOf = (ctx: Context, crosswalkId: string) => ({ organizationId: ctx.organizationId, crosswalkId });

/** Where there is nothing, it may be that there is no such crosswalk. */
async function ensure(db: Reader, ctx: Context, id: string): Promise<void> {
  found(await findCrosswalk(db, ctx.organizationId, id), what);
}
