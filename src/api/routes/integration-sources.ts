import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { pageQuery, scopeQuery } from '../../contract/common.ts';
import * as contract from '../../contract/integration-source.ts';
import { testConnection } from '../../services/connection-test.ts';
import type { Services } from '../../services/context.ts';
import * as sources from '../../services/sources.ts';
import { contextOf } from '../auth.ts';
import { operation } from '../old-operation.ts';
import { linkNext, pageOf } from '../pages.ts';
import { presentConnectionTest, presentSource } from '../present/integration-source.ts';

const tag = 'Integration sources';

/** Integration sources: everything but what was learnt about them. */
export function integrationSourceRoutes(services: Services): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get(
      '/integration-sources',
      {
        schema: {
          ...operation(tag, 'List Integration Sources', 200, z.array(contract.integrationSource)),
          querystring: scopeQuery.extend(contract.integrationSourceFilter.shape).extend(pageQuery.shape),
        },
      },
      async (request, reply) => {
        const { rows, next } = await sources.listSources(services, contextOf(request), request.query, pageOf(request.query));
        linkNext(request, reply, next);
        return rows.map(presentSource);
      },
    );

    app.post(
      '/integration-sources',
      {
        schema: {
          ...operation(tag, 'Create Integration Source', 201, contract.integrationSource, { conflicts: true }),
          querystring: scopeQuery,
          body: contract.integrationSourceCreate,
        },
      },
      async (request, reply) => reply.code(201).send(presentSource(await sources.createSource(services, contextOf(request), request.body))),
    );

    app.get(
      '/integration-sources/:source_id',
      {
        schema: {
          ...operation(tag, 'Get Integration Source', 200, contract.integrationSource),
          params: contract.sourcePath,
          querystring: contract.sourceScope,
        },
      },
      async (request) => presentSource(await sources.getSource(services, contextOf(request), request.params.source_id)),
    );

    app.put(
      '/integration-sources/:source_id',
      {
        schema: {
          ...operation(tag, 'Update Integration Source', 200, contract.integrationSource, { conflicts: true }),
          params: contract.sourcePath,
          querystring: contract.sourceScope,
          body: contract.integrationSourceUpdate,
        },
      },
      async (request) => presentSource(await sources.updateSource(services, contextOf(request), request.params.source_id, request.body)),
    );

    app.delete(
      '/integration-sources/:source_id',
      {
        schema: {
          ...operation(tag, 'Delete Integration Source', 200, contract.integrationSource, { conflicts: true }),
          params: contract.sourcePath,
          querystring: contract.sourceScope,
        },
      },
      async (request) => presentSource(await sources.deleteSource(services, contextOf(request), request.params.source_id)),
    );

    app.post(
      '/integration-sources/:source_id/test-connection',
      {
        schema: {
          ...operation(tag, 'Test Integration Source Connection', 200, contract.connectionTest, {
            conflicts: true,
            description: 'The answer says how it went, stage by stage; a source that cannot be reached is an answer, not an error.',
          }),
          params: contract.sourcePath,
          querystring: contract.sourceScope,
        },
      },
      async (request) => presentConnectionTest(await testConnection(services, contextOf(request), request.params.source_id)),
    );
    done();
  };
}
