const roles = ['SYSTEM_ADMIN', 'ORGANIZATION_ADMIN', 'ANALYST'] as const;
export type Role = (typeof roles)[number];

export type MembershipState = 'active' | 'pending' | 'suspended';

/** The lesser of two roles: a token never grants more than its owner's membership does. */
export function lesserRole(a: Role, b: Role): Role {
  return roles.indexOf(a) > roles.indexOf(b) ? a : b;
}
