import type { Insertable, Selectable, Transaction, Updateable } from 'kysely';
import type { Place } from './catalog.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Reader } from './readers.ts';
import type { Tables } from './tables.ts';
import { unlessTaken } from './taken.ts';

export type SaasObjectRow = Selectable<Tables['saas_objects']>;
/** Without what only scans look at, which is large. */
export type SaasFieldRow = Omit<Selectable<Tables['saas_fields']>, 'sealed_sketch' | 'profile'>;
export type NewSaasObject = Insertable<Tables['saas_objects']>;
export type NewSaasField = Insertable<Tables['saas_fields']>;
export type SaasObjectPatch = Updateable<Tables['saas_objects']>;
export type SaasFieldPatch = Updateable<Tables['saas_fields']>;
type Trx = Transaction<Tables>;

export interface SaasFilter {
  readonly activeOnly: boolean;
}

const objects = (db: Reader, at: Place) =>
  db.selectFrom('saas_objects').selectAll().where('organization_id', '=', at.organizationId).where('integration_source_id', '=', at.sourceId);

export async function listObjects(db: Reader, at: Place, { activeOnly }: SaasFilter, page: PageRequest): Promise<PageOf<SaasObjectRow>> {
  const query = activeOnly ? objects(db, at).where('is_active', '=', true) : objects(db, at);
  return readPage(query, 'saas_objects', page);
}

export async function findObject(db: Reader, at: Place, id: string): Promise<SaasObjectRow | undefined> {
  return objects(db, at).where('id', '=', id).executeTakeFirst();
}

export async function lockObject(trx: Trx, at: Place, id: string): Promise<SaasObjectRow | undefined> {
  return objects(trx, at).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** The ids of those of the objects that are there, which nobody deletes before the transaction ends. */
export async function holdObjects(trx: Trx, at: Place, ids: readonly string[]): Promise<Set<string>> {
  const rows = await objects(trx, at).where('id', 'in', ids).orderBy('id').forKeyShare().execute();
  return new Set(rows.map(({ id }) => id));
}

/** Undefined where the source has an object of that API identifier. */
export async function insertObject(trx: Trx, row: NewSaasObject): Promise<SaasObjectRow | undefined> {
  return trx
    .insertInto('saas_objects')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** Undefined where another object of the source has that API identifier. */
export async function updateObject(trx: Trx, at: Place, id: string, patch: SaasObjectPatch): Promise<SaasObjectRow | undefined> {
  return unlessTaken(
    trx
      .updateTable('saas_objects')
      .set(patch)
      .where('organization_id', '=', at.organizationId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow(),
  );
}

/** Deletes an object with its fields and their edges. */
export async function deleteObject(trx: Trx, at: Place, id: string): Promise<void> {
  await trx.deleteFrom('saas_objects').where('organization_id', '=', at.organizationId).where('id', '=', id).execute();
}

/** Where a field is looked for. */
export interface FieldPlace extends Place {
  readonly objectId: string;
}

const fieldColumns = [
  'saas_fields.organization_id',
  'saas_fields.id',
  'saas_fields.saas_object_id',
  'saas_fields.field_name',
  'saas_fields.api_identifier',
  'saas_fields.data_type',
  'saas_fields.description',
  'saas_fields.description_source',
  'saas_fields.description_generated_at',
  'saas_fields.is_required',
  'saas_fields.is_unique',
  'saas_fields.is_active',
  'saas_fields.is_custom',
  'saas_fields.is_sensitive',
  'saas_fields.reference_objects',
  'saas_fields.semantic_type',
  'saas_fields.semantic_type_confidence',
  'saas_fields.sample_values',
  'saas_fields.enum_cardinality',
  'saas_fields.null_pct',
  'saas_fields.distinct_pct',
  'saas_fields.last_analyzed',
  'saas_fields.approx_distinct_count',
  'saas_fields.minhash_signature',
  'saas_fields.format_signature',
  'saas_fields.length_stats',
  'saas_fields.entropy',
  'saas_fields.role',
  'saas_fields.role_confidence',
  'saas_fields.landed_column',
  'saas_fields.is_sync_column',
  'saas_fields.manual_fields',
  'saas_fields.created_at',
  'saas_fields.updated_at',
] as const;

const fields = (db: Reader, at: FieldPlace) =>
  db
    .selectFrom('saas_fields')
    .innerJoin('saas_objects', (join) =>
      join.onRef('saas_objects.organization_id', '=', 'saas_fields.organization_id').onRef('saas_objects.id', '=', 'saas_fields.saas_object_id'),
    )
    .select(fieldColumns)
    .where('saas_fields.organization_id', '=', at.organizationId)
    .where('saas_fields.saas_object_id', '=', at.objectId)
    .where('saas_objects.integration_source_id', '=', at.sourceId);

export async function listFields(db: Reader, at: FieldPlace, { activeOnly }: SaasFilter, page: PageRequest): Promise<PageOf<SaasFieldRow>> {
  const all = fields(db, at);
  const query = activeOnly ? all.where('saas_fields.is_active', '=', true).where('saas_objects.is_active', '=', true) : all;
  return readPage(query, 'saas_fields', page);
}

export async function findField(db: Reader, at: FieldPlace, id: string): Promise<SaasFieldRow | undefined> {
  return fields(db, at).where('saas_fields.id', '=', id).executeTakeFirst();
}

export async function lockField(trx: Trx, at: FieldPlace, id: string): Promise<SaasFieldRow | undefined> {
  return fields(trx, at).where('saas_fields.id', '=', id).forUpdate('saas_fields').executeTakeFirst();
}

/** Undefined where the object has a field of that API identifier. */
export async function insertField(trx: Trx, row: NewSaasField): Promise<SaasFieldRow | undefined> {
  return trx
    .insertInto('saas_fields')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning(fieldColumns)
    .executeTakeFirst();
}

/** Undefined where another field of the object has that API identifier. */
export async function updateField(trx: Trx, at: Place, id: string, patch: SaasFieldPatch): Promise<SaasFieldRow | undefined> {
  return unlessTaken(
    trx
      .updateTable('saas_fields')
      .set(patch)
      .where('organization_id', '=', at.organizationId)
      .where('id', '=', id)
      .returning(fieldColumns)
      .executeTakeFirstOrThrow(),
  );
}

/** Deletes a field with its entity links. */
export async function deleteField(trx: Trx, at: Place, id: string): Promise<void> {
  await trx.deleteFrom('saas_fields').where('organization_id', '=', at.organizationId).where('id', '=', id).execute();
}
