import type { Insertable, Selectable, Transaction, Updateable } from 'kysely';
import type { EdgeStatus, EdgeType } from '../domain/edge.ts';
import type { Place } from './catalog.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Reader } from './readers.ts';
import type { Tables } from './tables.ts';
import { unlessTaken } from './taken.ts';

export type AssociationRow = Selectable<Tables['saas_associations']>;
export type NewAssociation = Insertable<Tables['saas_associations']>;
export type AssociationPatch = Updateable<Tables['saas_associations']>;
type Trx = Transaction<Tables>;

export interface AssociationFilter {
  readonly fromObjectId?: string | undefined;
  readonly toObjectId?: string | undefined;
  readonly status?: EdgeStatus | undefined;
  readonly type?: EdgeType | undefined;
}

const associations = (db: Reader, at: Place) =>
  db.selectFrom('saas_associations').selectAll().where('organization_id', '=', at.organizationId).where('integration_source_id', '=', at.sourceId);

export async function listAssociations(db: Reader, at: Place, filter: AssociationFilter, page: PageRequest): Promise<PageOf<AssociationRow>> {
  let query = associations(db, at);
  if (filter.fromObjectId !== undefined) query = query.where('from_object_id', '=', filter.fromObjectId);
  if (filter.toObjectId !== undefined) query = query.where('to_object_id', '=', filter.toObjectId);
  if (filter.status !== undefined) query = query.where('status', '=', filter.status);
  if (filter.type !== undefined) query = query.where('relationship_type', '=', filter.type);
  return readPage(query, 'saas_associations', page);
}

export async function findAssociation(db: Reader, at: Place, id: string): Promise<AssociationRow | undefined> {
  return associations(db, at).where('id', '=', id).executeTakeFirst();
}

export async function lockAssociation(trx: Trx, at: Place, id: string): Promise<AssociationRow | undefined> {
  return associations(trx, at).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Undefined where the two objects have an association of that category and type. */
export async function insertAssociation(trx: Trx, row: NewAssociation): Promise<AssociationRow | undefined> {
  return trx
    .insertInto('saas_associations')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** False where the two objects have another association of that category and type. */
export async function updateAssociation(trx: Trx, at: Place, id: string, patch: AssociationPatch): Promise<boolean> {
  const write = trx.updateTable('saas_associations').set(patch).where('organization_id', '=', at.organizationId).where('id', '=', id);
  return (await unlessTaken(write.execute())) !== undefined;
}
