import type { DatabaseConnector } from '../contract.ts';
import { parsePostgresqlTarget, type PostgresqlConfig, postgresqlConfig } from './config.ts';
import { openSession } from './session.ts';

/** PostgreSQL 10 and later. Databases and schemas are the server's own; a source is one database. */
export const connector: DatabaseConnector<PostgresqlConfig> = {
  type: 'postgresql',
  title: 'PostgreSQL',
  sourceType: 'database',
  capabilities: ['introspect', 'read', 'query', 'declared_keys', 'comments'],
  configSchema: postgresqlConfig,
  parseTarget: parsePostgresqlTarget,
  location: ({ host, port, database }) => `postgresql:${JSON.stringify([host.toLowerCase(), port, database])}`,
  open: openSession,
};
