import type { FastifyInstance } from 'fastify';
import type { Services } from '../../services/context.ts';
import { whyNotReady } from '../../services/health.ts';

const llms = `# Cognate

> Finds how data relates (undeclared foreign keys first), proves every finding with numbers that anyone can re-run, and keeps what people decided.

All operations below /api take \`Authorization: Bearer <token>\`. Lists are bare JSON arrays; \`limit\` and \`cursor\` page them by the Link header.

- [OpenAPI document](/openapi.json): every operation with its schemas
- [API pages](/docs): the same for people

## The usual way

1. POST /api/integration-sources with name, connector_type and configuration
2. POST /api/integration-sources/{source_id}/scan, then GET /api/jobs/{job_id} until its state is succeeded
3. GET /api/integration-sources/{integration_source_id}/relationships?status=SUGGESTED: each has a score (0 to 1) and evidence with check_sql
4. PUT /api/integration-sources/relationships/{relationship_id} with {"status": "APPROVED"} or {"status": "REJECTED"}, or POST .../relationships/bulk-status
`;

/** What needs no token: is the process alive, can it serve, and what it offers. */
export function systemRoutes(app: FastifyInstance, services: Services): void {
  const options = { schema: { hide: true } };
  app.get('/healthz', options, () => ({ status: 'ok' }));
  app.get('/readyz', options, async (_request, reply) => {
    const reason = await whyNotReady(services);
    return reason === undefined ? { status: 'ok' } : reply.code(503).send({ detail: reason });
  });
  app.get('/llms.txt', options, (_request, reply) => reply.type('text/plain; charset=utf-8').send(llms));
  app.get('/openapi.json', options, () => app.swagger());
}
