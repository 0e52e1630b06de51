import type { SaasFieldCreate, SaasFieldUpdate } from '../contract/saas-field.ts';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import * as store from '../store/saas.ts';
import type { FieldPlace, NewSaasField, SaasFieldPatch, SaasFieldRow, SaasFilter } from '../store/saas.ts';
import { byHand, hidden, isHidden, judged } from './by-hand.ts';
import { audit, current, inTenant, reading, type Context, type Services } from './context.ts';
import { describeText, sentDates, sentFields, undescribed } from './patch.ts';
import { oneOf, pageIn, placeOf } from './within-source.ts';

export type { SaasFieldRow };

const object = 'SaaS object';
const field = 'SaaS field';

/** Where a field lies, in the words of its path. */
interface FieldPath {
  readonly source_id: string;
  readonly object_id: string;
}

const fieldPlaceOf = (ctx: Context, path: FieldPath): FieldPlace => ({ ...placeOf(ctx, path.source_id), objectId: path.object_id });

export async function listFields(
  services: Services,
  ctx: Context,
  path: FieldPath,
  filter: SaasFilter,
  page: PageRequest,
): Promise<PageOf<SaasFieldRow>> {
  const at = fieldPlaceOf(ctx, path);
  return reading(services, ctx, 'catalog.read', (db) => {
    const parent = { what: object, find: () => store.findObject(db, at, at.objectId) };
    return pageIn(db, at, store.listFields(db, at, filter, page), parent);
  });
}

export async function getField(services: Services, ctx: Context, path: FieldPath, id: string): Promise<SaasFieldRow> {
  const at = fieldPlaceOf(ctx, path);
  return reading(services, ctx, 'catalog.read', (db) => oneOf(db, at, field, store.findField(db, at, id)));
}

export async function createField(services: Services, ctx: Context, path: FieldPath, body: SaasFieldCreate): Promise<SaasFieldRow> {
  const place = fieldPlaceOf(ctx, path);
  return inTenant(services, ctx, 'catalog.manage', async (trx) => {
    await oneOf(trx, place, object, store.lockObject(trx, place, place.objectId));
    const at = new Date();
    const id = newId(at.getTime());
    const row = await store.insertField(trx, {
      // What a person adds is there because they say so, whether the platform knows of it or not.
      ...byHand<Partial<NewSaasField>>({ manual_fields: [] }, { ...sentOfField(body, unread), is_active: body.is_active ?? true }),
      ...hidden(unread, body.semantic_type),
      ...describeText(undescribed, { ...body, description: body.description ?? null }, at),
      organization_id: ctx.organizationId,
      id,
      saas_object_id: place.objectId,
      field_name: body.field_name,
      api_identifier: body.api_identifier,
      created_at: at,
      updated_at: at,
    });
    audit(trx, ctx, { action: 'saas_field.created', kind: 'saas_field', id, at });
    return row ?? taken(body.api_identifier);
  });
}

export async function updateField(services: Services, ctx: Context, path: FieldPath, id: string, body: SaasFieldUpdate): Promise<SaasFieldRow> {
  const place = fieldPlaceOf(ctx, path);
  return inTenant(services, ctx, 'catalog.manage', async (trx) => {
    const row = current(ctx, await oneOf(trx, place, field, store.lockField(trx, place, id)), field);
    const at = new Date();
    const patch: SaasFieldPatch = {
      ...byHand<SaasFieldPatch>(row, sentOfField(body, row)),
      ...hidden(row, body.semantic_type),
      ...(sentFields(body, { required: ['api_identifier'] }) as Partial<Pick<SaasFieldRow, 'api_identifier'>>),
      ...describeText(row, body, at),
    };
    const fields = Object.keys(patch);
    if (fields.length === 0) return row;
    audit(trx, ctx, { action: 'saas_field.updated', kind: 'saas_field', id, at, details: { fields: fields.toSorted() } });
    return (await store.updateField(trx, place, id, { ...patch, updated_at: at })) ?? taken(body.api_identifier);
  });
}

/** Deletes a field with its entity links, and returns it as it was. */
export async function deleteField(services: Services, ctx: Context, path: FieldPath, id: string): Promise<SaasFieldRow> {
  const place = fieldPlaceOf(ctx, path);
  return inTenant(services, ctx, 'catalog.manage', async (trx) => {
    const row = current(ctx, await oneOf(trx, place, field, store.lockField(trx, place, id)), field);
    await store.deleteField(trx, place, id);
    audit(trx, ctx, { action: 'saas_field.deleted', kind: 'saas_field', id, at: new Date(), details: { api_identifier: row.api_identifier } });
    return row;
  });
}

/** A field whose values no scan has read. */
const unread = { is_sensitive: false, sample_values: null };

/** What scans write of a field, as far as it was sent: of sensitive values, nobody's samples are taken. */
const sentOfField = (body: SaasFieldUpdate, row: Pick<SaasFieldRow, 'is_sensitive'>): Partial<SaasFieldRow> => ({
  ...(sentFields(body, {
    required: ['field_name', 'is_active', 'is_required', 'is_unique'],
    nullable: ['data_type', ...judged, ...(isHidden(row, body.semantic_type) ? [] : (['sample_values'] as const))],
  }) as Partial<SaasFieldRow>),
  ...sentDates(body, ['last_analyzed']),
});

function taken(identifier: string | null | undefined): never {
  throw new AppError('conflict', `This object has a field with the API identifier ${JSON.stringify(identifier)} already.`);
}
