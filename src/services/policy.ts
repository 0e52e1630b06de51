import { AppError } from '../domain/errors.ts';
import type { Role } from '../domain/roles.ts';

/** Who may do what. The table of docs and of the API's 403 answers: nothing else decides on roles. */
const allowed = {
  'sources.read': ['ANALYST', 'ORGANIZATION_ADMIN', 'SYSTEM_ADMIN'],
  'sources.manage': ['ORGANIZATION_ADMIN', 'SYSTEM_ADMIN'],
  'catalog.read': ['ANALYST', 'ORGANIZATION_ADMIN', 'SYSTEM_ADMIN'],
  'catalog.manage': ['ORGANIZATION_ADMIN', 'SYSTEM_ADMIN'],
  'edges.read': ['ANALYST', 'ORGANIZATION_ADMIN', 'SYSTEM_ADMIN'],
  'edges.review': ['ANALYST', 'ORGANIZATION_ADMIN', 'SYSTEM_ADMIN'],
  'edges.delete': ['ORGANIZATION_ADMIN', 'SYSTEM_ADMIN'],
  'jobs.read': ['ANALYST', 'ORGANIZATION_ADMIN', 'SYSTEM_ADMIN'],
  'jobs.manage': ['ORGANIZATION_ADMIN', 'SYSTEM_ADMIN'],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof allowed;

/** Throws AppError 'forbidden' where the role may not do this. */
export function authorize(role: Role, action: Action): void {
  const roles: readonly Role[] = allowed[action];
  if (!roles.includes(role)) {
    throw new AppError('forbidden', `The role ${role} may not do this (${action}); it takes ${roles.join(' or ')}.`);
  }
}
