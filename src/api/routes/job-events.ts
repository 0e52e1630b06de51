import { Readable } from 'node:stream';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { jobPath, jobScope } from '../../contract/job.ts';
import type { Services } from '../../services/context.ts';
import { followJob, getJob, type JobRow } from '../../services/jobs.ts';
import { contextOf } from '../auth.ts';
import { operation } from '../old-operation.ts';
import { presentJob } from '../present/job.ts';

/** A job's progress as server-sent events: `job` with the job whenever it changes; the stream ends when the job is over. */
export function jobEventRoutes(services: Services): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    const closing = new AbortController();
    app.addHook('preClose', async () => closing.abort());
    const { response, ...documented } = operation('Jobs', 'Follow Job', 200, z.string(), {
      description: 'Server-sent events: one event `job` with the job now, one whenever it changes; the stream ends when the job is over.',
    });
    app.get(
      '/jobs/:job_id/events',
      {
        exposeHeadRoute: false,
        schema: {
          ...documented,
          response: { ...response, 200: { content: { 'text/event-stream': { schema: response[200] } } } },
          params: jobPath,
          querystring: jobScope,
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
        return reply.send(Readable.from(events(rows)) as never);
      },
    );
    done();
  };
}

async function* events(rows: AsyncIterable<JobRow>): AsyncGenerator<string> {
  for await (const row of rows) yield `event: job\ndata: ${JSON.stringify(presentJob(row))}\n\n`;
}
