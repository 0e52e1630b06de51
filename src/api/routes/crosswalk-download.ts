import { createReadStream } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { scopeQuery } from '../../contract/common.ts';
import { crosswalkPath, downloadQuery } from '../../contract/crosswalk.ts';
import { AppError } from '../../domain/errors.ts';
import type { Services } from '../../services/context.ts';
import { downloadCrosswalk } from '../../services/crosswalk-download.ts';
import { minimumRole } from '../../services/policy.ts';
import { contextOf } from '../auth.ts';
import { errorsOf, security } from '../operation.ts';

const action = 'edges.read';
const mediaTypes = { csv: 'text/csv; charset=utf-8', parquet: 'application/vnd.apache.parquet' } as const;
const scope = scopeQuery.omit({ organization_id: true });

const csv = z.string().meta({
  description: 'With a header',
  examples: [
    'left_key,right_key,weight_bits,probability,band,decision,cluster_id\n503,C-70021,8.71,0.9976,auto,,b7c1e6d3-5f20-8b78-8c32-4d5c6b7a8998\n',
  ],
});
const parquet = z.string().meta({ format: 'binary', description: 'The same columns', examples: ['PAR1…'] });

/** The pairs of a crosswalk as a file. */
export function crosswalkDownloadRoutes(app: FastifyInstance, services: Services): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/organization/:organization_id/crosswalks/:crosswalk_id/download',
    {
      exposeHeadRoute: false,
      config: { action },
      schema: {
        tags: ['Crosswalks'],
        summary: 'Download Crosswalk',
        operationId: 'download_crosswalk',
        description:
          'A file with a row for each pair that the crosswalk takes: `left_key, right_key, weight_bits, probability, band, decision, cluster_id`, in the order of the keys.',
        security,
        'x-required-role': minimumRole(action),
        params: crosswalkPath,
        querystring: z.object({ ...downloadQuery.shape, ...scope.shape }),
        response: {
          200: {
            description: 'The file',
            content: {
              'text/csv': { schema: csv },
              'application/vnd.apache.parquet': { schema: parquet },
            },
          },
          ...errorsOf({ conflicts: true }),
        },
      },
    },
    async (request, reply) => {
      const ctx = contextOf(request);
      const { organization_id: organizationId, crosswalk_id: id } = request.params;
      if (organizationId !== ctx.organizationId) throw new AppError('not_found', 'Organization not found');
      const gone = new AbortController();
      if (reply.raw.destroyed) gone.abort();
      reply.raw.on('close', () => gone.abort());
      const { path, format, name, remove } = await downloadCrosswalk(services, ctx, id, request.query, gone.signal);
      reply.raw.on('close', () => void remove());
      void reply.header('content-disposition', `attachment; filename="${name}"`).type(mediaTypes[format]);
      return reply.send(createReadStream(path));
    },
  );
}
