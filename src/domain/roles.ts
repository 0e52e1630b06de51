import { AppError } from './errors.ts';

/** From the greatest to the least. */
export const roles = ['SYSTEM_ADMIN', 'ORGANIZATION_ADMIN', 'ANALYST'] as const;
export type Role = (typeof roles)[number];

export const membershipStates = ['active', 'pending', 'suspended'] as const;
type MembershipState = (typeof membershipStates)[number];

/** The lesser of two roles: a token never grants more than its owner's membership does. */
export function lesserRole(a: Role, b: Role): Role {
  return roles.indexOf(a) > roles.indexOf(b) ? a : b;
}

/** What decides whether a person may enter an organization, and as what. */
export interface Entrance {
  readonly organization_active: boolean;
  /** Null where the person is no member. */
  readonly member_role: Role | null;
  readonly membership_state: MembershipState | null;
  readonly is_system_admin: boolean;
}

/** The role in which a person enters an organization. Throws AppError 'forbidden' where the door is closed, and says why. */
export function entryRole({ organization_active, member_role, membership_state, is_system_admin }: Entrance): Role {
  if (!organization_active && !is_system_admin) throw new AppError('forbidden', 'The organization is not active.');
  if (member_role === null) {
    if (is_system_admin) return 'SYSTEM_ADMIN';
    throw new AppError('forbidden', 'You are not a member of this organization.');
  }
  if (membership_state === 'active') return member_role;
  throw new AppError('forbidden', `Your membership in this organization is ${membership_state}: an administrator can make it active.`);
}
