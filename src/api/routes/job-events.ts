import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { jobPath, jobScope } from '../../contract/job.ts';
import type { Services } from '../../services/context.ts';
import { followJob, getJob, type JobRow } from '../../services/jobs.ts';
import { minimumRole } from '../../services/policy.ts';
import { contextOf } from '../auth.ts';
import { errorsOf, security } from '../operation.ts';
import { presentJob } from '../present/job.ts';

const action = 'jobs.read';

/** One event of the stream. */
const event = z.object({ event: z.literal('job'), data: z.string().meta({ description: 'The job, as JSON' }) }).meta({
  id: 'JobEvent',
  description: 'One event of the stream.',
  examples: [{ event: 'job', data: '{"id":"019b7bfb-0c00-7d11-8e2f-1a2b3c4d5e6f","kind":"scan","state":"running", …}' }],
});

/** A job's progress as server-sent events: `job` with the job whenever it changes; the stream ends when the job is over. */
export function jobEventRoutes(app: FastifyInstance, services: Services): void {
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  app.withTypeProvider<ZodTypeProvider>().get(
    '/jobs/:job_id/events',
    {
      exposeHeadRoute: false,
      config: { action },
      schema: {
        tags: ['Jobs'],
        summary: 'Follow Job',
        operationId: 'follow_job',
        description: 'Server-sent events: one event `job` with the job now, one whenever it changes; the stream ends when the job is over.',
        security,
        'x-required-role': minimumRole(action),
        params: jobPath,
        querystring: jobScope,
        response: {
          200: { description: 'The events', content: { 'text/event-stream': { schema: event } } },
          ...errorsOf({ conflicts: false, changesOne: false }),
        },
      },
    },
    async (request, reply) => {
      const ctx = contextOf(request);
      const id = request.params.job_id;
      await getJob(services, ctx, id);
      const gone = new AbortController();
      reply.raw.on('close', () => gone.abort());
      const rows = followJob(services, ctx, id, AbortSignal.any([closing.signal, gone.signal]));
      void reply.header('cache-control', 'no-store').type('text/event-stream; charset=utf-8');
      return reply.send(Readable.from(events(rows)));
    },
  );
}

async function* events(rows: AsyncIterable<JobRow>): AsyncGenerator<string> {
  for await (const row of rows) yield `event: job\ndata: ${JSON.stringify(presentJob(row))}\n\n`;
}
