import { sql, type Insertable, type Selectable, type Transaction, type Updateable } from 'kysely';
import type { Reader } from './open.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;
type UserRow = Pick<Selectable<Tables['users']>, (typeof person)[number]>;

/** A member with the person. */
export type MemberRow = Selectable<Tables['members']> & { user: UserRow };

const person = ['id', 'email', 'given_name', 'family_name', 'nickname', 'name', 'picture', 'oidc_subject', 'is_system_admin'] as const;
const administrators = ['SYSTEM_ADMIN', 'ORGANIZATION_ADMIN'] as const;

/** `text` is part of the e-mail address or a name, in any case. */
export async function listMembers(db: Reader, organizationId: string, text: string | undefined, page: PageRequest): Promise<PageOf<MemberRow>> {
  return readPage(selectMembers(db, organizationId, text), 'members', page);
}

/** A page by its number, from 1; one row more than its size where there is a next page. */
export async function numberedMembers(
  db: Reader,
  organizationId: string,
  text: string | undefined,
  { page, size }: { readonly page: number; readonly size: number },
): Promise<MemberRow[]> {
  const ordered = selectMembers(db, organizationId, text).orderBy('members.created_at').orderBy('members.id');
  return ordered
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute();
}

export async function findMember(db: Reader, organizationId: string, id: string): Promise<MemberRow | undefined> {
  return selectMembers(db, organizationId).where('members.id', '=', id).executeTakeFirst();
}

/** The same, and nobody else changes the membership before the transaction ends. */
export async function lockMember(trx: Trx, organizationId: string, id: string): Promise<MemberRow | undefined> {
  return selectMembers(trx, organizationId).where('members.id', '=', id).forUpdate('members').executeTakeFirst();
}

/** Whether the person is a member, in whatever state. */
export async function isMember(db: Reader, organizationId: string, userId: string): Promise<boolean> {
  return (await selectMembership(db, organizationId, userId).executeTakeFirst()) !== undefined;
}

/** The same, and the membership stays until the transaction ends. */
export async function holdMembership(trx: Trx, organizationId: string, userId: string): Promise<boolean> {
  return (await selectMembership(trx, organizationId, userId).forKeyShare().executeTakeFirst()) !== undefined;
}

function selectMembership(db: Reader, organizationId: string, userId: string) {
  return db.selectFrom('members').select('id').where('organization_id', '=', organizationId).where('user_id', '=', userId);
}

function selectMembers(db: Reader, organizationId: string, text?: string) {
  const members = db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.user_id')
    .selectAll('members')
    .select(sql<UserRow>`jsonb_build_object(${sql.join(person.flatMap((name) => [sql.lit(name), sql.ref(`users.${name}`)]))})`.as('user'))
    .where('members.organization_id', '=', organizationId);
  if (text === undefined) return members;
  const searched = sql`lower(concat_ws(' ', users.email, users.given_name, users.family_name, users.nickname, users.name))`;
  return members.where(sql<boolean>`strpos(${searched}, lower(${text})) > 0`);
}

/** False where the person is a member already. */
export async function insertMember(trx: Trx, row: Insertable<Tables['members']>): Promise<boolean> {
  const made = await trx
    .insertInto('members')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organization_id', 'user_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

export async function updateMember(trx: Trx, organizationId: string, id: string, patch: Updateable<Tables['members']>): Promise<void> {
  await trx.updateTable('members').set(patch).where('organization_id', '=', organizationId).where('id', '=', id).execute();
}

/** Ends a membership, and revokes the tokens that the person has in this organization. */
export async function deleteMember(
  trx: Trx,
  organizationId: string,
  member: { readonly id: string; readonly user_id: string },
  at: Date,
): Promise<void> {
  await trx.deleteFrom('members').where('organization_id', '=', organizationId).where('id', '=', member.id).execute();
  await trx
    .updateTable('tokens')
    .set({ revoked_at: at })
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', member.user_id)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Makes all who take away administrators wait for each other, so that one stays. */
export async function lockAdministrators(trx: Trx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('cognate-administrators', 0))`.execute(trx);
}

/** Whether the organization has an active administrator beside this member. */
export async function hasOtherAdministrator(trx: Trx, organizationId: string, memberId: string): Promise<boolean> {
  const others = trx.selectFrom('members').select('id').where('organization_id', '=', organizationId).where('id', '<>', memberId);
  return (await others.where('role', 'in', administrators).where('membership_state', '=', 'active').limit(1).executeTakeFirst()) !== undefined;
}

/** Whether any organization has an active system administrator beside this member; needs the sight of all. */
export async function hasOtherSystemAdministrator(trx: Trx, memberId: string): Promise<boolean> {
  const others = trx.selectFrom('members').select('id').where('id', '<>', memberId);
  return (await others.where('role', '=', 'SYSTEM_ADMIN').where('membership_state', '=', 'active').limit(1).executeTakeFirst()) !== undefined;
}

/** The oldest active administrator of an organization; system administrators first. */
export async function oldestAdministrator(trx: Trx, organizationId: string): Promise<{ user_id: string } | undefined> {
  return trx
    .selectFrom('members')
    .select('user_id')
    .where('organization_id', '=', organizationId)
    .where('role', 'in', administrators)
    .where('membership_state', '=', 'active')
    .orderBy(sql`role <> 'SYSTEM_ADMIN'`)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}
