import { entryRole, type Role } from '../domain/roles.ts';
import { entrancesOf, findUser, type OrganizationEntrance, type UserRow } from '../store/identities.ts';
import { found, type Actor, type Context, type Services } from './context.ts';
import { authorize } from './policy.ts';

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

export interface Me {
  readonly user: UserRow;
  /** What the caller may do here and now. */
  readonly role: Role;
  readonly organization: { readonly id: string; readonly name: string };
  /** Where the person may go. */
  readonly organizations: readonly Place[];
}

/** The caller. */
export async function getMe(services: Services, ctx: Context): Promise<Me> {
  authorize(ctx.actor.role, 'organization.read');
  const { systemReader: db } = services.store;
  const [user, entrances] = await Promise.all([findUser(db, ctx.actor.userId), entrancesOf(db, ctx.actor.userId)]);
  const here = found(
    entrances.find((entrance) => entrance.organization_id === ctx.organizationId),
    'Organization',
  );
  const organization = { id: here.organization_id, name: here.name };
  return { user: found(user, 'User'), role: ctx.actor.role, organization, organizations: openTo(ctx.actor, entrances) };
}

/**
 * The organizations that stand open to a person, with the roles there. A system administrator enters as no member only with that role here;
 * a token that somebody else made for the person leads nowhere else: its maker may not be known there.
 */
export function openTo(actor: Actor, entrances: readonly OrganizationEntrance[]): Place[] {
  return entrances
    .filter(({ organization_id, organization_active, member_role, membership_state, is_system_admin }) => {
      if (actor.madeBy !== null && organization_id !== actor.organizationId) return false;
      if (!organization_active && !is_system_admin) return false;
      return member_role === null ? actor.role === 'SYSTEM_ADMIN' : membership_state === 'active';
    })
    .map((entrance) => ({ id: entrance.organization_id, name: entrance.name, role: entryRole(entrance) }));
}
