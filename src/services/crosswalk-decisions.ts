import type { PairDecisions, PairUndo, Unmerge } from '../contract/crosswalk.ts';
import { pairId, type PairVerdict } from '../domain/crosswalk.ts';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import {
  addPairDecisions,
  decisionsOfPairBatch,
  listCrosswalkDecisions,
  standingPairDecisions,
  undoPairDecisions,
  type CrosswalkDecisionRow,
  type StandingDecision,
} from '../store/crosswalk-decisions.ts';
import {
  findCrosswalkPairs,
  findCrosswalkRecords,
  noteDecisions,
  recordsOfClusters,
  recordsOfPair,
  resettle,
  type CrosswalkPairRow,
  type CrosswalkPlace,
  type RecordName,
  type SaidOfPair,
} from '../store/crosswalk-pairs.ts';
import { findCrosswalk, lockCrosswalk, type CrosswalkRow } from '../store/crosswalks.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import { audit, found, inTenant, reading, type Context, type Services, type Trx } from './context.ts';
import { requireActive, what } from './crosswalks.ts';
import { may } from './policy.ts';

/** What people say of pairs of records. It holds in every run, and shows at once in the pairs, records and clusters that it is about. */

export type { CrosswalkDecisionRow };

export interface PairsDecided {
  /** What the decisions can be taken back by at once; null where nothing was decided. */
  readonly batchId: string | null;
  readonly updated: readonly CrosswalkPairRow[];
  readonly unchanged: readonly string[];
  readonly notFound: readonly string[];
}

interface NamedPair {
  readonly left: string;
  readonly right: string;
}

export async function decidePairs(services: Services, ctx: Context, id: string, body: PairDecisions): Promise<PairsDecided> {
  const byId = body.pair_ids ?? [];
  const byKeys = (body.pairs ?? []).map((pair): NamedPair => ({ left: pair.left_key, right: pair.right_key }));
  if (byId.length + byKeys.length === 0) throw noPairs('pair_ids');
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    const crosswalk = await activeCrosswalk(trx, ctx, id);
    const place = placeOf(ctx, id);
    const known = new Map((await findCrosswalkPairs(trx, place, byId)).map((pair) => [pair.id, { left: pair.left_key, right: pair.right_key }]));
    const there = await withRecords(trx, place, byKeys);
    const pairs = [...known.values(), ...there];
    const notFound = [
      ...byId.filter((one) => !known.has(one)),
      ...byKeys.filter((pair) => !there.includes(pair)).map(({ left, right }) => `${left} ~ ${right}`),
    ];
    return { ...(await decide(trx, ctx, crosswalk, pairs, body.verdict, body.note ?? null)), notFound };
  });
}

/** Says that records are none of the others of their cluster: the merge is taken back, and stays so. */
export async function unmergeRecords(services: Services, ctx: Context, id: string, clusterId: string, body: Unmerge): Promise<PairsDecided> {
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    const crosswalk = await activeCrosswalk(trx, ctx, id);
    const members = await recordsOfClusters(trx, placeOf(ctx, id), [clusterId]);
    found(members[0], 'Cluster');
    const isNamed = (record: RecordName): boolean => body.records.some(({ side, key }) => side === record.side && key === record.key);
    const notFound = body.records.filter((named) => !members.some(({ side, key }) => side === named.side && key === named.key)).map(({ key }) => key);
    const [parted, rest] = [members.filter(isNamed), members.filter((record) => !isNamed(record))];
    const pairs = parted.flatMap((one) =>
      rest
        .filter((other) => other.side !== one.side)
        .map((other): NamedPair => (one.side === 'left' ? { left: one.key, right: other.key } : { left: other.key, right: one.key })),
    );
    return { ...(await decide(trx, ctx, crosswalk, pairs, 'different', null)), notFound };
  });
}

async function decide(trx: Trx, ctx: Context, crosswalk: CrosswalkRow, given: readonly NamedPair[], verdict: PairVerdict, note: string | null) {
  const place = placeOf(ctx, crosswalk.id);
  const at = new Date();
  const pairs = [...new Map(given.map((pair) => [pairId(crosswalk.id, pair.left, pair.right), pair])).entries()].map(([id, pair]) => ({
    id,
    ...pair,
  }));
  const standing = new Map((await standingPairDecisions(trx, ctx.organizationId, crosswalk.id, pairs)).map((said) => [said.pair_id, said]));
  const isNews = ({ id }: { readonly id: string }): boolean => standing.get(id)?.verdict !== verdict;
  const decided = pairs.filter(isNews);
  const unchanged = pairs.filter((pair) => !isNews(pair)).map(({ id }) => id);
  if (decided.length === 0) return { batchId: null, updated: [], unchanged };
  const batchId = newId(at.getTime());
  await addPairDecisions(
    trx,
    { ...place, actorId: ctx.actor.userId, source: ctx.via, note, batchId, at },
    decided.map(({ left, right }) => ({ id: newId(at.getTime()), left, right, verdict })),
  );
  const said = decided.map((pair): SaidOfPair => ({ ...pair, verdict, by: ctx.actor.userId, at }));
  const updated = await show(trx, place, crosswalk, said, at);
  noteEvent(trx, ctx, crosswalk.id, 'crosswalk.pairs_decided', { verdict, batch_id: batchId, ...namesOf(said) }, at);
  return { batchId, updated, unchanged };
}

/** Takes back a batch of decisions, or the last one on each pair named. Decisions of others take an administrator. */
export async function undoPairs(services: Services, ctx: Context, id: string, body: PairUndo): Promise<PairsDecided> {
  const { batch_id: batchId, pair_ids: pairIds } = body;
  if (typeof batchId !== 'string' && (pairIds ?? []).length === 0) throw noPairs('batch_id');
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    const crosswalk = await activeCrosswalk(trx, ctx, id);
    const place = placeOf(ctx, id);
    const named = new Map(
      (await findCrosswalkPairs(trx, place, pairIds ?? [])).map((pair) => [pair.id, { left: pair.left_key, right: pair.right_key }]),
    );
    const standing = await standingPairDecisions(trx, ctx.organizationId, id, [...named.values()]);
    const batch = typeof batchId === 'string' ? await decisionsOfPairBatch(trx, ctx.organizationId, id, batchId) : [];
    if (typeof batchId === 'string') found(batch[0], 'Batch of decisions');
    const undone = [...standing, ...batch.filter((said) => said.undone_at === null)];
    for (const { actor_id: actorId } of [...standing, ...batch]) {
      if (actorId === ctx.actor.userId || may(ctx.actor.role, 'edges.undo')) continue;
      throw new AppError('conflict', 'Some of these decisions are another person’s: only they or an administrator can take them back.');
    }
    const at = new Date();
    await undoPairDecisions(
      trx,
      ctx.organizationId,
      undone.map((said) => said.id),
      ctx.actor.userId,
      at,
    );
    const touched = new Map(undone.map((said) => [pairId(id, said.left_key, said.right_key), said]));
    const now = new Map(
      (await standingPairDecisions(trx, ctx.organizationId, id, [...touched.values()].map(namedOf))).map((said) => [said.pair_id, said]),
    );
    const said = [...touched].map(([pair, before]): SaidOfPair => {
      const holds: StandingDecision | undefined = now.get(pair);
      return { id: pair, ...namedOf(before), verdict: holds?.verdict ?? null, by: holds?.actor_id ?? null, at: holds?.created_at ?? null };
    });
    const updated = await show(trx, place, crosswalk, said, at);
    if (said.length > 0) noteEvent(trx, ctx, id, 'crosswalk.pairs_undone', namesOf(said), at);
    const unchanged = (pairIds ?? []).filter((pair) => named.has(pair) && !touched.has(pair));
    return { batchId: null, updated, unchanged, notFound: (pairIds ?? []).filter((pair) => !named.has(pair)) };
  });
}

const namedOf = (said: { readonly left_key: string; readonly right_key: string }): NamedPair => ({ left: said.left_key, right: said.right_key });

/** Every decision on pairs of a crosswalk, also those that were taken back. */
export async function listPairDecisions(services: Services, ctx: Context, id: string, page: PageRequest): Promise<PageOf<CrosswalkDecisionRow>> {
  return reading(services, ctx, 'edges.read', async (db) => {
    const rows = await listCrosswalkDecisions(db, ctx.organizationId, id, page);
    if (rows.rows.length === 0) found(await findCrosswalk(db, ctx.organizationId, id), what);
    return rows;
  });
}

const placeOf = (ctx: Context, crosswalkId: string): CrosswalkPlace => ({ organizationId: ctx.organizationId, crosswalkId });

async function activeCrosswalk(trx: Trx, ctx: Context, id: string): Promise<CrosswalkRow> {
  const crosswalk = found(await lockCrosswalk(trx, ctx.organizationId, id), what);
  requireActive(crosswalk);
  return crosswalk;
}

/** Those of the pairs whose records both are there. */
async function withRecords(trx: Trx, place: CrosswalkPlace, pairs: readonly NamedPair[]): Promise<NamedPair[]> {
  if (pairs.length === 0) return [];
  const named = pairs.flatMap(({ left, right }) => recordsOfPair(left, right));
  const records = await findCrosswalkRecords(trx, place, named);
  const keysOf = (side: RecordName['side']): Set<string> => new Set(records.filter((record) => record.side === side).map(({ key }) => key));
  const [left, right] = [keysOf('left'), keysOf('right')];
  return pairs.filter((pair) => left.has(pair.left) && right.has(pair.right));
}

async function show(
  trx: Trx,
  place: CrosswalkPlace,
  { threshold }: CrosswalkRow,
  said: readonly SaidOfPair[],
  at: Date,
): Promise<CrosswalkPairRow[]> {
  if (said.length === 0) return [];
  await noteDecisions(trx, place, said, at);
  await resettle(trx, place, threshold, said, at);
  return findCrosswalkPairs(
    trx,
    place,
    said.map(({ id }) => id),
  );
}

const NAMED_IN_EVENTS = 1000;

const namesOf = (said: readonly SaidOfPair[]) => ({ pairs: said.length, pair_ids: said.slice(0, NAMED_IN_EVENTS).map(({ id }) => id) });

function noteEvent(trx: Trx, ctx: Context, id: string, action: string, details: Record<string, unknown>, at: Date): void {
  audit(trx, ctx, { action, kind: 'crosswalk', id, at, details });
}

function noPairs(name: string): AppError {
  const msg = 'Say which pairs: send their ids, or the keys of their records.';
  return new AppError('invalid', msg, { problems: [{ loc: ['body', name], msg, type: 'value_error' }] });
}
