import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import * as contract from '../../contract/member.ts';
import { scopedOrganizationPath } from '../../contract/organization.ts';
import { knownUser, userCreate } from '../../contract/user.ts';
import type { Services } from '../../services/context.ts';
import * as members from '../../services/members.ts';
import { operations } from '../operation.ts';
import { linkNextNumber } from '../pages.ts';
import { presentMember, presentMemberRow } from '../present/member.ts';

const largestPage = 100;

/** Members of an organization, and the people that they are. */
export function memberRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'Members');

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/member',
      title: 'Get Organization Members',
      action: 'members.read',
      params: scopedOrganizationPath,
      query: contract.memberFilter,
      paged: true,
      answer: z.array(contract.member),
      description: 'Pages come by number (`page`, `page_size`) or, as in every other list, by `limit` and `cursor`; numbers go first.',
    },
    async ({ ctx, query, page, list, request, reply }) => {
      const text = query.query ?? undefined;
      if (typeof query.page !== 'number' && typeof query.page_size !== 'number') {
        return list(await members.listMembers(services, ctx, text, page), presentMember);
      }
      const numbered = { page: query.page ?? 1, size: query.page_size ?? largestPage };
      const { rows, more } = await members.numberedMembers(services, ctx, text, numbered);
      if (more) linkNextNumber(request, reply, numbered.page + 1);
      return rows.map(presentMember);
    },
  );

  define(
    {
      method: 'POST',
      path: '/organization/:organization_id/member',
      title: 'Create Organization Member',
      action: 'members.manage',
      params: scopedOrganizationPath,
      body: contract.memberCreate,
      status: 201,
      answer: contract.memberRow,
      conflicts: true,
      description: 'The person must be there: Create Organization User makes one.',
    },
    async ({ ctx, body, one }) => one(await members.createMember(services, ctx, body), presentMemberRow),
  );

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/member/:member_id',
      title: 'Get Organization Member',
      action: 'members.read',
      params: contract.memberPath,
      answer: contract.member,
      description: 'With the person that the member is.',
    },
    async ({ ctx, params, one }) => one(await members.getMember(services, ctx, params.member_id), presentMember),
  );

  define(
    {
      method: 'PUT',
      path: '/organization/:organization_id/member/:member_id',
      title: 'Update Organization Member',
      action: 'members.manage',
      params: contract.memberPath,
      body: contract.memberUpdate,
      answer: contract.member,
      conflicts: true,
      description: 'A role that is left out stays as it is. Tokens of a suspended member are of no use until the member is active again.',
    },
    async ({ ctx, params, body, one }) => one(await members.updateMember(services, ctx, params.member_id, body), presentMember),
  );

  define(
    {
      method: 'DELETE',
      path: '/organization/:organization_id/member/:member_id',
      title: 'Delete Organization Member',
      action: 'members.manage',
      params: contract.memberPath,
      answer: contract.memberRow,
      conflicts: true,
      description: 'Revokes the tokens of the member too, and deletes the identifiers. The person stays.',
    },
    async ({ ctx, params }) => presentMemberRow(await members.deleteMember(services, ctx, params.member_id)),
  );

  define(
    {
      method: 'POST',
      path: '/organization/:organization_id/user',
      title: 'Create Organization User',
      action: 'members.manage',
      params: scopedOrganizationPath,
      body: userCreate,
      status: 201,
      answer: knownUser,
      description: 'Makes a person, or answers the one with this e-mail address: the same answer either way.',
    },
    async ({ ctx, body }) => members.ensureUser(services, ctx, body),
  );
}
