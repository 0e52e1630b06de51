import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError, type InputProblem } from '../domain/errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it was sent, where the client wants nothing of it to be ignored. */
    strictBody: unknown;
  }
}

/** `Prefer: handling=strict` (RFC 7240 §4.4): fields of the body that the operation does not know are refused instead of ignored. */
export function installStrictHandling(app: FastifyInstance): void {
  app.decorateRequest('strictBody', undefined);
  app.addHook('preValidation', async (request, reply) => {
    if (request.routeOptions.schema?.body === undefined || !wantsStrict(request)) return;
    request.strictBody = request.body;
    void reply.header('preference-applied', 'handling=strict');
  });
  app.addHook('preHandler', async (request) => {
    const problems = ignored(request.strictBody, request.body, ['body']);
    if (problems.length > 0) throw new AppError('invalid', 'The body has fields that are not known.', { problems });
  });
}

/** The first preference of a name counts. */
function wantsStrict(request: FastifyRequest): boolean {
  const preferences = [request.headers.prefer ?? []].flat().join(',').split(',');
  const handling = preferences.find((preference) => /^\s*handling\s*(?:=|;|$)/i.test(preference));
  return handling !== undefined && /^\s*handling\s*=\s*(?:strict|"strict")\s*(?:;|$)/i.test(handling);
}

/** What reading by the schema left out of what was sent; free-form objects are read whole. */
function ignored(sent: unknown, read: unknown, at: readonly (string | number)[]): InputProblem[] {
  if (Array.isArray(sent)) return Array.isArray(read) ? sent.flatMap((item, i) => ignored(item, read[i], [...at, i])) : [];
  if (!isObject(sent) || !isObject(read)) return [];
  return Object.entries(sent).flatMap(([name, value]) =>
    Object.hasOwn(read, name)
      ? ignored(value, read[name], [...at, name])
      : [{ loc: [...at, name], msg: 'Extra inputs are not permitted', type: 'extra_forbidden' }],
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
