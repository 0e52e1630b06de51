import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** The first bytes of a file; empty where it is no file or cannot be read. Tells formats apart by their magic numbers. */
export function fileStart(file: string, length: number): Buffer {
  let descriptor: number | undefined;
  try {
    if (!statSync(file).isFile()) return Buffer.alloc(0);
    descriptor = openSync(file, 'r');
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, 0));
  } catch {
    return Buffer.alloc(0);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

export function isSqliteFile(file: string): boolean {
  return fileStart(file, 16).toString('latin1') === 'SQLite format 3\0';
}

export function isDuckdbFile(file: string): boolean {
  return fileStart(file, 12).subarray(8).toString('latin1') === 'DUCK';
}
