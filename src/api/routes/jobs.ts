import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { sourcePath } from '../../contract/integration-source.ts';
import * as contract from '../../contract/job.ts';
import type { Services } from '../../services/context.ts';
import * as jobs from '../../services/jobs.ts';
import { operations } from '../operation.ts';
import { presentJob } from '../present/job.ts';

/** Scans, and the jobs that run them. */
export function jobRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'Jobs');

  define(
    {
      method: 'POST',
      path: '/integration-sources/:source_id/scan',
      title: 'Scan Integration Source',
      action: 'jobs.manage',
      params: sourcePath,
      body: contract.scanOptions,
      status: 202,
      answer: contract.job,
      conflicts: true,
      description: 'Introspects, profiles and infers, as a job.',
    },
    async ({ ctx, params, body }) => presentJob(await jobs.startScan(services, ctx, params.source_id, body)),
  );

  define(
    {
      method: 'POST',
      path: '/integration-sources/:source_id/introspect',
      title: 'Introspect Integration Source',
      action: 'jobs.manage',
      params: sourcePath,
      body: contract.scanOptions,
      status: 202,
      answer: contract.job,
      conflicts: true,
      description: 'The same as scan.',
    },
    async ({ ctx, params, body }) => presentJob(await jobs.startScan(services, ctx, params.source_id, body)),
  );

  define(
    {
      method: 'POST',
      path: '/scans',
      title: 'Scan Integration Sources',
      action: 'jobs.manage',
      body: contract.scanRequest,
      status: 202,
      answer: contract.job,
      conflicts: true,
      description: 'One scan over several sources.',
    },
    async ({ ctx, body }) => presentJob(await jobs.startScans(services, ctx, body)),
  );

  define(
    {
      method: 'GET',
      path: '/jobs',
      title: 'List Jobs',
      action: 'jobs.read',
      query: contract.jobFilter,
      paged: true,
      answer: z.array(contract.job),
      description: 'Scans and syncs of the organization, done and under way.',
    },
    async ({ ctx, query, page, list }) => list(await jobs.listJobs(services, ctx, query, page), presentJob),
  );

  define(
    {
      method: 'GET',
      path: '/jobs/:job_id',
      title: 'Get Job',
      action: 'jobs.read',
      params: contract.jobPath,
      answer: contract.job,
      description: 'State, progress and timings of a job: ask again until `state` is `succeeded`, `failed` or `cancelled`, or follow its events.',
    },
    async ({ ctx, params, one }) => one(await jobs.getJob(services, ctx, params.job_id), presentJob),
  );

  define(
    {
      method: 'POST',
      path: '/jobs/:job_id/cancel',
      title: 'Cancel Job',
      action: 'jobs.manage',
      params: contract.jobPath,
      status: 202,
      answer: contract.job,
      description: 'A job that waits ends at once, a running one soon after; one that is over stays as it is.',
    },
    async ({ ctx, params }) => presentJob(await jobs.cancelJob(services, ctx, params.job_id)),
  );
}
