import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../domain/errors.ts';
import type { Actor, Context, Services } from '../services/context.ts';
import { identify, type IdentitySettings } from '../services/identity.ts';
import { authorize } from '../services/policy.ts';
import { actorOfSession } from '../services/session.ts';
import { isRefusal, type RateLimits } from './rate-limit.ts';
import { requireOwnPage, sessionOf } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null;
    /** `web` where the session of a browser let the request in, else `api`. */
    via: 'api' | 'web';
  }
}

type Door = Services & IdentitySettings;

/** Every route below takes a token or a session, and says by its `action` who may call it: one that does not is refused at once. */
export function requireToken(app: FastifyInstance, door: Door, limits: RateLimits | undefined): void {
  app.decorateRequest('actor', null);
  app.decorateRequest('via', 'api');
  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.action === undefined) throw new Error(`The route ${String(method)} ${url} has no action: say in its config who may call it.`);
  });
  app.addHook('onRequest', async (request, reply) => {
    const actor = await enter(door, request, reply).catch(async (error: unknown) => {
      if (isRefusal(error)) await limits?.refuse(request.ip, reply);
      throw error;
    });
    request.actor = actor;
    await limits?.spend(actor.tokenId ?? `${actor.userId} ${actor.organizationId}`, reply);
    const { action } = request.routeOptions.config;
    if (action !== undefined) authorize(actor.role, action);
  });
}

/** A token that is sent counts, and not the session beside it. */
async function enter(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<Actor> {
  const session = request.headers.authorization === undefined ? sessionOf(door, request) : undefined;
  if (session === undefined) return identify(door, bearerOf(request), organizationOf(request));
  request.via = 'web';
  void reply.header('cache-control', 'no-store');
  requireOwnPage(request);
  return actorOfSession(door, session, organizationOf(request));
}

/** The organization that the client asks for, in the header of its own: people of an identity provider may be in several. */
export function organizationOf(request: FastifyRequest): string | undefined {
  const header = request.headers['x-organization-id'];
  return typeof header === 'string' ? header.trim().toLowerCase() : undefined;
}

function bearerOf(request: FastifyRequest): string {
  const token = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw new AppError('unauthenticated', 'Not authenticated: send the header "Authorization: Bearer <token>".');
  return token;
}

const scopeNames = ['organization_id', 'resource_id', 'source_id', 'integration_source_id', 'data_source_id', 'context_source_id', 'job_id'];

/** Who asks, and the scope parameters of the request. */
export function contextOf(request: FastifyRequest): Context {
  if (request.actor === null) throw new AppError('unauthenticated', 'Not authenticated');
  const scope = Object.fromEntries(Object.entries(request.query ?? {}).filter(([name]) => scopeNames.includes(name)));
  return {
    organizationId: request.actor.organizationId,
    actor: request.actor,
    scope,
    via: request.via,
    ifMatch: entityTagsOf(request.headers['if-match']),
  };
}

/** The entity tags of an If-Match header (RFC 9110 §13.1.1); undefined where there is none. */
function entityTagsOf(header: string | undefined): readonly string[] | undefined {
  return header?.match(/(?:W\/)?"[^"]*"|\*/g) ?? (header === undefined ? undefined : []);
}
