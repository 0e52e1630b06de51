import { AppError } from '../domain/errors.ts';
import { lesserRole, roles, type Role } from '../domain/roles.ts';

const everybody = roles;
const admins: readonly Role[] = ['SYSTEM_ADMIN', 'ORGANIZATION_ADMIN'];
const systemAdmins: readonly Role[] = ['SYSTEM_ADMIN'];

/** Who may do what. The table of docs and of the API's 403 answers: nothing else decides on roles. */
const allowed = {
  'sources.read': everybody,
  'sources.manage': admins,
  'catalog.read': everybody,
  'catalog.manage': admins,
  'edges.read': everybody,
  'edges.review': everybody,
  'edges.delete': admins,
  /** Decisions of others; one's own take edges.review. */
  'edges.undo': admins,
  'jobs.read': everybody,
  'jobs.manage': admins,
  'organization.read': everybody,
  'organization.manage': admins,
  'organizations.manage': systemAdmins,
  'members.read': everybody,
  'members.manage': admins,
  'identifiers.read': everybody,
  /** One's own; those of others take identifiers.manage. */
  'identifiers.own': everybody,
  'identifiers.manage': admins,
  'ontology.read': everybody,
  'ontology.manage': admins,
  /** One's own; those of others take tokens.manage. */
  'tokens.own': everybody,
  'tokens.manage': admins,
  'audit.read': admins,
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof allowed;
export const actions = Object.keys(allowed) as Action[];

/** Whether the role may do this. */
export function may(role: Role, action: Action): boolean {
  return (allowed[action] as readonly Role[]).includes(role);
}

/** Throws AppError 'forbidden' where the role may not do this. */
export function authorize(role: Role, action: Action): void {
  if (may(role, action)) return;
  throw new AppError('forbidden', `The role ${role} may not do this (${action}); it takes ${allowed[action].join(' or ')}.`);
}

/** Throws AppError 'forbidden' where a role is above one's own: nobody gives, changes or takes away what they do not have. */
export function authorizeRole(own: Role, role: Role): void {
  if (lesserRole(own, role) === role) return;
  throw new AppError('forbidden', `The role ${own} may do nothing to members with the role ${role}, nor make them.`);
}

/** The least of the roles that may do this. */
export function minimumRole(action: Action): Role {
  return roles.findLast((role) => may(role, action)) ?? 'SYSTEM_ADMIN';
}
