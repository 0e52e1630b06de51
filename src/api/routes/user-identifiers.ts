import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import * as contract from '../../contract/user-identifier.ts';
import type { Services } from '../../services/context.ts';
import * as identifiers from '../../services/user-identifiers.ts';
import { operations } from '../operation.ts';
import { presentIdentifier } from '../present/member.ts';

/** What people are called inside connected systems. */
export function userIdentifierRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'User identifiers');

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/user/:user_id/identifiers',
      title: 'List User Identifiers',
      action: 'identifiers.read',
      params: contract.userPath,
      query: contract.userIdentifierFilter,
      scoped: false,
      paged: true,
      answer: z.array(contract.userIdentifier),
      description: 'Those of a member, in all sources or in one.',
    },
    async ({ ctx, params, query, page, list }) =>
      list(await identifiers.listIdentifiers(services, ctx, params.user_id, query.integration_source_id ?? undefined, page), presentIdentifier),
  );

  define(
    {
      method: 'POST',
      path: '/organization/:organization_id/user/:user_id/identifiers',
      title: 'Create Or Update User Identifier',
      action: 'identifiers.own',
      params: contract.userPath,
      scoped: false,
      body: contract.userIdentifierUpsert,
      answer: contract.userIdentifier,
      description: 'Answers 200 either way. Everybody writes their own identifiers, administrators those of all members.',
    },
    async ({ ctx, params, body, one }) => one(await identifiers.upsertIdentifier(services, ctx, params.user_id, body), presentIdentifier),
  );

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/user/:user_id/identifiers/:identifier_id',
      title: 'Get User Identifier',
      action: 'identifiers.read',
      params: contract.userIdentifierPath,
      scoped: false,
      answer: contract.userIdentifier,
      description: 'One way in which a connected system knows the person.',
    },
    async ({ ctx, params, one }) => one(await identifiers.getIdentifier(services, ctx, params.user_id, params.identifier_id), presentIdentifier),
  );

  define(
    {
      method: 'DELETE',
      path: '/organization/:organization_id/user/:user_id/identifiers/:identifier_id',
      title: 'Delete User Identifier',
      action: 'identifiers.own',
      params: contract.userIdentifierPath,
      scoped: false,
      answer: contract.userIdentifier,
      description: 'Everybody deletes their own identifiers, administrators those of all members.',
    },
    async ({ ctx, params }) => presentIdentifier(await identifiers.deleteIdentifier(services, ctx, params.user_id, params.identifier_id)),
  );
}
