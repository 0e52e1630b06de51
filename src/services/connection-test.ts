import type { Connector } from '../connectors/contract.ts';
import { connectors } from '../connectors/registry.ts';
import { AppError, SourceError } from '../domain/errors.ts';
import { markConnection } from '../store/source-status.ts';
import { sourceConnection } from '../store/sources.ts';
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
  const report = await tryConnection(installedConnector(connection.connectorType), connection.config);
  const at = new Date();
  await inTenant(services, ctx, 'sources.manage', (trx) => markConnection(trx, ctx.organizationId, id, report.status, at));
  return { ...report, at };
}

/** Opens a source with a configuration that is stored or not, and asks for little. */
export async function tryConnection(connector: Connector, stored: Record<string, unknown>): Promise<Omit<ConnectionTestResult, 'at'>> {
  const signal = AbortSignal.timeout(testTimeoutMs);
  try {
    const session = await connector.open(connector.configSchema.parse(stored), signal);
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

/** The connector of a source; throws AppError 'conflict' where this installation has it no more. */
export function installedConnector(type: string): Connector {
  const connector = connectors.find((candidate) => candidate.type === type);
  if (connector === undefined) throw new AppError('conflict', `The connector ${type} of this source is not installed here.`);
  return connector;
}
