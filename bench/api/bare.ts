// What a 100-row list could cost at best: one Fastify route, one plain query, nothing else. Forked by run.ts.
import { fastify } from 'fastify';
import pg from 'pg';

export interface Bare {
  readonly connection: pg.ClientConfig;
  readonly connections: number;
  readonly port: number;
  readonly organizationId: string;
  readonly query: string;
  readonly values: readonly string[];
}

async function serve({ connection, connections, port, organizationId, query, values }: Bare): Promise<void> {
  // Counts as numbers, as the API answers them.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ ...connection, max: connections, options: `-c cognate.organization_id=${organizationId}` });
  const app = fastify();
  app.get('/', async (_request, reply) => {
    const { rows } = await pool.query<Record<string, unknown>>(query, [...values]);
    return reply.send(rows);
  });
  await app.listen({ host: '127.0.0.1', port });
  process.send?.('ready');
}

process.once('message', (bare: Bare) => void serve(bare));
