import { sql, type Selectable, type Transaction } from 'kysely';
import type { Entrance, Role } from '../domain/roles.ts';
import type { Reader } from './readers.ts';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;
export type UserRow = Selectable<Tables['users']>;

/** An organization with what decides whether a person may enter it. */
export interface OrganizationEntrance extends Entrance {
  readonly organization_id: string;
  readonly name: string;
}

/** The organizations that a person is a member of, and all the others where the person is a system administrator; needs the system's sight. */
export async function entrancesOf(db: Reader, userId: string): Promise<OrganizationEntrance[]> {
  const { rows } = await sql<OrganizationEntrance>`
    SELECT organizations.id AS organization_id, organizations.name, organizations.is_active AS organization_active,
           members.role AS member_role, members.membership_state, users.is_system_admin
    FROM users CROSS JOIN organizations
    LEFT JOIN members ON members.organization_id = organizations.id AND members.user_id = users.id
    WHERE users.id = ${userId}::uuid AND (members.id IS NOT NULL OR users.is_system_admin)
    ORDER BY organizations.created_at, organizations.id`.execute(db);
  return rows;
}

/** A person as members of the organization see them. */
export async function findUser(db: Reader, userId: string): Promise<UserRow | undefined> {
  return db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirst();
}

export async function findUserBySubject(trx: Trx, issuer: string, subject: string): Promise<UserRow | undefined> {
  return trx.selectFrom('users').selectAll().where('oidc_issuer', '=', issuer).where('oidc_subject', '=', subject).executeTakeFirst();
}

/** The one person of this e-mail address, in any case, whom no identity provider knows yet; locked. */
export async function lockUnlinkedUser(trx: Trx, email: string): Promise<UserRow | undefined> {
  const rows = await trx
    .selectFrom('users')
    .selectAll()
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .where('oidc_subject', 'is', null)
    .limit(2)
    .forUpdate()
    .execute();
  return rows.length === 1 ? rows[0] : undefined;
}

export async function linkUser(trx: Trx, userId: string, identity: { readonly issuer: string; readonly subject: string }, at: Date): Promise<void> {
  await trx
    .updateTable('users')
    .set({ oidc_issuer: identity.issuer, oidc_subject: identity.subject, updated_at: at })
    .where('id', '=', userId)
    .execute();
}

/** The role of a member, in whatever state the membership is. */
export async function findMemberRole(trx: Trx, organizationId: string, userId: string): Promise<Role | undefined> {
  const row = await trx
    .selectFrom('members')
    .select('role')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.role;
}
