import type { DatabaseConnector } from '../contract.ts';
import { type MysqlConfig, mysqlConfig, parseMysqlTarget } from './config.ts';
import { openSession } from './session.ts';

/** MySQL 8 and MariaDB 10.5, and later. What they call a database is both database and schema of a path. */
export const connector: DatabaseConnector<MysqlConfig> = {
  type: 'mysql',
  title: 'MySQL and MariaDB',
  sourceType: 'database',
  capabilities: ['introspect', 'read', 'query', 'declared_keys', 'comments'],
  configSchema: mysqlConfig,
  parseTarget: parseMysqlTarget,
  location: ({ host, port, database }) => `mysql:${JSON.stringify([host.toLowerCase(), host.startsWith('/') ? 0 : port, database ?? ''])}`,
  open: openSession,
};
