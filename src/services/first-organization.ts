import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import type { Store } from '../store/open.ts';
import { insertMember, oldestAdministrator } from '../store/members.ts';
import { insertOrganization, lockBootstrap, oldestOrganization } from '../store/organizations.ts';
import { hasTokens, tokenOwner } from '../store/tokens.ts';
import { insertUser } from '../store/users.ts';
import type { Trx } from './context.ts';
import { hashToken } from './identity.ts';
import { createToken } from './tokens.ts';

export interface FirstOrganization {
  readonly organizationId: string;
  readonly userId: string;
  /** The administrator's token where this call made one; it is told once and never again. */
  readonly token: string | null;
}

export interface BootstrapOptions {
  /** A token that shall exist, for automation; it is made on whichever start first brings it. */
  readonly adminToken?: string | undefined;
  /** Whether to make a token where the organization has none yet; false for commands that would not show it. Default true. */
  readonly issueToken?: boolean;
}

/**
 * The organization of this installation, with an administrator: made where there is none. Safe to call on every start and from several processes at once.
 */
export async function ensureFirstOrganization(store: Store, options: BootstrapOptions = {}, at: Date = new Date()): Promise<FirstOrganization> {
  return store.asSystem(async (trx) => {
    await lockBootstrap(trx);
    const { organizationId, userId } = (await existing(trx)) ?? (await create(trx, store, at));
    const token = await tokenFor(trx, store, { organizationId, userId }, options, at);
    return { organizationId, userId, token };
  });
}

async function existing(trx: Trx): Promise<{ organizationId: string; userId: string } | undefined> {
  const organization = await oldestOrganization(trx);
  if (organization === undefined) return undefined;
  const administrator = await oldestAdministrator(trx, organization.id);
  if (administrator !== undefined) return { organizationId: organization.id, userId: administrator.user_id };
  throw new AppError('conflict', `The organization ${organization.id} has no active administrator.`);
}

async function create(trx: Trx, store: Store, at: Date): Promise<{ organizationId: string; userId: string }> {
  const organizationId = newId(at.getTime());
  const userId = newId(at.getTime());
  const times = { created_at: at, updated_at: at };
  const { wrapped } = store.sealer.newDataKey(organizationId);
  await insertOrganization(trx, { id: organizationId, name: 'My organization', data_key: wrapped, ...times });
  await insertUser(trx, { id: userId, email: 'admin@localhost', name: 'Administrator', ...times });
  await insertMember(trx, { organization_id: organizationId, id: newId(at.getTime()), user_id: userId, role: 'SYSTEM_ADMIN', ...times });
  return { organizationId, userId };
}

async function tokenFor(
  trx: Trx,
  store: Store,
  owner: { readonly organizationId: string; readonly userId: string },
  options: BootstrapOptions,
  at: Date,
): Promise<string | null> {
  const token = { ...owner, name: 'First administrator', role: 'SYSTEM_ADMIN' as const, at };
  if (options.adminToken !== undefined) {
    if ((await tokenOwner(store.pool, hashToken(options.adminToken))) !== undefined) return null;
    return (await createToken(trx, { ...token, name: 'COGNATE_ADMIN_TOKEN', plain: options.adminToken })).plain;
  }
  if (options.issueToken === false || (await hasTokens(trx, owner.organizationId))) return null;
  return (await createToken(trx, token)).plain;
}
