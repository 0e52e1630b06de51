import type { FastifyInstance } from 'fastify';
import * as contract from '../../contract/airbyte.ts';
import { connectionTest, sourcePath } from '../../contract/integration-source.ts';
import { job } from '../../contract/job.ts';
import { organizationPath } from '../../contract/organization.ts';
import * as accounts from '../../services/airbyte-account.ts';
import type { Services } from '../../services/context.ts';
import * as syncs from '../../services/syncs.ts';
import { operations } from '../operation.ts';
import { presentAirbyteAccount, presentSync } from '../present/airbyte.ts';
import { presentConnectionTest } from '../present/integration-source.ts';
import { presentJob } from '../present/job.ts';

/** Airbyte: the organization's account, and the syncs of sources. */
export function airbyteRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'Airbyte syncs');
  const account = '/organization/:organization_id/airbyte';

  define(
    {
      method: 'GET',
      path: account,
      title: 'Get Airbyte Account',
      action: 'organization.read',
      params: organizationPath,
      scoped: false,
      answer: contract.airbyteAccount,
      description: 'Without its secret; 404 where the organization has none.',
    },
    async ({ ctx, one }) => one(await accounts.getAirbyteAccount(services, ctx), presentAirbyteAccount),
  );

  define(
    {
      method: 'PUT',
      path: account,
      title: 'Set Airbyte Account',
      action: 'organization.manage',
      params: organizationPath,
      scoped: false,
      body: contract.airbyteAccountUpdate,
      answer: contract.airbyteAccount,
      description:
        'Makes the account, or changes what is sent. From then on sources that name a source or connections of Airbyte are filled in from there, and their last_sync fields are kept true.',
    },
    async ({ ctx, body, one }) => one(await accounts.putAirbyteAccount(services, ctx, body), presentAirbyteAccount),
  );

  define(
    {
      method: 'DELETE',
      path: account,
      title: 'Delete Airbyte Account',
      action: 'organization.manage',
      params: organizationPath,
      scoped: false,
      answer: contract.airbyteAccount,
      description: 'Sources keep what they say of their syncs; nobody keeps it true any more.',
    },
    async ({ ctx }) => presentAirbyteAccount(await accounts.deleteAirbyteAccount(services, ctx)),
  );

  define(
    {
      method: 'POST',
      path: `${account}/test`,
      title: 'Test Airbyte Account',
      action: 'organization.manage',
      params: organizationPath,
      scoped: false,
      answer: connectionTest,
      description: 'Asks for a token, the workspace and its connections, and says at which stage that failed.',
    },
    async ({ ctx }) => presentConnectionTest(await accounts.testAirbyteAccount(services, ctx)),
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/sync',
      title: 'Get Sync',
      action: 'sources.read',
      params: sourcePath,
      answer: contract.sourceSync,
      description:
        'How the connections of a source fare, as Airbyte was last asked: every minute, and whenever a sync is started here. A source that is not synced has none.',
    },
    async ({ ctx, params }) => presentSync(await syncs.getSync(services, ctx, params.source_id)),
  );

  define(
    {
      method: 'POST',
      path: '/integration-sources/:source_id/sync',
      title: 'Sync Integration Source',
      action: 'jobs.manage',
      params: sourcePath,
      status: 202,
      answer: job,
      conflicts: true,
      description:
        'Starts a sync of every connection of the source that is active, as a job of the kind `sync` that follows them to their end; a connection that runs already is followed. A scan that is asked for meanwhile waits for it.',
    },
    async ({ ctx, params }) => presentJob(await syncs.startSync(services, ctx, params.source_id)),
  );

  define(
    {
      method: 'POST',
      path: '/integration-sources/:source_id/reconnect',
      title: 'Reconnect Integration Source',
      action: 'sources.manage',
      params: sourcePath,
      body: contract.reconnectRequest,
      answer: contract.reconnect,
      conflicts: true,
      asksAirbyte: true,
      description: 'Answers where a person consents anew to the access of Airbyte, for a source whose sync wants that (`auth_required`).',
    },
    async ({ ctx, params, body }) => {
      const { consentUrl } = await syncs.reconnect(services, ctx, params.source_id, body);
      return { consent_url: consentUrl, next: 'After the consent, send the secret_id of the redirect to …/reconnect/complete, then start a sync.' };
    },
  );

  define(
    {
      method: 'POST',
      path: '/integration-sources/:source_id/reconnect/complete',
      title: 'Complete Reconnect',
      action: 'sources.manage',
      params: sourcePath,
      body: contract.reconnectCompletion,
      answer: contract.sourceSync,
      conflicts: true,
      asksAirbyte: true,
      description: 'Gives the source in Airbyte the credentials of a consent. The next sync shows whether they are good.',
    },
    async ({ ctx, params, body }) => presentSync(await syncs.completeReconnect(services, ctx, params.source_id, body)),
  );
}
