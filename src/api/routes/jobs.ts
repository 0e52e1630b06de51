import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { pageQuery, scopeQuery } from '../../contract/common.ts';
import { sourcePath, sourceScope } from '../../contract/integration-source.ts';
import * as contract from '../../contract/job.ts';
import type { Services } from '../../services/context.ts';
import * as jobs from '../../services/jobs.ts';
import { contextOf } from '../auth.ts';
import { operation } from '../old-operation.ts';
import { linkNext, pageOf } from '../pages.ts';
import { presentJob } from '../present/job.ts';

const tag = 'Jobs';

/** Scans, and the jobs that run them. */
export function jobRoutes(services: Services): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.post(
      '/integration-sources/:source_id/scan',
      {
        schema: {
          ...operation(tag, 'Scan Integration Source', 202, contract.job, {
            conflicts: true,
            description: 'Introspects, profiles and infers, as a job.',
          }),
          params: sourcePath,
          querystring: sourceScope,
          body: contract.scanOptions,
        },
      },
      async (request, reply) =>
        reply.code(202).send(presentJob(await jobs.startScan(services, contextOf(request), request.params.source_id, request.body))),
    );

    app.post(
      '/integration-sources/:source_id/introspect',
      {
        schema: {
          ...operation(tag, 'Introspect Integration Source', 202, contract.job, { conflicts: true, description: 'The same as scan.' }),
          params: sourcePath,
          querystring: sourceScope,
          body: contract.scanOptions,
        },
      },
      async (request, reply) =>
        reply.code(202).send(presentJob(await jobs.startScan(services, contextOf(request), request.params.source_id, request.body))),
    );

    app.post(
      '/scans',
      {
        schema: {
          ...operation(tag, 'Scan Integration Sources', 202, contract.job, { conflicts: true, description: 'One scan over several sources.' }),
          querystring: scopeQuery,
          body: contract.scanRequest,
        },
      },
      async (request, reply) => reply.code(202).send(presentJob(await jobs.startScans(services, contextOf(request), request.body))),
    );

    app.get(
      '/jobs',
      {
        schema: {
          ...operation(tag, 'List Jobs', 200, z.array(contract.job)),
          querystring: scopeQuery.extend(contract.jobFilter.shape).extend(pageQuery.shape),
        },
      },
      async (request, reply) => {
        const { rows, next } = await jobs.listJobs(services, contextOf(request), request.query, pageOf(request.query));
        linkNext(request, reply, next);
        return rows.map(presentJob);
      },
    );

    app.get(
      '/jobs/:job_id',
      { schema: { ...operation(tag, 'Get Job', 200, contract.job), params: contract.jobPath, querystring: contract.jobScope } },
      async (request) => presentJob(await jobs.getJob(services, contextOf(request), request.params.job_id)),
    );

    app.post(
      '/jobs/:job_id/cancel',
      {
        schema: {
          ...operation(tag, 'Cancel Job', 202, contract.job, {
            description: 'A job that waits ends at once, a running one soon after; one that is over stays as it is.',
          }),
          params: contract.jobPath,
          querystring: contract.jobScope,
        },
      },
      async (request, reply) => reply.code(202).send(presentJob(await jobs.cancelJob(services, contextOf(request), request.params.job_id))),
    );
    done();
  };
}
