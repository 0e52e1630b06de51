import type { Sketch } from '../domain/profile.ts';
import { seal, unseal } from './seal.ts';

const bound = (tableId: string, column: string): string => `sketch:${tableId}:${column}`;

/** A sketch as it is stored: one byte that says whether it is complete, then the hashes, sealed for this very column. */
function sealSketch(dataKey: Uint8Array, tableId: string, column: string, sketch: Sketch): Buffer {
  const bytes = Buffer.alloc(1 + 8 * sketch.hashes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  view.setUint8(0, sketch.complete ? 1 : 0);
  for (const [i, hash] of sketch.hashes.entries()) view.setBigUint64(1 + 8 * i, hash, true);
  return seal(dataKey, bound(tableId, column), bytes);
}

/** Opens what `sealSketch` made; throws AppError 'unavailable' where it was sealed with another key or for another column. */
export function unsealSketch(dataKey: Uint8Array, tableId: string, column: string, sealed: Uint8Array): Sketch {
  const bytes = unseal(dataKey, bound(tableId, column), sealed);
  const hashes = new BigUint64Array((bytes.length - 1) / 8);
  for (let i = 0; i < hashes.length; i += 1) hashes[i] = bytes.readBigUInt64LE(1 + 8 * i);
  return { complete: bytes.readUInt8() === 1, hashes };
}

/** Seals the sketches of a statement into one run of bytes: far cheaper than as text within its JSON. */
export function packSketches(dataKey: Uint8Array) {
  const parts: Buffer[] = [];
  let end = 0;
  return {
    /** Where the sketch lies in the bytes, from 1. */
    add(tableId: string, column: string, sketch: Sketch) {
      const sealed = sealSketch(dataKey, tableId, column, sketch);
      const place = { sketch_at: end + 1, sketch_bytes: sealed.length };
      parts.push(sealed);
      end += sealed.length;
      return place;
    },
    bytes: () => Buffer.concat(parts),
  };
}
