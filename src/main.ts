import { once } from 'node:events';
import { createServer } from 'node:net';
import { pino, type Logger } from 'pino';
import type { Config } from './config.ts';
import { AppError } from './domain/errors.ts';
import { verifyAuditLog, type LogReport } from './services/audit-verification.ts';
import type { Context, Services } from './services/context.ts';
import { ensureFirstOrganization } from './services/first-organization.ts';
import { scansOf, type Scans } from './services/scans.ts';
import { openStore, type Store } from './store/open.ts';
import { version } from './version.ts';
import { jobClient } from './workflows/client.ts';
import { startWorkerProcess } from './workflows/worker-process.ts';

/**
 * The composition root: the only file that wires the parts together, one function per kind of process. What only one of them
 * needs (the HTTP server, the workflow engine) is loaded there, so that the others start fast and stay small.
 */

export type { LogReport };

/** What a command without a server works with. */
export interface Application {
  readonly scans: Scans;
  readonly services: Services;
  /** The installation's owner at the command line, in its organization, which is made where there is none. */
  owner(): Promise<Context>;
  /** Resolves when the worker of this process turns out not to start. */
  readonly workerFailure: Promise<Error>;
  close(): Promise<void>;
}

/** Opens the catalog, with a worker beside it. */
export async function openApplication(config: Config): Promise<Application> {
  const logger = loggerOf(config);
  const worker = startWorkerProcess(config, (exit) => logger.warn(`The worker died (${exit}) and is started again.`));
  try {
    const store = await open(config, logger);
    const services = { store, jobClient: jobClient(store), allowsInternalAddresses: config.allowsInternalAddresses };
    const organization = () => ensureFirstOrganization(store, { issueToken: false });
    return {
      services,
      async owner() {
        const { organizationId, userId } = await organization();
        const actor = { organizationId, userId, tokenId: null, role: 'SYSTEM_ADMIN', madeBy: null } as const;
        return { organizationId, actor, scope: {}, via: 'cli' };
      },
      scans: scansOf({ store, jobs: services.jobClient, organization }),
      workerFailure: new Promise((resolve) => void worker.ready.catch(resolve)),
      async close() {
        await worker.stop();
        await store.close();
      },
    };
  } catch (error) {
    await worker.stop();
    throw error;
  }
}

export interface Server {
  readonly url: string;
  /** The administrator's token where this start made one: to be told now and never again. */
  readonly newToken: string | undefined;
  /** Ends requests, interrupts scans so that the next start resumes them, and closes the catalog. */
  close(): Promise<void>;
}

/** Starts the HTTP server and a worker beside it. Throws AppError 'conflict' where the port is taken. */
export async function startServer(config: Config): Promise<Server> {
  const logger = loggerOf(config);
  const { buildApi } = await import('./api/server.ts');
  const store = await open(config, logger);
  try {
    const { token } = await ensureFirstOrganization(store, { adminToken: config.adminToken });
    const api = await buildApi({
      store,
      jobClient: jobClient(store),
      version,
      logger,
      rateLimit: config.rateLimit,
      allowsInternalAddresses: config.allowsInternalAddresses,
      verifyIdentity: config.oidc && (await import('./services/identity-oidc.ts')).identityVerifier(config.oidc),
    });
    await api.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
      throw cannotListen(error, config);
    });
    const worker = startWorkerProcess(config, (exit) => logger.warn(`The worker died (${exit}) and is started again.`));
    worker.ready.catch((error: unknown) => logger.error({ err: error }, 'there is no worker: scans will wait'));
    const listening = api.server.address();
    return {
      url: urlOf(typeof listening === 'object' && listening !== null ? listening.port : config.port, config.host),
      newToken: config.adminToken === undefined ? (token ?? undefined) : undefined,
      async close() {
        await api.close();
        await worker.stop();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Checks the audit logs of the catalog, with no worker beside it. */
export async function* verifyAudit(config: Config, organizationId?: string): AsyncGenerator<LogReport> {
  const store = await open(config, loggerOf(config));
  try {
    yield* verifyAuditLog(store, organizationId);
  } finally {
    await store.close();
  }
}

/** Throws AppError 'conflict' where the server could not listen: for commands that serve only after long work. */
export async function ensureListenable(config: Config): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(config.port, config.host);
    await once(probe, 'listening');
  } catch (error) {
    throw cannotListen(error, config);
  } finally {
    probe.close();
  }
}

/** Takes scans in this very process. */
export async function runWorker(config: Config): Promise<{ close(): Promise<void> }> {
  const logger = loggerOf(config);
  const { startWorker } = await import('./workflows/worker.ts');
  const store = await open(config, logger);
  const onLost = (error: Error | undefined): never => {
    logger.error({ err: error }, 'the connection to the catalog is lost; the worker ends');
    process.exit(1);
  };
  const worker = await startWorker({ store, home: config.home, allowsInternalAddresses: config.allowsInternalAddresses, logger, onLost });
  return {
    async close() {
      await worker.stop();
      await store.close();
    },
  };
}

function open(config: Config, logger: Logger): Promise<Store> {
  return openStore({
    home: config.home,
    databaseUrl: config.databaseUrl,
    secretKey: config.secretKey,
    onWarning: (message) => logger.warn(message),
  });
}

function loggerOf(config: Config): Logger {
  return pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
}

function urlOf(port: number, host: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function cannotListen(error: unknown, { host, port }: Config): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') {
    return new AppError('conflict', `Port ${port} of ${host} is taken: another server runs there. Choose one with --port or PORT.`, { cause: error });
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new AppError('conflict', `The server cannot listen on ${host}, port ${port} (${code}). Choose others with --host and --port.`, {
      cause: error,
    });
  }
  return error;
}
