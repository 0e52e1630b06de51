import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import * as contract from '../../contract/organization.ts';
import type { Services } from '../../services/context.ts';
import * as organizations from '../../services/organizations.ts';
import { operations } from '../operation.ts';
import { presentOrganization, presentOrganizationSummary } from '../present/organization.ts';

/** Organizations. */
export function organizationRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'Organizations');

  define(
    {
      method: 'GET',
      path: '/organization',
      title: 'List Organizations',
      action: 'organizations.manage',
      paged: true,
      answer: z.array(contract.organizationSummary),
      description: 'All organizations of the installation. To see more of one, and to work in it, make a token for it.',
    },
    async ({ ctx, page, list }) => list(await organizations.listOrganizations(services, ctx, page), presentOrganizationSummary),
  );

  define(
    {
      method: 'POST',
      path: '/organization',
      title: 'Create Organization',
      action: 'organizations.manage',
      body: contract.organizationCreate,
      status: 201,
      answer: contract.organization,
      description: 'The caller becomes its first member, as a system administrator.',
    },
    async ({ ctx, body, one }) => one(await organizations.createOrganization(services, ctx, body), presentOrganization),
  );

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id',
      title: 'Get Organization',
      action: 'organization.read',
      params: contract.organizationPath,
      scoped: false,
      answer: contract.organization,
      description: 'The organization of the token; others are not there.',
    },
    async ({ ctx, one }) => one(await organizations.getOrganization(services, ctx), presentOrganization),
  );

  define(
    {
      method: 'PUT',
      path: '/organization/:organization_id',
      title: 'Update Organization',
      action: 'organization.manage',
      params: contract.organizationPath,
      scoped: false,
      body: contract.organizationUpdate,
      answer: contract.organization,
      description: 'Only system administrators close an organization (`is_active`); then only they come in, and may open it again.',
    },
    async ({ ctx, body, one }) => one(await organizations.updateOrganization(services, ctx, body), presentOrganization),
  );
}
