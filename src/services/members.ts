import type { MemberCreate, MemberUpdate } from '../contract/member.ts';
import type { UserCreate } from '../contract/user.ts';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import * as store from '../store/members.ts';
import type { MemberRow } from '../store/members.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import { seeingAll } from '../store/seeing-all.ts';
import { findOrInsertUser, userExists } from '../store/users.ts';
import { agree } from './agree.ts';
import { audit, current, found, inTenant, reading, type Context, type Services, type Trx } from './context.ts';
import { sentFields } from './patch.ts';
import { authorizeRole } from './policy.ts';

export type { MemberRow };

const what = 'Member';

export async function listMembers(services: Services, ctx: Context, text: string | undefined, page: PageRequest): Promise<PageOf<MemberRow>> {
  return reading(services, ctx, 'members.read', (db) => store.listMembers(db, ctx.organizationId, text, page));
}

/** A page by its number, from 1, and whether there is a next one. */
export async function numberedMembers(
  services: Services,
  ctx: Context,
  text: string | undefined,
  numbered: { readonly page: number; readonly size: number },
): Promise<{ readonly rows: MemberRow[]; readonly more: boolean }> {
  const rows = await reading(services, ctx, 'members.read', (db) => store.numberedMembers(db, ctx.organizationId, text, numbered));
  return { rows: rows.slice(0, numbered.size), more: rows.length > numbered.size };
}

export async function getMember(services: Services, ctx: Context, id: string): Promise<MemberRow> {
  return reading(services, ctx, 'members.read', async (db) => found(await store.findMember(db, ctx.organizationId, id), what));
}

/**
 * Makes a person, or finds the one whom the installation knows by this e-mail address. The caller learns the id and nothing else, not even
 * whether the person was known.
 */
export async function ensureUser(services: Services, ctx: Context, body: UserCreate): Promise<{ id: string; email: string }> {
  return inTenant(services, ctx, 'members.manage', async (trx) => {
    const at = new Date();
    const row = {
      id: newId(at.getTime()),
      email: body.email,
      given_name: body.given_name ?? null,
      family_name: body.family_name ?? null,
      nickname: body.nickname ?? null,
      name: body.name ?? null,
      picture: body.picture ?? null,
      created_at: at,
      updated_at: at,
    };
    const { id, email, isNew } = await seeingAll(trx, () => findOrInsertUser(trx, row));
    if (isNew) audit(trx, ctx, { action: 'user.created', kind: 'user', id, at });
    return { id, email };
  });
}

export async function createMember(services: Services, ctx: Context, body: MemberCreate): Promise<MemberRow> {
  return inTenant(services, ctx, 'members.manage', async (trx) => {
    agree('organization_id', body.organization_id, ctx.organizationId);
    const role = body.role ?? 'ANALYST';
    authorizeRole(ctx.actor.role, role);
    if (!(await seeingAll(trx, () => userExists(trx, body.user_id)))) throw new AppError('not_found', 'User not found');
    const at = new Date();
    const id = newId(at.getTime());
    const row = { organization_id: ctx.organizationId, id, user_id: body.user_id, role, created_at: at, updated_at: at };
    if (!(await store.insertMember(trx, row))) throw new AppError('conflict', 'This person is a member already: change the role of the membership.');
    audit(trx, ctx, { action: 'member.created', kind: 'member', id, at, details: { user_id: body.user_id, role } });
    return found(await store.findMember(trx, ctx.organizationId, id), what);
  });
}

export async function updateMember(services: Services, ctx: Context, id: string, body: MemberUpdate): Promise<MemberRow> {
  return inTenant(services, ctx, 'members.manage', async (trx) => {
    const row = current(ctx, await store.lockMember(trx, ctx.organizationId, id), what);
    agree('organization_id', body.organization_id, row.organization_id);
    agree('user_id', body.user_id, row.user_id);
    authorizeRole(ctx.actor.role, row.role);
    const sent = sentFields(body, { required: ['role', 'membership_state'] }) as Partial<Standing>;
    const after: Standing = { role: row.role, membership_state: row.membership_state, ...sent };
    authorizeRole(ctx.actor.role, after.role);
    if (after.role === row.role && after.membership_state === row.membership_state) return row;
    await keepAdministrators(trx, row, after);
    const at = new Date();
    const was = { role: row.role, membership_state: row.membership_state };
    audit(trx, ctx, { action: 'member.updated', kind: 'member', id, at, details: { user_id: row.user_id, from: was, to: after } });
    await store.updateMember(trx, ctx.organizationId, id, { ...after, updated_at: at });
    return found(await store.findMember(trx, ctx.organizationId, id), what);
  });
}

/** Ends a membership and the tokens that go with it, and returns it as it was. */
export async function deleteMember(services: Services, ctx: Context, id: string): Promise<MemberRow> {
  return inTenant(services, ctx, 'members.manage', async (trx) => {
    const row = current(ctx, await store.lockMember(trx, ctx.organizationId, id), what);
    authorizeRole(ctx.actor.role, row.role);
    await keepAdministrators(trx, row, undefined);
    const at = new Date();
    audit(trx, ctx, { action: 'member.deleted', kind: 'member', id, at, details: { user_id: row.user_id, role: row.role } });
    await store.deleteMember(trx, ctx.organizationId, row, at);
    return row;
  });
}

type Standing = Pick<MemberRow, 'role' | 'membership_state'>;

/** Every organization keeps an active administrator, and the installation an active system administrator: else AppError 'conflict'. */
async function keepAdministrators(trx: Trx, before: MemberRow, after: Standing | undefined): Promise<void> {
  const loses = (is: (standing: Standing | undefined) => boolean): boolean => is(before) && !is(after);
  if (!loses(administers) && !loses(administersAll)) return;
  await store.lockAdministrators(trx);
  if (loses(administers) && !(await store.hasOtherAdministrator(trx, before.organization_id, before.id))) {
    throw new AppError('conflict', 'This is the last active administrator of the organization: make another member one first.');
  }
  if (loses(administersAll) && !(await seeingAll(trx, () => store.hasOtherSystemAdministrator(trx, before.id)))) {
    throw new AppError('conflict', 'This is the last active system administrator: make another member one first.');
  }
}

const administersAll = (standing: Standing | undefined): boolean => standing?.role === 'SYSTEM_ADMIN' && standing.membership_state === 'active';
const administers = (standing: Standing | undefined): boolean =>
  administersAll(standing) || (standing?.role === 'ORGANIZATION_ADMIN' && standing.membership_state === 'active');
