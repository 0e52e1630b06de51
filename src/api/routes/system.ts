import type { FastifyInstance } from 'fastify';
import type { Services } from '../../services/context.ts';
import { whyNotReady } from '../../services/health.ts';

/** What needs no token: is the process alive, and can it serve. */
export function systemRoutes(app: FastifyInstance, services: Services): void {
  const options = { schema: { hide: true } };
  app.get('/healthz', options, () => ({ status: 'ok' }));
  app.get('/readyz', options, async (_request, reply) => {
    const reason = await whyNotReady(services);
    return reason === undefined ? { status: 'ok' } : reply.code(503).send({ detail: reason });
  });
}
