import { edgeKinds } from '../domain/edge.ts';
import type { Reader } from '../store/open.ts';
import { readEntities, searchEntities, type EntityRow } from '../store/entities.ts';
import { countEdges } from '../store/graph.ts';
import { found, reading, type Context, type Services } from './context.ts';

export interface EntityFound extends EntityRow {
  /** Edges that nobody rejected. */
  readonly edge_count: number;
}

const entity = 'Entity';

/** Tables and SaaS objects of all sources by their names, the best first. */
export async function findEntities(
  services: Services,
  ctx: Context,
  search: { readonly query: string; readonly sourceIds: readonly string[] | undefined; readonly limit: number },
): Promise<EntityFound[]> {
  const words = search.query
    .toLowerCase()
    .split(/[\s.]+/)
    .filter((word) => word !== '');
  return reading(services, ctx, 'catalog.read', async (db) => {
    const ids = await searchEntities(db, ctx.organizationId, { words, sourceIds: search.sourceIds, limit: search.limit });
    return entitiesInOrder(db, ctx, ids);
  });
}

/** One of them. Throws AppError 'not_found'. */
export async function getEntity(services: Services, ctx: Context, id: string): Promise<EntityFound> {
  return reading(services, ctx, 'catalog.read', async (db) => found((await entitiesInOrder(db, ctx, [id]))[0], entity));
}

async function entitiesInOrder(db: Reader, ctx: Context, ids: readonly string[]): Promise<EntityFound[]> {
  const filter = { statuses: ['APPROVED', 'SUGGESTED'] as const, kinds: edgeKinds };
  const [rows, counts] = await Promise.all([readEntities(db, ctx.organizationId, ids), countEdges(db, ctx.organizationId, ids, filter)]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [{ ...row, edge_count: counts.get(id) ?? 0 }];
  });
}

/** The entities, by id. Throws AppError 'not_found' where one of them is not there. */
export async function entitiesById(db: Reader, ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, EntityRow>> {
  const byId = new Map((await readEntities(db, ctx.organizationId, ids)).map((row) => [row.id, row]));
  for (const id of ids) found(byId.get(id), entity);
  return byId;
}
