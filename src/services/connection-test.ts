import type { Connector, SaasHost, SaasSession, Session } from '../connectors/contract.ts';
import { connectors } from '../connectors/registry.ts';
import type { ConnectionTestRequest } from '../contract/integration-source.ts';
import { AppError, SourceError } from '../domain/errors.ts';
import { markConnection } from '../store/source-status.ts';
import { sourceConnection } from '../store/sources.ts';
import { saasHost } from '../workflows/saas-host.ts';
import { openSystemSource } from '../workflows/system-source.ts';
import { parseConfiguration } from './configuration.ts';
import { found, inTenant, reading, type Context, type Services } from './context.ts';

export interface ConnectionTestResult {
  readonly status: 'connected' | 'error';
  readonly at: Date;
  readonly server: string | null;
  readonly passed: readonly string[];
  readonly failedStage: string | null;
  readonly detail: string | null;
}

const testTimeoutMs = 20_000;
const stages = ['resolve', 'connect', 'authenticate', 'list', 'read'] as const;

/** Opens the source and asks for little, stage by stage; how it went is kept with the source. */
export async function testConnection(services: Services, ctx: Context, id: string): Promise<ConnectionTestResult> {
  const connection = await reading(services, ctx, 'sources.manage', async (db) =>
    found(await sourceConnection(db, ctx.organizationId, id, services.store.sealer), 'Integration source'),
  );
  const source = { organizationId: ctx.organizationId, sourceId: id };
  const host = saasHost(services.store, source, services.allowsInternalAddresses ?? false);
  const report = await tryConnection(opening(connection, host));
  const at = new Date();
  await inTenant(services, ctx, 'sources.manage', (trx) => markConnection(trx, ctx.organizationId, id, report.status, at));
  return { ...report, at };
}

/** Opens what a source of this configuration would open, before there is one; nothing of it is kept. Throws AppError 'invalid' where it does not fit. */
export async function testConfiguration(services: Services, ctx: Context, body: ConnectionTestRequest): Promise<ConnectionTestResult> {
  await reading(services, ctx, 'sources.manage', async () => undefined);
  const connector = connectors.find(({ type }) => type === body.connector_type);
  if (connector === undefined) {
    const msg = `There is no such connector. There are: ${connectors.map(({ type }) => type).join(', ')}.`;
    throw new AppError('invalid', msg, { problems: [{ loc: ['body', 'connector_type'], msg, type: 'value_error' }] });
  }
  const config = parseConfiguration(connector, body.configuration);
  const host = { allowsInternalAddresses: services.allowsInternalAddresses ?? false, replaceSecrets: refuseReplacement };
  const report = await tryConnection((signal) => openWith(connector, config, signal, host));
  return { ...report, at: new Date() };
}

/** A platform may take back a refresh token for the one that replaces it: without a source to keep that, using it would lose both. */
async function refuseReplacement(): Promise<never> {
  throw new SourceError(
    'authenticate',
    'A refresh token can be tried only once its source is there to keep the one that replaces it',
    'Add the source, then test its connection.',
  );
}

/** Opens the source itself, or the system source where a sync is the only way to it. Throws AppError 'conflict' where neither can be. */
function opening({ sync, ...source }: ReadSource, host: SaasHost): (signal: AbortSignal) => Promise<Session | SaasSession> {
  const isInstalled = connectors.some(({ type }) => type === source.connectorType);
  if (sync !== null && !(isInstalled && Object.keys(source.config).length > 0)) return (signal) => openSystemSource(sync.system, signal);
  const connector = installedConnector(source.connectorType);
  return (signal) => openWith(connector, source.config, signal, host);
}

type ReadSource = NonNullable<Awaited<ReturnType<typeof sourceConnection>>>;

/** Opens a session and asks for little. */
export async function tryConnection(
  open: (signal: AbortSignal) => Promise<Pick<Session | SaasSession, 'test' | 'close'>>,
): Promise<Omit<ConnectionTestResult, 'at'>> {
  const signal = AbortSignal.timeout(testTimeoutMs);
  try {
    const session = await open(signal);
    try {
      const { server, passed } = await session.test(signal);
      return { status: 'connected', server, passed, failedStage: null, detail: null };
    } finally {
      await session.close();
    }
  } catch (error) {
    const failed = { status: 'error' as const, server: null };
    if (error instanceof SourceError) {
      return { ...failed, passed: stages.slice(0, stages.indexOf(error.stage)), failedStage: error.stage, detail: error.message };
    }
    if (error instanceof AppError) return { ...failed, passed: [], failedStage: null, detail: error.message };
    if (signal.aborted) return { ...failed, passed: [], failedStage: 'connect', detail: `No answer within ${testTimeoutMs / 1000} seconds.` };
    throw error;
  }
}

function openWith(connector: Connector, stored: Record<string, unknown>, signal: AbortSignal, host: SaasHost): Promise<Session | SaasSession> {
  const config = connector.configSchema.parse(stored);
  return connector.sourceType === 'saas' ? connector.open(config, signal, host) : connector.open(config, signal);
}

/** The connector of a source; throws AppError 'conflict' where this installation has it no more. */
export function installedConnector(type: string): Connector {
  const connector = connectors.find((candidate) => candidate.type === type);
  if (connector === undefined) throw new AppError('conflict', `The connector ${type} of this source is not installed here.`);
  return connector;
}
