import { AppError, SourceError, type SourceStage } from '../../domain/errors.ts';
import { failureDetails, networkFailure, resolveFailure } from '../network-failure.ts';
import type { PostgresqlConfig } from './config.ts';

/** `host:port` of the server, for messages. */
export function serverOf(config: PostgresqlConfig): string {
  return `PostgreSQL at ${config.host.startsWith('/') ? `${config.host} (port ${config.port})` : `${config.host}:${config.port}`}`;
}

/**
 * What a failure of the driver or the server means: the stage, what happened, what to do. `stage` is where it happened if the error
 * does not tell. The server's own words are passed on only where they cannot quote data.
 */
export function classify(error: unknown, stage: SourceStage, config: PostgresqlConfig): AppError {
  if (error instanceof AppError) return error;
  const { code, message } = failureDetails(error);
  const server = serverOf(config);
  const unresolved = resolveFailure(error, config.host);
  if (unresolved !== undefined) return unresolved;
  if (code === '28P01' || code === '28000' || message.startsWith('SASL')) {
    const what = config.password === undefined ? `${server} wants a password for user ${config.user}` : `${server} refused user ${config.user}`;
    return new SourceError('authenticate', what, 'Check user and password, and that pg_hba.conf lets this user in from this machine.', error);
  }
  if (code === '3D000') {
    return new SourceError('authenticate', `${server} has no database ${config.database}`, 'Check the name of the database.', error);
  }
  const network = networkFailure(error, stage, server, isConnectionLoss(code, message) ? 'the connection was lost' : undefined);
  if (network !== undefined) return network;
  return sqlFailure(error, code, message, stage, server, config);
}

function isConnectionLoss(code: string, message: string): boolean {
  return code.startsWith('08') || code === '57P01' || code === '57P02' || /^(connection terminated|timeout expired)/i.test(message);
}

function sqlFailure(error: unknown, code: string, message: string, stage: SourceStage, server: string, config: PostgresqlConfig): AppError {
  if (code === '42501') {
    return new SourceError(
      stage,
      `${server}: ${message}`,
      `Grant user ${config.user} CONNECT on the database, USAGE on its schemas and SELECT on its tables.`,
      error,
    );
  }
  if (code === '53300') return new SourceError('connect', `${server} has no connection left`, 'Try again later, or raise max_connections.', error);
  if (code === '57P03') return new SourceError('connect', `${server} is starting up or shutting down`, 'Try again in a moment.', error);
  if (code === '25006') return new SourceError(stage, `${server} refused to write: ${message}`, 'Cognate only reads its sources.', error);
  if (code === '57014')
    return new SourceError(stage, `${server} cancelled a statement after its time limit`, 'Try again when the server is less busy.');
  if (/ssl|certificate|self[- ]signed/i.test(`${code} ${message}`)) {
    return new SourceError('connect', `${server}: no encrypted connection: ${message}`, 'Check sslmode, and the certificate of the server.', error);
  }
  // Class 22 (data exceptions), P0 (PL/pgSQL) and the like quote values in their messages.
  const harmless = /^(42|53|54|55|57|58|25|0A|XX)/.test(code);
  const words = harmless ? message : code === '' ? 'an unexpected failure of the driver' : `the server reported error ${code}`;
  return new SourceError(stage, `${server}: ${words}`, 'See the log of the server for details.', harmless ? error : undefined);
}
