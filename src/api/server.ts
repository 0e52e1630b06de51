import { fastify, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Services } from '../services/context.ts';
import { requireToken } from './auth.ts';
import { installDocs } from './docs.ts';
import { answerError, installErrors } from './errors.ts';
import { databaseRoutes } from './routes/databases.ts';
import { decisionBatchRoutes } from './routes/decision-batches.ts';
import { integrationSourceRoutes } from './routes/integration-sources.ts';
import { jobEventRoutes } from './routes/job-events.ts';
import { jobRoutes } from './routes/jobs.ts';
import { relationshipRoutes } from './routes/relationships.ts';
import { systemRoutes } from './routes/system.ts';
import { tableRoutes } from './routes/tables.ts';
import { installValidation } from './validation.ts';

export interface ApiDependencies extends Services {
  readonly version: string;
  readonly logger?: FastifyBaseLogger;
  /** Holds every answer against its schema: for tests. */
  readonly checkAnswers?: boolean;
}

const bodyLimit = 8 * 1024 * 1024;

/** The HTTP API, ready to listen. Closing it ends the streams it has open; store and job client stay open. */
export async function buildApi(dependencies: ApiDependencies): Promise<FastifyInstance> {
  const { version, logger, checkAnswers = false } = dependencies;
  const app = fastify({
    bodyLimit,
    ...(logger === undefined ? {} : { loggerInstance: logger }),
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  });
  installErrors(app);
  installValidation(app, checkAnswers);
  acceptEmptyBodies(app);
  await installDocs(app, version);
  systemRoutes(app, dependencies);
  await app.register(
    async (api) => {
      requireToken(api, dependencies);
      relationshipRoutes(api, dependencies);
      decisionBatchRoutes(api, dependencies);
      integrationSourceRoutes(api, dependencies);
      databaseRoutes(api, dependencies);
      tableRoutes(api, dependencies);
      jobRoutes(api, dependencies);
      jobEventRoutes(api, dependencies);
    },
    { prefix: '/api' },
  );
  await app.ready();
  return app;
}

/** An empty body is none, also where the client says that it sends JSON. */
function acceptEmptyBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.toString().trim() === '') done(null, undefined);
    else void parse(request, body.toString(), done);
  });
}
