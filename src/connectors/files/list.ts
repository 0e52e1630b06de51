import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { EntityPath } from '../../domain/entity.ts';
import { SourceError } from '../../domain/errors.ts';
import { globBase, globPattern, isGlob } from './glob.ts';

type FileFormat = 'csv' | 'parquet' | 'json';

/** A file that becomes an entity. */
export interface DataFile {
  readonly path: EntityPath;
  readonly file: string;
  readonly format: FileFormat;
  readonly size: number;
}

const formats: Readonly<Record<string, FileFormat>> = { csv: 'csv', tsv: 'csv', parquet: 'parquet', jsonl: 'json', ndjson: 'json' };
const named = /^(.+?)\.(?:(csv|tsv|jsonl|ndjson)(?:\.gz)?|(parquet))$/is;
const accepted = 'Files end in .csv, .tsv, .jsonl or .ndjson, gzipped (.gz) or not, or in .parquet.';

/** Whether the name is that of a file this connector reads. */
export function isDataFile(name: string): boolean {
  return formatOf(name) !== undefined;
}

/**
 * The files of a folder (its own, not those of its sub-folders), of a glob, or the one file named. The database is the name of the folder;
 * the schema is `main`, or for globs over several folders the folder below the fixed part of the glob. An entity is named as its file
 * without extensions; files that would share a name keep theirs whole.
 */
export async function listFiles(target: string): Promise<{ files: DataFile[]; empty: string[] }> {
  const glob = isGlob(target) && (await kindOf(target)) === undefined;
  const base = glob ? globBase(target) : target;
  const kind = await kindOf(base);
  if (kind === undefined) throw new SourceError('resolve', `There is nothing at ${base}`, 'Check the path.');
  const root = kind === 'folder' ? base : path.dirname(base);
  const found = glob ? await matching(base, globPattern(target)) : kind === 'folder' ? await directFiles(base) : [base];
  const readable = found.filter((file) => isDataFile(path.basename(file))).toSorted();
  if (readable.length === 0) throw nothingFound(target, glob, kind, found.length);
  const files: DataFile[] = [];
  const empty: string[] = [];
  for (const entry of nameFiles(root, readable)) {
    const size = await sizeOf(entry.file);
    if (size === 0) empty.push(entry.file);
    else files.push({ ...entry, size });
  }
  if (files.length === 0) throw new SourceError('list', `Every file of ${target} is empty (0 bytes)`, 'Export the data again.');
  return { files, empty };
}

function nothingFound(target: string, glob: boolean, kind: string, others: number): SourceError {
  if (glob) return new SourceError('list', `No file matches ${target}`, `${accepted} Quote the glob so that the shell leaves it alone.`);
  if (kind === 'file') return new SourceError('list', `${target} is not a kind of file that can be read`, accepted);
  const hint = `${accepted} Sub-folders are read by a glob such as ${path.join(target, '**', '*.csv')}.`;
  return new SourceError('list', others === 0 ? `The folder ${target} is empty` : `The folder ${target} holds no data file`, hint);
}

function key(entry: { readonly schema: string; readonly stem: string }): string {
  return `${entry.schema}/${entry.stem}`;
}

function nameFiles(root: string, files: readonly string[]): Omit<DataFile, 'size'>[] {
  const entries = files.map((file) => {
    const name = path.basename(file);
    const folder = path.relative(root, path.dirname(file)).split(path.sep).join('/');
    return { file, name, stem: named.exec(name)?.[1] ?? name, schema: folder === '' ? 'main' : folder, format: formatOf(name) ?? ('csv' as const) };
  });
  const uses = new Map<string, number>();
  for (const entry of entries) uses.set(key(entry), (uses.get(key(entry)) ?? 0) + 1);
  const database = path.basename(root) || 'files';
  return entries.map((entry) => ({
    path: { database, schema: entry.schema, name: uses.get(key(entry)) === 1 ? entry.stem : entry.name },
    file: entry.file,
    format: entry.format,
  }));
}

async function directFiles(folder: string): Promise<string[]> {
  const entries = await attempt(folder, () => readdir(folder, { withFileTypes: true }));
  return entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map((entry) => path.join(folder, entry.name));
}

async function matching(base: string, pattern: RegExp): Promise<string[]> {
  const entries = await attempt(base, () => readdir(base, { withFileTypes: true, recursive: true }));
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => pattern.test(path.relative(base, file).split(path.sep).join('/')));
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    throw new SourceError(
      'list',
      `${file} cannot be reached (${codeOf(error)})`,
      'It may be a link that leads nowhere: remove it or name the other files.',
    );
  }
}

async function attempt<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new SourceError('list', `The folder ${folder} cannot be listed (${codeOf(error)})`, 'Check its permissions.');
  }
}

async function kindOf(file: string): Promise<'folder' | 'file' | undefined> {
  try {
    return (await stat(file)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw new SourceError('resolve', `${file} cannot be reached (${codeOf(error)})`, 'Check the permissions of its folders.');
  }
}

function formatOf(name: string): FileFormat | undefined {
  const match = named.exec(name);
  return formats[(match?.[2] ?? match?.[3] ?? '').toLowerCase()];
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
