import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import * as contract from '../../contract/session.ts';
import type { Services } from '../../services/context.ts';
import type { IdentitySettings } from '../../services/identity.ts';
import { minimumRole } from '../../services/policy.ts';
import { readSession, signIn, withoutOrganization, type Session } from '../../services/session.ts';
import { organizationOf } from '../auth.ts';
import { errorsOf } from '../operation.ts';
import { presentSession } from '../present/session.ts';
import { isRefusal, type RateLimits } from '../rate-limit.ts';
import { keepSession, requireOwnPage, sessionOf } from '../session-cookie.ts';

const described = { tags: ['Session'], 'x-required-role': minimumRole('organization.read') };

/** Signing in and out of browsers: what needs no token yet, or ends it. */
export function sessionRoutes(app: FastifyInstance, services: Services & IdentitySettings, limits: RateLimits | undefined): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const answer = async (request: FastifyRequest, reply: FastifyReply, wanted: Session): Promise<z.output<typeof contract.session>> => {
    const { session, places } = await readSession(services, wanted);
    if (request.method !== 'GET' || session.length < wanted.length) keepSession(services, request, reply, session);
    return presentSession(places);
  };
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    requireOwnPage(request);
  });

  routes.post(
    '/session',
    {
      schema: {
        ...described,
        summary: 'Sign In',
        operationId: 'sign_in',
        description:
          'Adds an organization to the session of the browser, which a cookie keeps that scripts cannot read. Needs the header `X-Cognate-Request: web`. A token of the identity provider takes `X-Organization-Id` where its bearer is in several.',
        security: [],
        body: contract.signIn,
        response: { 200: contract.session, ...errorsOf({ hasBody: true, conflicts: true }) },
      },
    },
    async (request, reply) => {
      const { token } = request.body;
      try {
        const session = await signIn(services, sessionOf(services, request) ?? [], { token, organizationId: organizationOf(request) });
        return await answer(request, reply, session);
      } catch (error) {
        if (isRefusal(error)) await limits?.refuse(request.ip, reply);
        throw error;
      }
    },
  );

  routes.get(
    '/session',
    {
      exposeHeadRoute: false,
      schema: {
        ...described,
        summary: 'Get Session',
        operationId: 'get_session',
        description: 'The organizations that the browser is signed in to; none without a session. Those whose token was revoked are gone from it.',
        security: [{ session: [] }, {}],
        response: { 200: contract.session, ...errorsOf({}) },
      },
    },
    async (request, reply) => answer(request, reply, sessionOf(services, request) ?? []),
  );

  routes.delete(
    '/session',
    {
      schema: {
        ...described,
        summary: 'Sign Out',
        operationId: 'sign_out',
        description: 'Ends the session of the browser, or leaves one organization of it. The token stays good elsewhere: Revoke Token ends it.',
        security: [{ session: [] }, {}],
        querystring: contract.signOutQuery,
        response: { 200: contract.session, ...errorsOf({}) },
      },
    },
    async (request, reply) => {
      const id = request.query.organization_id;
      const session = sessionOf(services, request) ?? [];
      return answer(request, reply, typeof id === 'string' ? withoutOrganization(session, id) : []);
    },
  );
}
