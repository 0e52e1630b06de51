import { AppError } from '../domain/errors.ts';
import type { CandidateKey } from '../domain/profile.ts';
import { readAttributes, type AttributeRow } from '../store/entity-attributes.ts';
import { readEntities, type EntityRow } from '../store/entities.ts';
import {
  countEdges,
  measured,
  readEdgesAt,
  readEntityIds,
  readNeighbours,
  type GraphEdge,
  type GraphFilter,
  type MeasuredEdge,
} from '../store/graph.ts';
import type { Reader } from '../store/open.ts';
import { findSources } from '../store/sources.ts';
import { reading, type Context, type Services } from './context.ts';
import { entitiesById } from './entities.ts';

/** What of the graph is asked for: whole sources, all of them where none is named, or what lies around entities. */
export interface GraphQuery extends GraphFilter {
  readonly sourceIds: readonly string[];
  readonly entityIds: readonly string[];
  readonly depth: number;
  /** Entities with more edges than this are not gone through, unless they are asked for by id. */
  readonly hubEdges: number;
  /** Entities, at most. */
  readonly limit: number;
}

interface GraphAttribute extends AttributeRow {
  /** Of the best key that it is in. */
  readonly key: CandidateKey['origin'] | null;
}

interface GraphNode extends EntityRow {
  readonly attribute_count: number;
  /** Members of keys, and ends of edges. */
  readonly attributes: readonly GraphAttribute[];
  /** Edges in all, of the asked statuses and kinds. */
  readonly edge_count: number;
  /** Steps from the nearest of the entities that were asked for; null in the graph of a source. */
  readonly distance: number | null;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly MeasuredEdge[];
  readonly isComplete: boolean;
}

/** Edges that an answer holds, at most. */
const maxEdges = 10_000;

/** Entities and the edges between them. Throws AppError 'not_found' where a source or an entity is not there. */
export async function readGraph(services: Services, ctx: Context, query: GraphQuery): Promise<Graph> {
  return reading(services, ctx, 'edges.read', async (db) => {
    const found = query.entityIds.length > 0 ? await around(db, ctx, query) : await ofSources(db, ctx, query);
    const shown = found.ids.slice(0, query.limit);
    const [entities, counts, edges] = await Promise.all([
      readEntities(db, ctx.organizationId, shown),
      countEdges(db, ctx.organizationId, shown, query),
      readEdgesAt(db, ctx.organizationId, shown, { ...query, ends: 'both' }, maxEdges + 1),
    ]);
    const there = new Map(entities.map((entity) => [entity.id, entity]));
    const kept = edges.slice(0, maxEdges).filter((edge) => there.has(edge.from) && there.has(edge.to));
    const [measuredEdges, attributes] = await Promise.all([measured(db, ctx.organizationId, kept), attributesOf(db, ctx, entities, kept)]);
    return {
      nodes: shown.flatMap((id) => {
        const entity = there.get(id);
        const known = attributes.get(id);
        if (entity === undefined) return [];
        return [
          {
            ...entity,
            attribute_count: known?.count ?? 0,
            attributes: known?.attributes ?? [],
            edge_count: counts.get(id) ?? 0,
            distance: found.distances?.get(id) ?? null,
          },
        ];
      }),
      edges: measuredEdges,
      isComplete: found.isComplete && found.ids.length <= query.limit && edges.length <= maxEdges,
    };
  });
}

interface FoundIds {
  readonly ids: readonly string[];
  readonly isComplete: boolean;
  readonly distances?: ReadonlyMap<string, number>;
}

async function ofSources(db: Reader, ctx: Context, query: GraphQuery): Promise<FoundIds> {
  if (query.sourceIds.length === 0) return { ids: await readEntityIds(db, ctx.organizationId, undefined, query, query.limit + 1), isComplete: true };
  const there = new Set((await findSources(db, ctx.organizationId, query.sourceIds)).map(({ id }) => id));
  if (query.sourceIds.some((id) => !there.has(id))) throw new AppError('not_found', 'Integration source not found');
  const ids = await readEntityIds(db, ctx.organizationId, query.sourceIds, query, query.limit + 1);
  return { ids, isComplete: true };
}

/** Breadth first, one statement for each step. */
async function around(db: Reader, ctx: Context, query: GraphQuery): Promise<FoundIds> {
  await entitiesById(db, ctx, query.entityIds);
  const distances = new Map(query.entityIds.map((id) => [id, 0]));
  let level: readonly string[] = [...distances.keys()];
  let isComplete = true;
  for (let distance = 1; distance <= query.depth && level.length > 0 && distances.size <= query.limit; distance++) {
    const limit = distance === 1 ? query.limit : query.hubEdges;
    const neighbours = await readNeighbours(
      db,
      ctx.organizationId,
      level.map((id) => ({ id, limit })),
      query,
    );
    const byId = new Map(neighbours.map((one) => [one.id, one]));
    const next: string[] = [];
    for (const id of level) {
      const { others = [], isAll = true } = byId.get(id) ?? {};
      if (!isAll && distance > 1) continue;
      isComplete &&= isAll;
      for (const other of others) {
        if (distances.has(other)) continue;
        distances.set(other, distance);
        next.push(other);
      }
    }
    level = next;
  }
  return { ids: [...distances.keys()], isComplete, distances };
}

async function attributesOf(db: Reader, ctx: Context, entities: readonly EntityRow[], edges: readonly GraphEdge[]) {
  const keys = new Map(entities.map((entity) => [entity.id, keyOfAttributes(entity.candidate_keys)]));
  const named = [
    ...entities.flatMap(({ id }) => [...(keys.get(id)?.keys() ?? [])].map((name) => ({ entityId: id, name }))),
    ...edges.flatMap((edge) => [
      ...edge.from_attributes.map((name) => ({ entityId: edge.from, name })),
      ...edge.to_attributes.map((name) => ({ entityId: edge.to, name })),
    ]),
  ];
  const ids = entities.map(({ id }) => id);
  const rows = await readAttributes(db, ctx.organizationId, ids, named);
  return new Map(
    rows.map(({ entity_id, count, named: found }) => {
      const attributes = found.map((one): GraphAttribute => ({
        ...one,
        key: one.is_primary_key ? 'primary' : (keys.get(entity_id)?.get(one.name) ?? null),
      }));
      return [entity_id, { count, attributes }];
    }),
  );
}

/** The keys that tell most: those that are declared, or else the best that was found in the data. */
function keyOfAttributes(keys: readonly CandidateKey[]): ReadonlyMap<string, CandidateKey['origin']> {
  const declared = keys.filter(({ origin }) => origin !== 'inferred');
  const best = declared.length > 0 ? declared : keys.filter(({ uniqueness }) => uniqueness === 1).slice(0, 1);
  const byName = new Map<string, CandidateKey['origin']>();
  for (const { columns, origin } of best.toReversed()) for (const column of columns) byName.set(column, origin);
  return byName;
}
