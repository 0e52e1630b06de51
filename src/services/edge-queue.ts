import { scoreBands, type EdgeDecisions, type EdgeFilter } from '../contract/edge.ts';
import { edgeKinds, edgeStatuses, edgeTypes, linkTypes, type EdgeKind } from '../domain/edge.ts';
import { newId } from '../domain/ids.ts';
import { countGroups, countPairs, type QueueGroup, type QueuePair } from '../store/edge-facets.ts';
import type { QueueFilter } from '../store/edge-queue-filter.ts';
import { readQueue, type QueuePage } from '../store/edge-queue.ts';
import type { QueuePosition, QueueRow } from '../store/edge-queue.ts';
import { inTenant, reading, type Context, type Services } from './context.ts';
import { reviewEdges } from './edge-review.ts';

export type { QueueRow };

/** A page of the queue over edges of all kinds. */
export async function listEdges(
  services: Services,
  ctx: Context,
  filter: EdgeFilter,
  page: QueuePage,
): Promise<{ readonly rows: QueueRow[]; readonly next: QueuePosition | undefined }> {
  return reading(services, ctx, 'edges.read', (db) => readQueue(db, ctx.organizationId, queueFilter(filter), page));
}

interface Counted<Value> {
  readonly value: Value;
  readonly count: number;
}

/** Counts by the values of a filter, each with all filters but that one. */
export interface EdgeFacets {
  readonly total: number;
  readonly kind: readonly Counted<QueueGroup['kind']>[];
  readonly status: readonly Counted<QueueGroup['status']>[];
  readonly type: readonly Counted<QueueGroup['type']>[];
  readonly scoreBand: readonly Counted<(typeof scoreBands)[number]>[];
  readonly changed: readonly Counted<boolean>[];
  readonly sourcePair: readonly QueuePair[];
}

const shownPairs = 100;

export async function edgeFacets(services: Services, ctx: Context, given: EdgeFilter): Promise<EdgeFacets> {
  const filter = queueFilter(given);
  return reading(services, ctx, 'edges.read', async (db) => {
    const [groups, sourcePair] = await Promise.all([
      countGroups(db, ctx.organizationId, filter),
      countPairs(db, ctx.organizationId, filter, shownPairs),
    ]);
    return { ...facetsOf(groups, filter), sourcePair };
  });
}

function facetsOf(groups: readonly QueueGroup[], filter: QueueFilter): Omit<EdgeFacets, 'sourcePair'> {
  const { kinds, statuses, types, bands, changedSinceDecision: changed } = filter;
  const passes = {
    kind: (group: QueueGroup) => kinds?.includes(group.kind) ?? true,
    status: (group: QueueGroup) => statuses?.includes(group.status) ?? true,
    type: (group: QueueGroup) => types?.includes(group.type) ?? true,
    score: (group: QueueGroup) => group.in_range && (bands?.includes(group.band) ?? true),
    changed: (group: QueueGroup) => changed === undefined || changed === group.changed,
    pair: (group: QueueGroup) => group.in_pair,
  };
  const passing = (but?: keyof typeof passes): QueueGroup[] =>
    groups.filter((group) => Object.entries(passes).every(([name, lets]) => name === but || lets(group)));
  const facet = <Value>(name: keyof typeof passes, values: readonly Value[], valueOf: (group: QueueGroup) => Value): Counted<Value>[] => {
    const counted = passing(name);
    return values.map((value) => ({ value, count: sum(counted.filter((group) => valueOf(group) === value)) }));
  };
  return {
    total: sum(passing()),
    kind: facet('kind', edgeKinds, ({ kind }) => kind),
    status: facet('status', edgeStatuses, ({ status }) => status),
    type: facet('type', [...edgeTypes, ...linkTypes], ({ type }) => type),
    scoreBand: facet('score', scoreBands, ({ band }) => scoreBands[band] ?? 'none'),
    changed: facet('changed', [false, true], (group) => group.changed),
  };
}

const sum = (groups: readonly QueueGroup[]): number => groups.reduce((total, { count }) => total + count, 0);

interface EdgeName {
  readonly kind: EdgeKind;
  readonly id: string;
}

export interface EdgesDecided {
  readonly updated: readonly EdgeName[];
  readonly unchanged: readonly EdgeName[];
  /** Left as they are: they are others by now than those that were looked at. */
  readonly changed: readonly EdgeName[];
  readonly notFound: readonly EdgeName[];
  readonly batchId: string | null;
  /** When, in milliseconds: what the edges were changed at. */
  readonly at: Date;
}

/** One decision on edges of any kinds, in one transaction and as one batch. */
export async function decideEdges(services: Services, ctx: Context, { edges, status, note, renew }: EdgeDecisions): Promise<EdgesDecided> {
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    const batchId = newId();
    const decided = {
      updated: [] as EdgeName[],
      unchanged: [] as EdgeName[],
      changed: [] as EdgeName[],
      notFound: [] as EdgeName[],
      batchId: null as string | null,
      at: new Date(),
    };
    for (const kind of edgeKinds) {
      const ofKind = edges.filter((edge) => edge.kind === kind);
      if (ofKind.length === 0) continue;
      const seenAt = new Map(ofKind.flatMap(({ id, updated_at: at }) => (typeof at === 'string' ? [[id, new Date(at)] as const] : [])));
      const ids = ofKind.map(({ id }) => id);
      const result = await reviewEdges(trx, ctx, kind, ids, { status, note, renews: renew ?? false }, { batchId, seenAt, at: decided.at });
      for (const what of ['updated', 'unchanged', 'changed', 'notFound'] as const) decided[what].push(...result[what].map((id) => ({ kind, id })));
      decided.batchId ??= result.batchId;
    }
    return decided;
  });
}

export function queueFilter(filter: EdgeFilter): QueueFilter {
  const [a, b] = filter.source_pair?.split(',') ?? [];
  return {
    kinds: filter.kind ?? undefined,
    statuses: filter.status ?? undefined,
    types: filter.type ?? undefined,
    bands: filter.score_band?.map((band) => scoreBands.indexOf(band)),
    minScore: filter.min_score ?? undefined,
    maxScore: filter.max_score ?? undefined,
    changedSinceDecision: filter.changed_since_decision ?? undefined,
    sourceId: filter.source ?? undefined,
    entityId: filter.entity_id ?? undefined,
    sourcePair: a === undefined || b === undefined ? undefined : [a, b],
    text: filter.query === '' ? undefined : (filter.query ?? undefined),
  };
}
