import type { Insertable, Selectable, Transaction } from 'kysely';
import type { EdgeStatus, EdgeType } from '../domain/edge.ts';
import type { Reader } from './open.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Tables } from './tables.ts';

export type RelationshipRow = Selectable<Tables['relationships']>;
type Trx = Transaction<Tables>;

export interface RelationshipFilter {
  readonly status?: EdgeStatus | undefined;
  readonly type?: EdgeType | undefined;
  readonly changedSinceDecision?: boolean | undefined;
}

const relationships = (db: Reader, organizationId: string) =>
  db.selectFrom('relationships').selectAll().where('organization_id', '=', organizationId);

export async function listRelationships(
  db: Reader,
  organizationId: string,
  sourceId: string,
  filter: RelationshipFilter,
  page: PageRequest,
): Promise<PageOf<RelationshipRow>> {
  let query = relationships(db, organizationId).where('integration_source_id', '=', sourceId);
  if (filter.status !== undefined) query = query.where('status', '=', filter.status);
  if (filter.type !== undefined) query = query.where('type', '=', filter.type);
  if (filter.changedSinceDecision !== undefined) query = query.where('changed_since_decision', '=', filter.changedSinceDecision);
  return readPage(query, 'relationships', page);
}

export async function findRelationship(db: Reader, organizationId: string, id: string): Promise<RelationshipRow | undefined> {
  return relationships(db, organizationId).where('id', '=', id).executeTakeFirst();
}

/** The edge between two columns, but for members of composite keys. */
export async function findUnaryEdge(
  trx: Trx,
  organizationId: string,
  ends: { readonly fromColumnId: string; readonly toTableId: string; readonly toColumnName: string },
): Promise<RelationshipRow | undefined> {
  return relationships(trx, organizationId)
    .where('from_column_id', '=', ends.fromColumnId)
    .where('to_table_id', '=', ends.toTableId)
    .where('to_column_name', '=', ends.toColumnName)
    .where('key_id', '=', '')
    .executeTakeFirst();
}

/** Undefined where there is such an edge. */
export async function insertRelationship(trx: Trx, row: Insertable<Tables['relationships']>): Promise<RelationshipRow | undefined> {
  return trx
    .insertInto('relationships')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organization_id', 'from_column_id', 'to_table_id', 'to_column_name', 'key_id']).doNothing())
    .returningAll()
    .executeTakeFirst();
}
