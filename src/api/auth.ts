import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../domain/errors.ts';
import type { Actor, Context, Services } from '../services/context.ts';
import { authorize } from '../services/policy.ts';
import { authenticate } from '../services/tokens.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null;
  }
}

/** Every route below takes a bearer token. */
export function requireToken(app: FastifyInstance, services: Services): void {
  app.decorateRequest('actor', null);
  app.addHook('onRequest', async (request) => {
    request.actor = await authenticate(services.store, bearerOf(request));
    const { action } = request.routeOptions.config;
    if (action !== undefined) authorize(request.actor.role, action);
  });
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
    via: 'api',
    ifMatch: entityTagsOf(request.headers['if-match']),
  };
}

/** The entity tags of an If-Match header (RFC 9110 §13.1.1); undefined where there is none. */
function entityTagsOf(header: string | undefined): readonly string[] | undefined {
  return header?.match(/(?:W\/)?"[^"]*"|\*/g) ?? (header === undefined ? undefined : []);
}
