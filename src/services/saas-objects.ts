import type { SaasObjectCreate, SaasObjectUpdate } from '../contract/saas-object.ts';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import * as store from '../store/saas.ts';
import type { NewSaasObject, SaasFilter, SaasObjectPatch, SaasObjectRow } from '../store/saas.ts';
import { holdSource } from '../store/sources.ts';
import { byHand } from './by-hand.ts';
import { audit, current, found, inTenant, reading, type Context, type Services } from './context.ts';
import { describeText, sentDates, sentFields, undescribed } from './patch.ts';
import { oneOf, pageIn, placeOf, source } from './within-source.ts';

export type { SaasObjectRow };

const object = 'SaaS object';

export async function listObjects(
  services: Services,
  ctx: Context,
  sourceId: string,
  filter: SaasFilter,
  page: PageRequest,
): Promise<PageOf<SaasObjectRow>> {
  const at = placeOf(ctx, sourceId);
  return reading(services, ctx, 'catalog.read', (db) => pageIn(db, at, store.listObjects(db, at, filter, page)));
}

export async function getObject(services: Services, ctx: Context, sourceId: string, id: string): Promise<SaasObjectRow> {
  const at = placeOf(ctx, sourceId);
  return reading(services, ctx, 'catalog.read', (db) => oneOf(db, at, object, store.findObject(db, at, id)));
}

export async function createObject(services: Services, ctx: Context, sourceId: string, body: SaasObjectCreate): Promise<SaasObjectRow> {
  return inTenant(services, ctx, 'catalog.manage', async (trx) => {
    const { name, source_type: type } = found(await holdSource(trx, ctx.organizationId, sourceId), source);
    if (type !== 'saas') throw new AppError('conflict', `Only sources of the type saas have SaaS objects: ${JSON.stringify(name)} is a ${type}.`);
    const at = new Date();
    const id = newId(at.getTime());
    const row = await store.insertObject(trx, {
      // What a person adds is there because they say so, whether the platform knows of it or not.
      ...byHand<Partial<NewSaasObject>>({ manual_fields: [] }, { ...sentOfObject(body), is_active: body.is_active ?? true }),
      ...describeText(undescribed, { ...body, description: body.description ?? null }, at),
      organization_id: ctx.organizationId,
      id,
      integration_source_id: sourceId,
      object_name: body.object_name,
      api_identifier: body.api_identifier,
      created_at: at,
      updated_at: at,
    });
    audit(trx, ctx, { action: 'saas_object.created', kind: 'saas_object', id, at });
    return row ?? taken(body.api_identifier);
  });
}

export async function updateObject(services: Services, ctx: Context, sourceId: string, id: string, body: SaasObjectUpdate): Promise<SaasObjectRow> {
  const place = placeOf(ctx, sourceId);
  return inTenant(services, ctx, 'catalog.manage', async (trx) => {
    const row = current(ctx, await oneOf(trx, place, object, store.lockObject(trx, place, id)), object);
    const at = new Date();
    const patch: SaasObjectPatch = {
      ...byHand<SaasObjectPatch>(row, sentOfObject(body)),
      ...(sentFields(body, { required: ['api_identifier'] }) as Partial<Pick<SaasObjectRow, 'api_identifier'>>),
      ...describeText(row, body, at),
    };
    const fields = Object.keys(patch);
    if (fields.length === 0) return row;
    audit(trx, ctx, { action: 'saas_object.updated', kind: 'saas_object', id, at, details: { fields: fields.toSorted() } });
    return (await store.updateObject(trx, place, id, { ...patch, updated_at: at })) ?? taken(body.api_identifier);
  });
}

/** Deletes an object with its fields and their edges, and returns it as it was. */
export async function deleteObject(services: Services, ctx: Context, sourceId: string, id: string): Promise<SaasObjectRow> {
  const place = placeOf(ctx, sourceId);
  return inTenant(services, ctx, 'catalog.manage', async (trx) => {
    const row = current(ctx, await oneOf(trx, place, object, store.lockObject(trx, place, id)), object);
    await store.deleteObject(trx, place, id);
    audit(trx, ctx, { action: 'saas_object.deleted', kind: 'saas_object', id, at: new Date(), details: { api_identifier: row.api_identifier } });
    return row;
  });
}

/** What scans write of an object, as far as it was sent. */
const sentOfObject = (body: SaasObjectUpdate): Partial<SaasObjectRow> => ({
  ...(sentFields(body, {
    required: ['object_name', 'is_active', 'is_staging_table'],
    nullable: ['null_pct_overall', 'field_null_pct', 'field_distinct_pct', 'date_grain', 'load_frequency', 'data_latency_minutes'],
  }) as Partial<SaasObjectRow>),
  ...sentDates(body, ['earliest_timestamp', 'latest_timestamp', 'last_load_timestamp']),
});

function taken(identifier: string | null | undefined): never {
  throw new AppError('conflict', `This source has an object with the API identifier ${JSON.stringify(identifier)} already.`);
}
