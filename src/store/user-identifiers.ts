import { sql, type Insertable, type Selectable, type Transaction } from 'kysely';
import type { Reader } from './open.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;
export type IdentifierRow = Selectable<Tables['user_identifiers']>;

/** Whose identifiers. */
export interface Person {
  readonly organizationId: string;
  readonly userId: string;
}

export async function listIdentifiers(db: Reader, person: Person, sourceId: string | undefined, page: PageRequest): Promise<PageOf<IdentifierRow>> {
  let query = selectIdentifiers(db, person);
  if (sourceId !== undefined) query = query.where('integration_source_id', '=', sourceId);
  return readPage(query, 'user_identifiers', page);
}

export async function findIdentifier(db: Reader, person: Person, id: string): Promise<IdentifierRow | undefined> {
  return selectIdentifiers(db, person).where('id', '=', id).executeTakeFirst();
}

/** The same, and nobody else changes the row before the transaction ends. */
export async function lockIdentifier(trx: Trx, person: Person, id: string): Promise<IdentifierRow | undefined> {
  return selectIdentifiers(trx, person).where('id', '=', id).forUpdate().executeTakeFirst();
}

function selectIdentifiers(db: Reader, { organizationId, userId }: Person) {
  return db.selectFrom('user_identifiers').selectAll().where('organization_id', '=', organizationId).where('user_id', '=', userId);
}

/** Makes the identifier of a person in a source under a key, or writes over the one that is there, which keeps its id. */
export async function upsertIdentifier(trx: Trx, row: Insertable<Tables['user_identifiers']>): Promise<{ row: IdentifierRow; isNew: boolean }> {
  const { identifier_value, discovery_method, confidence_score, discovery_metadata, updated_at } = row;
  const { is_new, ...written } = await trx
    .insertInto('user_identifiers')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'user_id', 'integration_source_id', 'identifier_key'])
        .doUpdateSet({ identifier_value, discovery_method, confidence_score, discovery_metadata, updated_at }),
    )
    .returningAll()
    // Zero in a row that was inserted: PostgreSQL marks the version that an update took the place of.
    .returning(sql<boolean>`xmax = 0`.as('is_new'))
    .executeTakeFirstOrThrow();
  return { row: written, isNew: is_new };
}

export async function deleteIdentifier(trx: Trx, organizationId: string, id: string): Promise<void> {
  await trx.deleteFrom('user_identifiers').where('organization_id', '=', organizationId).where('id', '=', id).execute();
}

/** Whether there is such a source; it stays until the transaction ends. */
export async function holdSource(trx: Trx, organizationId: string, id: string): Promise<boolean> {
  const row = await trx
    .selectFrom('integration_sources')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst();
  return row !== undefined;
}
