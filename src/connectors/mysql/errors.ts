import { AppError, SourceError, type SourceStage } from '../../domain/errors.ts';
import { failureDetails, networkFailure, resolveFailure } from '../network-failure.ts';
import type { MysqlConfig } from './config.ts';

function serverOf(config: MysqlConfig): string {
  return `MySQL at ${config.host.startsWith('/') ? config.host : `${config.host}:${config.port}`}`;
}

/**
 * What a failure of the driver or the server means: the stage, what happened, what to do. `stage` is where it happened if the error
 * does not tell. The server's own words are passed on only where they cannot quote data.
 */
export function classify(error: unknown, stage: SourceStage, config: MysqlConfig): AppError {
  if (error instanceof AppError) return error;
  const { code, message } = failureDetails(error);
  const server = serverOf(config);
  const unresolved = resolveFailure(error, config.host);
  if (unresolved !== undefined) return unresolved;
  if (code === 'ER_ACCESS_DENIED_ERROR' || code === 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR' || code.startsWith('AUTH_SWITCH')) {
    const what = config.password === undefined ? `${server} wants a password for user ${config.user}` : `${server} refused user ${config.user}`;
    return new SourceError('authenticate', what, 'Check user and password, and from which hosts this user may log in.', error);
  }
  if (code === 'ER_BAD_DB_ERROR') {
    return new SourceError('authenticate', `${server} has no database ${config.database ?? ''}`, 'Check the name of the database.', error);
  }
  if (code === 'ER_DBACCESS_DENIED_ERROR' || code === 'ER_HOST_NOT_PRIVILEGED') {
    const what = `${server} does not let user ${config.user} in${config.database === undefined ? '' : ` to database ${config.database}`}`;
    return new SourceError('authenticate', what, 'Grant SELECT on the database, and let the user log in from this machine.', error);
  }
  const network = networkFailure(error, stage, server, lost[code]);
  if (network !== undefined) return network;
  return sqlFailure(error, code, message, stage, server, config);
}

const lost: Readonly<Record<string, string>> = {
  PROTOCOL_CONNECTION_LOST: 'the connection was lost',
  ER_SERVER_SHUTDOWN: 'it is shutting down',
};

/** Errors about objects and rights: they name tables and columns, never values. */
const harmless: ReadonlySet<string> = new Set([
  'ER_NO_SUCH_TABLE',
  'ER_BAD_FIELD_ERROR',
  'ER_VIEW_INVALID',
  'ER_PARSE_ERROR',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_UNKNOWN_STORAGE_ENGINE',
  'ER_NOT_SUPPORTED_YET',
]);

function sqlFailure(error: unknown, code: string, message: string, stage: SourceStage, server: string, config: MysqlConfig): AppError {
  if (code === 'ER_TABLEACCESS_DENIED_ERROR' || code === 'ER_COLUMNACCESS_DENIED_ERROR' || code === 'ER_SPECIFIC_ACCESS_DENIED_ERROR') {
    return new SourceError(stage, `${server}: ${message}`, `Grant user ${config.user} SELECT on the tables.`, error);
  }
  if (code === 'ER_CON_COUNT_ERROR' || code === 'ER_TOO_MANY_USER_CONNECTIONS') {
    return new SourceError('connect', `${server} has no connection left`, 'Try again later, or raise max_connections.', error);
  }
  if (code === 'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION') {
    return new SourceError(stage, `${server} refused to write in a read-only transaction`, 'Cognate only reads its sources.', error);
  }
  if (code === 'ER_QUERY_TIMEOUT' || code === 'ER_STATEMENT_TIMEOUT' || code === 'ER_QUERY_INTERRUPTED') {
    return new SourceError(stage, `${server} cancelled a statement after its time limit`, 'Try again when the server is less busy.', error);
  }
  if (code.startsWith('HANDSHAKE') || /ssl|certificate|self[- ]signed/i.test(`${code} ${message}`)) {
    return new SourceError('connect', `${server}: no encrypted connection: ${message}`, 'Check ssl-mode, and the certificate of the server.', error);
  }
  const quotable = harmless.has(code);
  const words = quotable ? message : code === '' ? 'an unexpected failure of the driver' : `the server reported ${code}`;
  return new SourceError(stage, `${server}: ${words}`, 'See the log of the server for details.', quotable ? error : undefined);
}
