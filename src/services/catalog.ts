import type { ColumnUpdate } from '../contract/column.ts';
import type { DatabaseCreate, DatabaseUpdate } from '../contract/database.ts';
import type { SchemaUpdate } from '../contract/schema.ts';
import type { TableUpdate } from '../contract/table.ts';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import * as store from '../store/catalog.ts';
import type { ColumnRow, DatabaseRow, SchemaRow, TableRow } from '../store/catalog.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import { holdSource } from '../store/sources.ts';
import { byHand, hidden, isHidden, judged } from './by-hand.ts';
import { audit, current, found, inTenant, reading, type Context, type Services, type Trx } from './context.ts';
import { describe, sentFields, toDate } from './patch.ts';
import { oneOf, pageIn, placeOf, source } from './within-source.ts';

export type { ColumnRow, DatabaseRow, SchemaRow, TableRow };

export async function listDatabases(services: Services, ctx: Context, sourceId: string, page: PageRequest): Promise<PageOf<DatabaseRow>> {
  const at = placeOf(ctx, sourceId);
  return reading(services, ctx, 'catalog.read', (db) => pageIn(db, at, store.listDatabases(db, at, page)));
}

export async function getDatabase(services: Services, ctx: Context, sourceId: string, id: string): Promise<DatabaseRow> {
  const at = placeOf(ctx, sourceId);
  return reading(services, ctx, 'catalog.read', (db) => oneOf(db, at, 'Database', store.findDatabase(db, at, id)));
}

export async function createDatabase(services: Services, ctx: Context, sourceId: string, body: DatabaseCreate): Promise<DatabaseRow> {
  return inTenant(services, ctx, 'catalog.manage', async (trx) => {
    found(await holdSource(trx, ctx.organizationId, sourceId), source);
    const at = new Date();
    const id = newId(at.getTime());
    const described = typeof body.description === 'string';
    const row = await store.insertDatabase(trx, {
      organization_id: ctx.organizationId,
      id,
      integration_source_id: sourceId,
      name: body.name,
      description: body.description ?? null,
      description_source: body.description_source ?? (described ? 'manual_edit' : null),
      description_generated_at: toDate(body.description_generated_at) ?? (described ? at : null),
      is_active: body.is_active ?? true,
      priority: body.priority ?? 99,
      created_at: at,
      updated_at: at,
    });
    if (row === undefined) throw nameTaken(body.name);
    audit(trx, ctx, { action: 'database.created', kind: 'database', id, at });
    return row;
  });
}

export async function updateDatabase(services: Services, ctx: Context, sourceId: string, id: string, body: DatabaseUpdate): Promise<DatabaseRow> {
  const place = placeOf(ctx, sourceId);
  return inTenant(services, ctx, 'catalog.manage', async (trx) => {
    const row = current(ctx, await oneOf(trx, place, 'Database', store.lockDatabase(trx, place, id)), 'Database');
    const sent = sentFields(body, { required: ['name', 'is_active', 'priority'] }) as Pick<DatabaseRow, 'name' | 'is_active' | 'priority'>;
    if (sent.name !== undefined && (await store.databaseNameTaken(trx, place, sent.name, id))) throw nameTaken(sent.name);
    return change(trx, ctx, { row, kind: 'database', sent, body, write: (patch) => store.updateDatabase(trx, place, id, patch) });
  });
}

export async function deleteDatabase(services: Services, ctx: Context, sourceId: string, id: string): Promise<DatabaseRow> {
  const place = placeOf(ctx, sourceId);
  return inTenant(services, ctx, 'catalog.manage', async (trx) => {
    const row = current(ctx, await oneOf(trx, place, 'Database', store.lockDatabase(trx, place, id)), 'Database');
    await store.deleteDatabase(trx, place, id);
    audit(trx, ctx, { action: 'database.deleted', kind: 'database', id, at: new Date(), details: { name: row.name } });
    return row;
  });
}

export async function listSchemas(
  services: Services,
  ctx: Context,
  sourceId: string,
  filter: { readonly databaseId?: string | undefined },
  page: PageRequest,
): Promise<PageOf<SchemaRow>> {
  const at = placeOf(ctx, sourceId);
  const { databaseId } = filter;
  return reading(services, ctx, 'catalog.read', (db) => {
    const parent = databaseId === undefined ? undefined : { what: 'Database', find: () => store.findDatabase(db, at, databaseId) };
    return pageIn(db, at, store.listSchemas(db, at, filter, page), parent);
  });
}

export async function getSchema(services: Services, ctx: Context, sourceId: string, id: string): Promise<SchemaRow> {
  const at = placeOf(ctx, sourceId);
  return reading(services, ctx, 'catalog.read', (db) => oneOf(db, at, 'Schema', store.findSchema(db, at, id)));
}

export async function updateSchema(services: Services, ctx: Context, sourceId: string, id: string, body: SchemaUpdate): Promise<SchemaRow> {
  const place = placeOf(ctx, sourceId);
  return inTenant(services, ctx, 'catalog.manage', async (trx) => {
    const row = current(ctx, await oneOf(trx, place, 'Schema', store.lockSchema(trx, place, id)), 'Schema');
    const sent = sentFields(body, { required: ['is_active', 'priority'] }) as Pick<SchemaRow, 'is_active' | 'priority'>;
    return change(trx, ctx, { row, kind: 'schema', sent, body, write: (patch) => store.updateSchema(trx, place, id, patch) });
  });
}

export async function listTables(
  services: Services,
  ctx: Context,
  sourceId: string,
  filter: store.TableFilter,
  page: PageRequest,
): Promise<PageOf<TableRow>> {
  const at = placeOf(ctx, sourceId);
  const { schemaId } = filter;
  return reading(services, ctx, 'catalog.read', (db) => {
    const parent = schemaId === undefined ? undefined : { what: 'Schema', find: () => store.findSchema(db, at, schemaId) };
    return pageIn(db, at, store.listTables(db, at, filter, page), parent);
  });
}

export async function getTable(services: Services, ctx: Context, sourceId: string, id: string): Promise<TableRow> {
  const at = placeOf(ctx, sourceId);
  return reading(services, ctx, 'catalog.read', (db) => oneOf(db, at, 'Table', store.findTable(db, at, id)));
}

export async function updateTable(services: Services, ctx: Context, sourceId: string, id: string, body: TableUpdate): Promise<TableRow> {
  const place = placeOf(ctx, sourceId);
  return inTenant(services, ctx, 'catalog.manage', async (trx) => {
    const row = current(ctx, await oneOf(trx, place, 'Table', store.lockTable(trx, place, id)), 'Table');
    const sent = sentFields(body, { required: ['is_active', 'is_staging_table'] }) as Pick<TableRow, 'is_active' | 'is_staging_table'>;
    return change(trx, ctx, { row, kind: 'table', sent, body, write: (patch) => store.updateTable(trx, place, id, patch) });
  });
}

export async function listColumns(
  services: Services,
  ctx: Context,
  sourceId: string,
  filter: store.ColumnFilter,
  page: PageRequest,
): Promise<PageOf<ColumnRow>> {
  const at = placeOf(ctx, sourceId);
  const { tableId } = filter;
  return reading(services, ctx, 'catalog.read', (db) => {
    const parent = tableId === undefined ? undefined : { what: 'Table', find: () => store.findTable(db, at, tableId) };
    return pageIn(db, at, store.listColumns(db, at, filter, page), parent);
  });
}

export async function getColumn(services: Services, ctx: Context, sourceId: string, id: string): Promise<ColumnRow> {
  const at = placeOf(ctx, sourceId);
  return reading(services, ctx, 'catalog.read', (db) => oneOf(db, at, 'Column', store.findColumn(db, at, id)));
}

export async function updateColumn(services: Services, ctx: Context, sourceId: string, id: string, body: ColumnUpdate): Promise<ColumnRow> {
  const place = placeOf(ctx, sourceId);
  return inTenant(services, ctx, 'catalog.manage', async (trx) => {
    const row = current(ctx, await oneOf(trx, place, 'Column', store.lockColumn(trx, place, id)), 'Column');
    // Values of a sensitive one are nobody's to store.
    const said = sentFields(body, { nullable: isHidden(row, body.semantic_type) ? judged : [...judged, 'sample_values'] });
    const sent: store.ColumnPatch = {
      ...byHand<store.ColumnPatch>(row, said),
      ...(sentFields(body, { required: ['is_active'] }) as { is_active?: boolean }),
      ...hidden(row, body.semantic_type),
    };
    return change(trx, ctx, { row, kind: 'column', sent, body, write: (patch) => store.updateColumn(trx, place, id, patch) });
  });
}

/** A partial update of anything in the catalog that has a description. */
async function change<Row extends Parameters<typeof describe>[0] & { readonly id: string }, Sent extends object>(
  trx: Trx,
  ctx: Context,
  update: {
    readonly row: Row;
    readonly kind: string;
    readonly sent: Sent;
    readonly body: Parameters<typeof describe>[1];
    readonly write: (patch: Partial<Sent> & ReturnType<typeof describe> & { updated_at: Date }) => Promise<Row>;
  },
): Promise<Row> {
  const at = new Date();
  const patch = { ...update.sent, ...describe(update.row, update.body, at) };
  const fields = Object.keys(patch);
  if (fields.length === 0) return update.row;
  audit(trx, ctx, { action: `${update.kind}.updated`, kind: update.kind, id: update.row.id, at, details: { fields: fields.toSorted() } });
  return update.write({ ...patch, updated_at: at });
}

function nameTaken(name: string): AppError {
  return new AppError('conflict', `This source has a database named ${JSON.stringify(name)} already.`);
}
