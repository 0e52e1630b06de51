import path from 'node:path';
import type { DatabaseConnector } from '../contract.ts';
import { isDuckdbFile } from '../file-kind.ts';
import { configSchema } from './config.ts';
import type { DuckdbConfig } from './config.ts';

/** DuckDB database files, opened for reading only. */
export const connector: DatabaseConnector<DuckdbConfig> = {
  type: 'duckdb',
  title: 'DuckDB',
  sourceType: 'database',
  capabilities: ['introspect', 'read', 'query', 'declared_keys', 'comments'],
  configSchema,
  parseTarget(target) {
    const file = /^duckdb:(?:\/\/(?=\/))?(.+)$/is.exec(target)?.[1] ?? (/\.(duckdb|ddb)$/i.test(target) || isDuckdbFile(target) ? target : undefined);
    if (file === undefined) return undefined;
    return { config: { path: path.resolve(file) }, name: path.basename(file).replace(/\.(duckdb|ddb|db)$/i, '') };
  },
  location: (config) => config.path,
  async open(config, signal) {
    const { openDuckdb } = await import('./session.ts');
    return openDuckdb(config, signal);
  },
};
