import type { EntityLinkBulkStatus, EntityLinkCreate, EntityLinkFilter, EntityLinkUpdate } from '../contract/entity-link.ts';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import { begin } from '../domain/review.ts';
import * as store from '../store/entity-links.ts';
import type { EntityLinkRow } from '../store/entity-links.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import type { Reader } from '../store/readers.ts';
import { findSource } from '../store/sources.ts';
import { audit, current, found, inTenant, reading, type Context, type Services } from './context.ts';
import { deleteEdge, recordCreation, reviewEdges, type ReviewResult } from './edge-review.ts';
import { undoDecision } from './edge-undo.ts';
import { linkEnds } from './link-ends.ts';

export type { EntityLinkRow };

const kind = 'entity_link';
const what = 'Entity link';

export async function listEntityLinks(services: Services, ctx: Context, filter: EntityLinkFilter, page: PageRequest): Promise<PageOf<EntityLinkRow>> {
  const wanted = {
    sourceId: filter.source_integration_source_id ?? undefined,
    targetId: filter.target_integration_source_id ?? undefined,
    status: filter.status ?? undefined,
    linkType: filter.link_type ?? undefined,
  };
  return reading(services, ctx, 'edges.read', async (db) => {
    const rows = await store.listEntityLinks(db, ctx.organizationId, wanted, page);
    if (rows.rows.length === 0) await ensureSources(db, ctx, filter);
    return rows;
  });
}

/** Sources that a filter names must be there. */
async function ensureSources(db: Reader, ctx: Context, filter: EntityLinkFilter): Promise<void> {
  for (const name of ['source_integration_source_id', 'target_integration_source_id'] as const) {
    const id = filter[name];
    if (typeof id === 'string') found(await findSource(db, ctx.organizationId, id), `Integration source ${name}`);
  }
}

export async function getEntityLink(services: Services, ctx: Context, id: string): Promise<EntityLinkRow> {
  return reading(services, ctx, 'edges.read', async (db) => found(await store.findEntityLink(db, ctx.organizationId, id), what));
}

/** Links two attributes of two sources, as a person knows that they are the same: APPROVED by adding it, like a MANUAL edge. */
export async function createEntityLink(services: Services, ctx: Context, body: EntityLinkCreate): Promise<EntityLinkRow> {
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    const { source, target, columns } = await linkEnds(trx, ctx, body);
    const at = new Date();
    const row = await store.insertEntityLink(trx, {
      ...columns,
      organization_id: ctx.organizationId,
      id: newId(at.getTime()),
      link_type: body.link_type ?? 'PROBABILISTIC',
      status: begin('MANUAL').status,
      confidence_score: body.confidence_score ?? null,
      evidence: typeof body.evidence === 'object' && body.evidence !== null ? JSON.stringify(body.evidence) : null,
      decided_at: at,
      created_at: at,
      updated_at: at,
    });
    if (row === undefined) {
      const known = await store.findLinkBetween(trx, ctx.organizationId, source.attributeId, target.attributeId);
      throw new AppError('conflict', `These two are linked already${known === undefined ? '' : `: ${known.id}, ${known.status}`}.`);
    }
    await recordCreation(trx, ctx, kind, { id: row.id, type: 'MANUAL', score: row.confidence_score, evidence: row.evidence }, at);
    return row;
  });
}

export async function updateEntityLink(services: Services, ctx: Context, id: string, body: EntityLinkUpdate): Promise<EntityLinkRow> {
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    const row = current(ctx, await store.lockEntityLink(trx, ctx.organizationId, id), what);
    const linkType = body.link_type ?? row.link_type;
    if (linkType !== row.link_type) {
      const at = new Date();
      await store.setLinkType(trx, ctx.organizationId, id, linkType, at);
      audit(trx, ctx, { action: 'entity_link.updated', kind, id, at, details: { fields: ['link_type'] } });
    }
    await reviewEdges(trx, ctx, kind, [id], reviewOf(body));
    return found(await store.findEntityLink(trx, ctx.organizationId, id), what);
  });
}

/** The same review of many entity links, all in one transaction. */
export async function bulkReviewEntityLinks(services: Services, ctx: Context, body: EntityLinkBulkStatus): Promise<ReviewResult> {
  return inTenant(services, ctx, 'edges.review', (trx) => reviewEdges(trx, ctx, kind, body.entity_link_ids, reviewOf(body), { batchId: newId() }));
}

const reviewOf = ({ status, confidence_score: score, evidence }: Omit<EntityLinkUpdate, 'link_type'>) => ({ status, score, evidence });

/** Takes back the last decision, and returns the link as it is then. */
export async function undoEntityLink(services: Services, ctx: Context, id: string): Promise<EntityLinkRow> {
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    await undoDecision(trx, ctx, kind, id);
    return found(await store.findEntityLink(trx, ctx.organizationId, id), what);
  });
}

/** Deletes a link, and returns it as it was. A scan may find it again; rejecting it is what sticks. */
export async function deleteEntityLink(services: Services, ctx: Context, id: string): Promise<EntityLinkRow> {
  return inTenant(services, ctx, 'edges.delete', async (trx) => {
    const row = current(ctx, await store.lockEntityLink(trx, ctx.organizationId, id), what);
    await deleteEdge(trx, ctx, kind, id);
    return row;
  });
}
