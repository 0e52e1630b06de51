import { fastify, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Services } from '../services/context.ts';
import type { VerifyIdentity } from '../services/identity-oidc.ts';
import { requireToken } from './auth.ts';
import { installDocs } from './docs/install.ts';
import { answerError, answerUnreadable, installErrors } from './errors.ts';
import { takeJsonOnly } from './json-body.ts';
import { refuseOtherMethods } from './methods.ts';
import { rateLimits } from './rate-limit.ts';
import { airbyteRoutes } from './routes/airbyte.ts';
import { auditEventRoutes } from './routes/audit-events.ts';
import { crosswalkDownloadRoutes } from './routes/crosswalk-download.ts';
import { crosswalkRoutes } from './routes/crosswalks.ts';
import { databaseRoutes } from './routes/databases.ts';
import { decisionBatchRoutes } from './routes/decision-batches.ts';
import { edgeRoutes } from './routes/edges.ts';
import { entityLinkRoutes } from './routes/entity-links.ts';
import { graphRoutes } from './routes/graph.ts';
import { integrationSourceRoutes } from './routes/integration-sources.ts';
import { jobEventRoutes } from './routes/job-events.ts';
import { jobRoutes } from './routes/jobs.ts';
import { memberRoutes } from './routes/members.ts';
import { ontologyRoutes } from './routes/ontology.ts';
import { organizationRoutes } from './routes/organizations.ts';
import { reconciliationRoutes } from './routes/reconciliation.ts';
import { relationshipRoutes } from './routes/relationships.ts';
import { saasAssociationRoutes } from './routes/saas-associations.ts';
import { saasFieldRoutes } from './routes/saas-fields.ts';
import { saasObjectRoutes } from './routes/saas-objects.ts';
import { sessionRoutes } from './routes/session.ts';
import { systemRoutes } from './routes/system.ts';
import { tableRoutes } from './routes/tables.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { userIdentifierRoutes } from './routes/user-identifiers.ts';
import { installStrictHandling } from './strict.ts';
import { installValidation } from './validation.ts';
import { webApp } from './web.ts';

export interface ApiDependencies extends Services {
  readonly version: string;
  readonly logger?: FastifyBaseLogger;
  /** Reads the bearer tokens of an identity provider, where there is one. */
  readonly verifyIdentity?: VerifyIdentity | undefined;
  /** Requests a minute of one token; undefined and 0: as many as come. */
  readonly rateLimit?: number | undefined;
  /** Holds every answer against its schema: for tests. */
  readonly checkAnswers?: boolean;
}

const bodyLimit = 8 * 1024 * 1024;
/** How long a request under way may take to end once the server closes. */
const closingMs = 3000;
/** As long as a URL can be: what a path may hold is for its schema to say. */
const maxParamLength = 16 * 1024;

/** The HTTP API, ready to listen. Closing it ends the streams and connections it has open; store and job client stay open. */
export async function buildApi(dependencies: ApiDependencies): Promise<FastifyInstance> {
  const { version, logger, rateLimit = 0, checkAnswers = false } = dependencies;
  const app = fastify({
    bodyLimit,
    ...(logger === undefined ? {} : { loggerInstance: logger }),
    routerOptions: { maxParamLength },
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    clientErrorHandler: answerUnreadable,
  });
  endConnections(app);
  installErrors(app);
  installValidation(app, checkAnswers);
  takeJsonOnly(app);
  await installDocs(app, version);
  const refuse = refuseOtherMethods(app);
  systemRoutes(app, dependencies);
  await webApp(app);
  const limits = rateLimit === 0 ? undefined : rateLimits(rateLimit);
  await app.register(async (api) => sessionRoutes(api, dependencies, limits), { prefix: '/api' });
  await app.register(
    async (api) => {
      requireToken(api, dependencies, limits);
      installStrictHandling(api);
      relationshipRoutes(api, dependencies);
      edgeRoutes(api, dependencies);
      graphRoutes(api, dependencies);
      decisionBatchRoutes(api, dependencies);
      auditEventRoutes(api, dependencies);
      integrationSourceRoutes(api, dependencies);
      databaseRoutes(api, dependencies);
      tableRoutes(api, dependencies);
      saasObjectRoutes(api, dependencies);
      saasFieldRoutes(api, dependencies);
      saasAssociationRoutes(api, dependencies);
      reconciliationRoutes(api, dependencies);
      entityLinkRoutes(api, dependencies);
      crosswalkRoutes(api, dependencies);
      crosswalkDownloadRoutes(api, dependencies);
      airbyteRoutes(api, dependencies);
      jobRoutes(api, dependencies);
      jobEventRoutes(api, dependencies);
      tokenRoutes(api, dependencies);
      organizationRoutes(api, dependencies);
      memberRoutes(api, dependencies);
      userIdentifierRoutes(api, dependencies);
      ontologyRoutes(api, dependencies);
    },
    { prefix: '/api' },
  );
  refuse();
  await app.ready();
  return app;
}

/** Browsers open connections in advance, and Node.js waits for ever for the first request of one when it closes. */
function endConnections(app: FastifyInstance): void {
  app.addHook('preClose', async () => void setTimeout(() => app.server.closeAllConnections(), closingMs).unref());
}
