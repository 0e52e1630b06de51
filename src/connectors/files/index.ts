import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseConnector } from '../contract.ts';
import { configSchema } from './config.ts';
import type { FilesConfig } from './config.ts';
import { isGlob } from './glob.ts';
import { isDataFile } from './list.ts';

/** Folders, globs and single files of CSV, TSV, Parquet and JSON lines. */
export const connector: DatabaseConnector<FilesConfig> = {
  type: 'files',
  title: 'Files (CSV, TSV, Parquet, JSON lines)',
  sourceType: 'database',
  capabilities: ['introspect', 'read', 'query'],
  configSchema,
  parseTarget(target) {
    if (/^[a-z][a-z0-9+]+:/i.test(target)) return undefined;
    const isFolder = existsSync(target) && statSync(target).isDirectory();
    const name = path.basename(path.resolve(target));
    if (!isFolder && !isDataFile(name) && !isGlob(target)) return undefined;
    return { config: { path: path.resolve(target) }, name: sourceName(path.resolve(target), isFolder) };
  },
  location: (config) => config.path,
  async open(config, signal) {
    const { openFiles } = await import('./session.ts');
    return openFiles(config, signal);
  },
};

function sourceName(target: string, isFolder: boolean): string {
  if (isFolder) return path.basename(target) || 'files';
  const parts = target.split('/');
  const fixed = parts.findIndex((part) => isGlob(part));
  if (fixed > 0 && !existsSync(target)) return parts[fixed - 1] || 'files';
  return path.basename(target).replace(/\.(csv|tsv|parquet|jsonl|ndjson)(\.gz)?$/i, '');
}
