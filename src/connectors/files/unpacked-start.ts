import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import { SourceError } from '../../domain/errors.ts';

/** Most bytes of a gzipped file that are unpacked to judge it; they may become many times more. */
const PACKED_BYTES = 1 << 22;

export interface UnpackedStart {
  readonly bytes: Buffer;
  /** The bytes are all there are. */
  readonly complete: boolean;
  /** Bytes of the file itself that they came from. */
  readonly consumed: number;
}

/** The first `limit` bytes of a file, unpacked where it is gzipped, without a UTF-8 byte order mark. Throws SourceError `read`. */
export function readStart(file: string, limit: number): UnpackedStart {
  const isGzip = file.toLowerCase().endsWith('.gz');
  const { bytes, complete } = readBytes(file, isGzip ? PACKED_BYTES : limit);
  const start = isGzip ? unpack(file, bytes, complete, limit) : { bytes, complete, consumed: bytes.length };
  const hasMark = start.bytes[0] === 0xef && start.bytes[1] === 0xbb && start.bytes[2] === 0xbf;
  return hasMark ? { ...start, bytes: start.bytes.subarray(3) } : start;
}

function readBytes(file: string, limit: number): { bytes: Buffer; complete: boolean } {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    // One byte more than asked for tells whether there are more. A file may grow while it is read.
    const bytes = Buffer.allocUnsafe(Math.min(limit, fstatSync(descriptor).size) + 1);
    let total = 0;
    for (;;) {
      const count = readSync(descriptor, bytes, total, bytes.length - total, null);
      total += count;
      if (count === 0 || total === bytes.length) break;
    }
    return { bytes: bytes.subarray(0, Math.min(total, bytes.length - 1)), complete: total < bytes.length };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new SourceError('read', `${file} cannot be read (${code})`, 'Check that it is a file and its permissions.');
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function unpack(file: string, packed: Buffer, isWhole: boolean, limit: number): UnpackedStart {
  for (let consumed = packed.length; ; consumed = Math.floor(consumed / 4)) {
    const complete = isWhole && consumed === packed.length;
    try {
      const options = { maxOutputLength: limit, ...(complete ? {} : { finishFlush: constants.Z_SYNC_FLUSH }) };
      return { bytes: gunzipSync(packed.subarray(0, consumed), options), complete, consumed };
    } catch (error) {
      if (consumed > 1024 && error instanceof RangeError) continue;
      throw new SourceError('read', `${file} is not a sound gzip file`, 'Compress it again: it may be cut off or of another kind.');
    }
  }
}
