import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { me } from '../../contract/me.ts';
import * as contract from '../../contract/token.ts';
import type { Services } from '../../services/context.ts';
import { getMe } from '../../services/me.ts';
import * as tokens from '../../services/tokens.ts';
import { operations } from '../operation.ts';
import { presentMe } from '../present/me.ts';
import { presentCreatedToken, presentToken } from '../present/token.ts';

/** Who asks, and what proves it. */
export function tokenRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'Tokens');

  define(
    {
      method: 'GET',
      path: '/me',
      title: 'Get Current User',
      action: 'organization.read',
      scoped: false,
      answer: me,
      description: 'Who asks, as what, and the organizations that the person may enter.',
    },
    async ({ ctx }) => presentMe(await getMe(services, ctx)),
  );

  define(
    {
      method: 'GET',
      path: '/tokens',
      title: 'List Tokens',
      action: 'tokens.own',
      query: contract.tokenFilter,
      paged: true,
      answer: z.array(contract.token),
      description: 'Those of the organization for who manages tokens; for others their own. Revoked and expired ones stay in the list.',
    },
    async ({ ctx, query, page, list }) => list(await tokens.listTokens(services, ctx, query, page), presentToken),
  );

  define(
    {
      method: 'POST',
      path: '/tokens',
      title: 'Create Token',
      action: 'tokens.own',
      body: contract.tokenCreate,
      status: 201,
      answer: contract.createdToken,
      description: 'The answer tells the token: this once and never again.',
    },
    async ({ ctx, body }) => presentCreatedToken(await tokens.issueToken(services, ctx, body)),
  );

  define(
    {
      method: 'GET',
      path: '/tokens/:token_id',
      title: 'Get Token',
      action: 'tokens.own',
      params: contract.tokenPath,
      answer: contract.token,
      description: 'One token, without what proves it. A token of somebody else is there only for who manages tokens.',
    },
    async ({ ctx, params, one }) => one(await tokens.getToken(services, ctx, params.token_id), presentToken),
  );

  define(
    {
      method: 'DELETE',
      path: '/tokens/:token_id',
      title: 'Revoke Token',
      action: 'tokens.own',
      params: contract.tokenPath,
      answer: contract.token,
      description: 'The token is good for nothing from now on; it stays in the list.',
    },
    async ({ ctx, params, one }) => one(await tokens.revokeToken(services, ctx, params.token_id), presentToken),
  );
}
