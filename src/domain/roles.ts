/** From the greatest to the least. */
export const roles = ['SYSTEM_ADMIN', 'ORGANIZATION_ADMIN', 'ANALYST'] as const;
export type Role = (typeof roles)[number];

export const membershipStates = ['active', 'pending', 'suspended'] as const;
export type MembershipState = (typeof membershipStates)[number];

/** The lesser of two roles: a token never grants more than its owner's membership does. */
export function lesserRole(a: Role, b: Role): Role {
  return roles.indexOf(a) > roles.indexOf(b) ? a : b;
}
