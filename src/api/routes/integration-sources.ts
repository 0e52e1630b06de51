import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { connector } from '../../contract/connector.ts';
import * as contract from '../../contract/integration-source.ts';
import { scopedOrganizationPath } from '../../contract/organization.ts';
import { testConfiguration, testConnection } from '../../services/connection-test.ts';
import { installedConnectors, listConnectors } from '../../services/connectors.ts';
import type { Services } from '../../services/context.ts';
import { overviewOfSources } from '../../services/source-overview.ts';
import * as sources from '../../services/sources.ts';
import { operations } from '../operation.ts';
import { presentConnectionTest, presentConnector, presentOverview, presentSource } from '../present/integration-source.ts';

/** Integration sources: everything but what was learnt about them. */
export function integrationSourceRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'Integration sources');

  define(
    {
      method: 'GET',
      path: '/connectors',
      title: 'List Connectors',
      action: 'sources.read',
      scoped: false,
      answer: z.array(connector),
      description: 'What sources can be registered of, and what their configuration takes.',
    },
    async ({ ctx }) => listConnectors(ctx).map(presentConnector),
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources',
      title: 'List Integration Sources',
      action: 'sources.read',
      query: contract.integrationSourceFilter,
      paged: true,
      answer: z.array(contract.integrationSource),
      description: 'Databases and SaaS instances of the organization, active or not; secrets are left out of `configuration`.',
    },
    async ({ ctx, query, page, list }) => list(await sources.listSources(services, ctx, query, page), presentSource),
  );

  define(
    {
      method: 'POST',
      path: '/integration-sources',
      title: 'Create Integration Source',
      action: 'sources.manage',
      body: contract.integrationSourceCreate(installedConnectors),
      status: 201,
      answer: contract.integrationSource,
      conflicts: true,
      asksAirbyte: true,
      description:
        'Registers a source. Nothing is read yet: test the connection, then scan. Secrets in `configuration` are sealed and never answered.',
    },
    async ({ ctx, body, one }) => one(await sources.createSource(services, ctx, body), presentSource),
  );

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/overview',
      title: 'Get Source Overview',
      action: 'sources.read',
      params: scopedOrganizationPath,
      query: contract.overviewFilter,
      paged: true,
      answer: z.array(contract.sourceOverview),
      description:
        'The sources of the organization with what a look at them tells: counts of what they hold and of edges, the last scan, how fresh the data is.',
    },
    async ({ ctx, query, page, list }) => list(await overviewOfSources(services, ctx, query, page), presentOverview),
  );

  define(
    {
      method: 'POST',
      path: '/integration-sources/test-connection',
      title: 'Test Connection',
      action: 'sources.manage',
      body: contract.connectionTestRequest,
      answer: contract.connectionTest,
      description:
        'Tries a configuration before a source of it is registered, stage by stage; nothing is kept. What cannot be reached is an answer, not an error.',
    },
    async ({ ctx, body }) => presentConnectionTest(await testConfiguration(services, ctx, body)),
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id',
      title: 'Get Integration Source',
      action: 'sources.read',
      params: contract.sourcePath,
      answer: contract.integrationSource,
      description: 'One source, without its secrets.',
    },
    async ({ ctx, params, one }) => one(await sources.getSource(services, ctx, params.source_id), presentSource),
  );

  define(
    {
      method: 'PUT',
      path: '/integration-sources/:source_id',
      title: 'Update Integration Source',
      action: 'sources.manage',
      params: contract.sourcePath,
      body: contract.integrationSourceUpdate,
      answer: contract.integrationSource,
      conflicts: true,
      asksAirbyte: true,
      description: 'Changes what is sent. A `configuration` replaces the one before, but for its secrets, which stay where they are left out.',
    },
    async ({ ctx, params, body, one }) => one(await sources.updateSource(services, ctx, params.source_id, body), presentSource),
  );

  define(
    {
      method: 'DELETE',
      path: '/integration-sources/:source_id',
      title: 'Delete Integration Source',
      action: 'sources.manage',
      params: contract.sourcePath,
      answer: contract.integrationSource,
      conflicts: true,
      description: 'With everything that was found in it. 409 while a scan of it runs, or while another source is routed to it.',
    },
    async ({ ctx, params }) => presentSource(await sources.deleteSource(services, ctx, params.source_id)),
  );

  define(
    {
      method: 'POST',
      path: '/integration-sources/:source_id/test-connection',
      title: 'Test Integration Source Connection',
      action: 'sources.manage',
      params: contract.sourcePath,
      answer: contract.connectionTest,
      conflicts: true,
      description: 'The answer says how it went, stage by stage; a source that cannot be reached is an answer, not an error.',
    },
    async ({ ctx, params }) => presentConnectionTest(await testConnection(services, ctx, params.source_id)),
  );
}
