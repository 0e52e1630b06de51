import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../domain/errors.ts';
import type { Services } from '../services/context.ts';
import { openSession, sealSession, sessionSeconds, type Session } from '../services/session.ts';

export const sessionCookie = 'cognate_session';
const cookieForm = new RegExp(`(?:^|;) *${sessionCookie}=([\\w-]*)`);

/** The session of a browser; undefined where the request carries none. */
export function sessionOf({ store }: Pick<Services, 'store'>, request: FastifyRequest): Session | undefined {
  const text = cookieForm.exec(request.headers.cookie ?? '')?.[1];
  return text === undefined || text === '' ? undefined : openSession(store, text);
}

/** Has the browser keep the session, or forget it where nothing is left of it. */
export function keepSession({ store }: Pick<Services, 'store'>, request: FastifyRequest, reply: FastifyReply, session: Session): void {
  const [value, seconds] = session.length === 0 ? ['', 0] : [sealSession(store, session), sessionSeconds];
  const secure = isSecure(request) ? '; Secure' : '';
  void reply.header('set-cookie', `${sessionCookie}=${value}; Path=/api; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`);
}

/** Also where a proxy before this server ends the encryption: what a client says of it decides about its own cookie only. */
function isSecure(request: FastifyRequest): boolean {
  const { origin, 'x-forwarded-proto': forwarded } = request.headers;
  return request.protocol === 'https' || origin?.startsWith('https:') === true || [forwarded].flat()[0]?.startsWith('https') === true;
}

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/**
 * A page of another site can make a browser send a form with its cookies, but not a header of its own: no other origin is allowed any.
 * Throws AppError 'forbidden' where a request that changes something does not come from the web app.
 */
export function requireOwnPage(request: FastifyRequest): void {
  if (safeMethods.includes(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw new AppError('forbidden', 'The request comes from another site.');
  if (request.headers['x-cognate-request'] === 'web') return;
  throw new AppError('forbidden', 'With a session in place of a token, what changes anything needs the header "X-Cognate-Request: web".');
}
