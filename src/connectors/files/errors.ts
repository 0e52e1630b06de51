import { AppError, SourceError } from '../../domain/errors.ts';

/** A failure of DuckDB as a SourceError `read` that names file and line. DuckDB quotes the offending line: that is left out. */
export function readError(place: string, error: unknown): unknown {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1] ?? /Malformed JSON in file .*?in (?:line|record\/value) (\d+)/s.exec(message)?.[1];
  const where = line === undefined ? place : `${place}, line ${line}`;
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (counts !== null) {
    return new SourceError(
      'read',
      `${where}: ${counts[2]} fields, the header has ${counts[1]}`,
      'Correct the line, or quote the fields that hold the delimiter.',
    );
  }
  if (/^(?:Binder|Catalog|Parser|Permission) Error/.test(message)) {
    return new SourceError('read', `${where} cannot be read: ${message.split('\n')[0]}`, 'Correct the statement.');
  }
  return new SourceError('read', `${where} cannot be read: ${reasonOf(message)}`, 'Check that the file is whole and of the kind its name says.');
}

function reasonOf(message: string): string {
  if (/unicode|not utf-8|invalid utf/i.test(message)) return 'it is not UTF-8';
  if (/unterminated quote/i.test(message)) return 'a quote is never closed';
  if (/Maximum line size/i.test(message)) return 'a line is too long';
  if (/Malformed JSON/i.test(message)) return 'not sound JSON';
  if (/No magic bytes|too small to be a Parquet file|Parquet/i.test(message)) return 'it is not a sound Parquet file';
  return message.split(':')[0] ?? 'unknown error';
}
