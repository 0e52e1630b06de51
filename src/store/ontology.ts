import type { Insertable, Selectable, Transaction } from 'kysely';
import type { Reader } from './open.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;
export type OntologyRow = Selectable<Tables['ontology_versions']>;
/** A version without its content. */
export type OntologyVersionRow = Omit<OntologyRow, 'ontology'>;

const heading = ['organization_id', 'version', 'id', 'change_log', 'actor_id', 'created_at'] as const;

export async function newestOntology(db: Reader, organizationId: string): Promise<OntologyRow | undefined> {
  return selectVersions(db, organizationId).select('ontology').orderBy('version', 'desc').limit(1).executeTakeFirst();
}

export async function findOntology(db: Reader, organizationId: string, version: number): Promise<OntologyRow | undefined> {
  return selectVersions(db, organizationId).select('ontology').where('version', '=', version).executeTakeFirst();
}

export async function listOntologyVersions(db: Reader, organizationId: string, page: PageRequest): Promise<PageOf<OntologyVersionRow>> {
  return readPage(selectVersions(db, organizationId), 'ontology_versions', page);
}

function selectVersions(db: Reader, organizationId: string) {
  return db.selectFrom('ontology_versions').select(heading).where('organization_id', '=', organizationId);
}

/** Adds a version, which becomes the organization's ontology; the organization must be locked. */
export async function insertOntology(trx: Trx, row: Insertable<Tables['ontology_versions']> & { created_at: Date }): Promise<OntologyRow> {
  const made = await trx.insertInto('ontology_versions').values(row).returning(heading).returning('ontology').executeTakeFirstOrThrow();
  await trx
    .updateTable('organizations')
    .set({ business_ontology: row.ontology, ontology_version: row.version, ontology_updated_at: row.created_at, updated_at: row.created_at })
    .where('id', '=', row.organization_id)
    .execute();
  return made;
}
