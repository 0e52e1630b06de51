import type { ColumnUpdate } from '../contract/column.ts';
import type { DatabaseCreate, DatabaseUpdate } from '../contract/database.ts';
import type { SchemaUpdate } from '../contract/schema.ts';
import type { TableUpdate } from '../contract/table.ts';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import * as store from '../store/catalog.ts';
import type { ColumnRow, DatabaseRow, Place, SchemaRow, TableRow } from '../store/catalog.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import { findSource } from '../store/sources.ts';
import { audit, found, inTenant, type Context, type Services, type Trx } from './context.ts';
import { describe, sentFields, toDate } from './patch.ts';
import type { Action } from './policy.ts';

export type { ColumnRow, DatabaseRow, SchemaRow, TableRow };

/** Within a source that must be there. */
async function inSource<Result>(
  services: Services,
  ctx: Context,
  action: Action,
  sourceId: string,
  work: (trx: Trx, at: Place) => Promise<Result>,
): Promise<Result> {
  return inTenant(services, ctx, action, async (trx) => {
    found(await findSource(trx, ctx.organizationId, sourceId), 'Integration source');
    return work(trx, { organizationId: ctx.organizationId, sourceId });
  });
}

export async function listDatabases(services: Services, ctx: Context, sourceId: string, page: PageRequest): Promise<PageOf<DatabaseRow>> {
  return inSource(services, ctx, 'catalog.read', sourceId, (trx, at) => store.listDatabases(trx, at, page));
}

export async function getDatabase(services: Services, ctx: Context, sourceId: string, id: string): Promise<DatabaseRow> {
  return inSource(services, ctx, 'catalog.read', sourceId, async (trx, at) => found(await store.findDatabase(trx, at, id), 'Database'));
}

export async function createDatabase(services: Services, ctx: Context, sourceId: string, body: DatabaseCreate): Promise<DatabaseRow> {
  return inSource(services, ctx, 'catalog.manage', sourceId, async (trx) => {
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
  return inSource(services, ctx, 'catalog.manage', sourceId, async (trx, place) => {
    const row = found(await store.lockDatabase(trx, place, id), 'Database');
    const sent = sentFields(body, { required: ['name', 'is_active', 'priority'] }) as Pick<DatabaseRow, 'name' | 'is_active' | 'priority'>;
    if (sent.name !== undefined && (await store.databaseNameTaken(trx, place, sent.name, id))) throw nameTaken(sent.name);
    return change(trx, ctx, { row, kind: 'database', sent, body, write: (patch) => store.updateDatabase(trx, place, id, patch) });
  });
}

export async function deleteDatabase(services: Services, ctx: Context, sourceId: string, id: string): Promise<DatabaseRow> {
  return inSource(services, ctx, 'catalog.manage', sourceId, async (trx, place) => {
    const row = found(await store.lockDatabase(trx, place, id), 'Database');
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
  return inSource(services, ctx, 'catalog.read', sourceId, async (trx, at) => {
    if (filter.databaseId !== undefined) found(await store.findDatabase(trx, at, filter.databaseId), 'Database');
    return store.listSchemas(trx, at, filter, page);
  });
}

export async function getSchema(services: Services, ctx: Context, sourceId: string, id: string): Promise<SchemaRow> {
  return inSource(services, ctx, 'catalog.read', sourceId, async (trx, at) => found(await store.findSchema(trx, at, id), 'Schema'));
}

export async function updateSchema(services: Services, ctx: Context, sourceId: string, id: string, body: SchemaUpdate): Promise<SchemaRow> {
  return inSource(services, ctx, 'catalog.manage', sourceId, async (trx, place) => {
    const row = found(await store.lockSchema(trx, place, id), 'Schema');
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
  return inSource(services, ctx, 'catalog.read', sourceId, async (trx, at) => {
    if (filter.schemaId !== undefined) found(await store.findSchema(trx, at, filter.schemaId), 'Schema');
    return store.listTables(trx, at, filter, page);
  });
}

export async function getTable(services: Services, ctx: Context, sourceId: string, id: string): Promise<TableRow> {
  return inSource(services, ctx, 'catalog.read', sourceId, async (trx, at) => found(await store.findTable(trx, at, id), 'Table'));
}

export async function updateTable(services: Services, ctx: Context, sourceId: string, id: string, body: TableUpdate): Promise<TableRow> {
  return inSource(services, ctx, 'catalog.manage', sourceId, async (trx, place) => {
    const row = found(await store.lockTable(trx, place, id), 'Table');
    const sent = sentFields(body, { required: ['is_active'] }) as Pick<TableRow, 'is_active'>;
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
  return inSource(services, ctx, 'catalog.read', sourceId, async (trx, at) => {
    if (filter.tableId !== undefined) found(await store.findTable(trx, at, filter.tableId), 'Table');
    return store.listColumns(trx, at, filter, page);
  });
}

export async function getColumn(services: Services, ctx: Context, sourceId: string, id: string): Promise<ColumnRow> {
  return inSource(services, ctx, 'catalog.read', sourceId, async (trx, at) => found(await store.findColumn(trx, at, id), 'Column'));
}

export async function updateColumn(services: Services, ctx: Context, sourceId: string, id: string, body: ColumnUpdate): Promise<ColumnRow> {
  return inSource(services, ctx, 'catalog.manage', sourceId, async (trx, place) => {
    const row = found(await store.lockColumn(trx, place, id), 'Column');
    const sent = sentFields(body, {
      required: ['is_active'],
      nullable: ['semantic_type', 'semantic_type_confidence', 'role', 'role_confidence'],
    }) as Pick<ColumnRow, 'is_active' | 'semantic_type' | 'semantic_type_confidence' | 'role' | 'role_confidence'>;
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
