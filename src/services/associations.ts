import type { SaasAssociationBulkStatus, SaasAssociationCreate, SaasAssociationFilter, SaasAssociationUpdate } from '../contract/saas-association.ts';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import { begin } from '../domain/review.ts';
import * as store from '../store/associations.ts';
import type { AssociationPatch, AssociationRow, NewAssociation } from '../store/associations.ts';
import type { Place } from '../store/catalog.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import type { Reader } from '../store/readers.ts';
import { findObject, holdObjects } from '../store/saas.ts';
import { findSource, holdSource } from '../store/sources.ts';
import { byHand } from './by-hand.ts';
import { audit, current, found, inTenant, reading, type Context, type Services, type Trx } from './context.ts';
import { deleteEdge, recordCreation, reviewEdges, type ReviewResult } from './edge-review.ts';
import { undoDecision } from './edge-undo.ts';
import { sentFields } from './patch.ts';
import { oneOf, pageIn, placeOf, source } from './within-source.ts';

export type { AssociationRow };

const kind = 'association';
const what = 'SaaS association';

export async function listAssociations(
  services: Services,
  ctx: Context,
  sourceId: string,
  filter: SaasAssociationFilter,
  page: PageRequest,
): Promise<PageOf<AssociationRow>> {
  const at = placeOf(ctx, sourceId);
  const wanted = {
    fromObjectId: filter.from_object_id ?? undefined,
    toObjectId: filter.to_object_id ?? undefined,
    status: filter.status ?? undefined,
    type: filter.type ?? undefined,
  };
  return reading(services, ctx, 'edges.read', async (db) => {
    const rows = await pageIn(db, at, store.listAssociations(db, at, wanted, page));
    if (rows.rows.length === 0) await ensureObjects(db, at, filter);
    return rows;
  });
}

/** Objects that a filter names must be there. */
async function ensureObjects(db: Reader, at: Place, filter: SaasAssociationFilter): Promise<void> {
  for (const name of ['from_object_id', 'to_object_id'] as const) {
    const id = filter[name];
    if (typeof id === 'string') found(await findObject(db, at, id), `SaaS object ${name} of this source`);
  }
}

export async function getAssociation(services: Services, ctx: Context, sourceId: string, id: string): Promise<AssociationRow> {
  const at = placeOf(ctx, sourceId);
  return reading(services, ctx, 'edges.read', (db) => oneOf(db, at, what, store.findAssociation(db, at, id)));
}

/** Adds an association that a person knows of: MANUAL, and APPROVED by adding it. */
export async function createAssociation(services: Services, ctx: Context, sourceId: string, body: SaasAssociationCreate): Promise<AssociationRow> {
  const place = placeOf(ctx, sourceId);
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    found(await holdSource(trx, ctx.organizationId, sourceId), source);
    const there = await holdObjects(trx, place, [body.from_object_id, body.to_object_id]);
    for (const name of ['from_object_id', 'to_object_id'] as const) found(there.has(body[name]) || undefined, `SaaS object ${name} of this source`);
    const at = new Date();
    const described = {
      association_type_id: body.association_type_id,
      association_label: body.association_label,
      association_category: body.association_category ?? 'PLATFORM_DEFINED',
    };
    const row = await store.insertAssociation(trx, {
      ...described,
      ...byHand<Partial<NewAssociation>>({ manual_fields: [] }, { ...described, metadata: body.metadata_ ?? null }),
      organization_id: ctx.organizationId,
      id: newId(at.getTime()),
      integration_source_id: sourceId,
      from_object_id: body.from_object_id,
      to_object_id: body.to_object_id,
      relationship_type: 'MANUAL',
      status: begin('MANUAL').status,
      score: body.score ?? null,
      evidence: jsonOrNull(body.evidence),
      decided_at: at,
      created_at: at,
      updated_at: at,
    });
    if (row === undefined) throw taken();
    await recordCreation(trx, ctx, kind, { ...row, type: row.relationship_type }, at);
    return row;
  });
}

/** What describes the association is written as it is; status, score and evidence are a review. */
export async function updateAssociation(
  services: Services,
  ctx: Context,
  sourceId: string,
  id: string,
  body: SaasAssociationUpdate,
): Promise<AssociationRow> {
  const place = placeOf(ctx, sourceId);
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    const row = current(ctx, await oneOf(trx, place, what, store.lockAssociation(trx, place, id)), what);
    await describeAnew(trx, ctx, place, row, body);
    await reviewEdges(trx, ctx, kind, [id], body);
    return found(await store.findAssociation(trx, place, id), what);
  });
}

/** What a person calls it is theirs from then on: scans leave it as it is. */
async function describeAnew(trx: Trx, ctx: Context, place: Place, row: AssociationRow, body: SaasAssociationUpdate): Promise<void> {
  const { metadata_: metadata, ...texts } = sentFields(body, {
    required: ['association_type_id', 'association_label', 'association_category', 'relationship_type'],
    nullable: ['metadata_'],
  });
  const patch = byHand<AssociationPatch>(row, { ...texts, ...(metadata === undefined ? {} : { metadata }) });
  const fields = Object.keys(patch).filter((name) => name !== 'manual_fields');
  if (Object.keys(patch).length === 0) return;
  const at = new Date();
  audit(trx, ctx, { action: 'association.updated', kind, id: row.id, at, details: { fields: fields.toSorted() } });
  if (!(await store.updateAssociation(trx, place, row.id, { ...patch, updated_at: at }))) throw taken();
}

/** The same review of many associations of one source, all in one transaction. */
export async function bulkReviewAssociations(
  services: Services,
  ctx: Context,
  sourceId: string,
  body: SaasAssociationBulkStatus,
): Promise<ReviewResult> {
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    found(await findSource(trx, ctx.organizationId, sourceId), source);
    return reviewEdges(trx, ctx, kind, body.association_ids, body, { batchId: newId(), sourceId });
  });
}

/** Takes back the last decision, and returns the association as it is then. */
export async function undoAssociation(services: Services, ctx: Context, sourceId: string, id: string): Promise<AssociationRow> {
  const place = placeOf(ctx, sourceId);
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    await oneOf(trx, place, what, store.lockAssociation(trx, place, id));
    await undoDecision(trx, ctx, kind, id);
    return found(await store.findAssociation(trx, place, id), what);
  });
}

/** Deletes an association, and returns it as it was. A scan may find it again; rejecting it is what sticks. */
export async function deleteAssociation(services: Services, ctx: Context, sourceId: string, id: string): Promise<AssociationRow> {
  const place = placeOf(ctx, sourceId);
  return inTenant(services, ctx, 'edges.delete', async (trx) => {
    const row = current(ctx, await oneOf(trx, place, what, store.lockAssociation(trx, place, id)), what);
    await deleteEdge(trx, ctx, kind, id);
    return row;
  });
}

const jsonOrNull = (value: Record<string, unknown> | null | undefined): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

const taken = (): AppError => new AppError('conflict', 'These two objects have an association of this category and type already.');
