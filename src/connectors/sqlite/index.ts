import path from 'node:path';
import type { DatabaseConnector } from '../contract.ts';
import { fileStart, isSqliteFile } from '../file-kind.ts';
import { configSchema } from './config.ts';
import type { SqliteConfig } from './config.ts';

/** SQLite database files, opened for reading only. */
export const connector: DatabaseConnector<SqliteConfig> = {
  type: 'sqlite',
  title: 'SQLite',
  sourceType: 'database',
  capabilities: ['introspect', 'read', 'query', 'declared_keys'],
  configSchema,
  parseTarget(target) {
    const file = /^sqlite:(?:\/\/(?=\/))?(.+)$/is.exec(target)?.[1] ?? (isDatabaseFile(target) ? target : undefined);
    if (file === undefined) return undefined;
    const name = path.basename(file).replace(/\.(sqlite3?|db3?)$/i, '');
    return { config: { path: path.resolve(file) }, name };
  },
  location: (config) => config.path,
  async open(config, signal) {
    const { openSqlite } = await import('./session.ts');
    return openSqlite(config, signal);
  },
};

/** By its first bytes where there is a file, else by its name. */
function isDatabaseFile(target: string): boolean {
  if (isSqliteFile(target)) return true;
  if (/\.(sqlite3?|db3)$/i.test(target)) return true;
  return /\.db$/i.test(target) && fileStart(target, 12).subarray(8).toString('latin1') !== 'DUCK';
}
