import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scryptSync } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../domain/errors.ts';

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

/** Makes and opens the data keys of organizations, with the key of the installation. */
export interface Sealer {
  /** A new data key and the same wrapped, for `organizations.data_key`. */
  newDataKey(organizationId: string): { dataKey: Buffer; wrapped: Buffer };
  /** Opens a wrapped data key; throws AppError 'unavailable' where it was wrapped by another installation's key. */
  unwrap(organizationId: string, wrapped: Uint8Array): Buffer;
  /** A key of this installation for one purpose, derived from its own: the same at every call (HKDF, RFC 5869). */
  keyFor(purpose: string): Buffer;
}

/** Encrypts and authenticates (AES-256-GCM). `bound` says what it belongs to: it opens only with the same. */
export function seal(dataKey: Uint8Array, bound: string, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', dataKey, nonce);
  cipher.setAAD(Buffer.from(bound));
  const sealed = [cipher.update(bytes), cipher.final()];
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), ...sealed]);
}

/** Opens what `seal` made; throws AppError 'unavailable' where key or `bound` differ, or the bytes were changed. */
export function unseal(dataKey: Uint8Array, bound: string, sealed: Uint8Array): Buffer {
  try {
    if (sealed[0] !== version) throw new Error(`unknown version ${sealed[0]}`);
    const nonce = sealed.subarray(1, 1 + nonceBytes);
    const decipher = createDecipheriv('aes-256-gcm', dataKey, nonce, { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(bound));
    decipher.setAuthTag(sealed.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(1 + nonceBytes + tagBytes)), decipher.final()]);
  } catch (error) {
    throw new AppError('unavailable', 'A sealed value of the catalog does not open: it was sealed with another key, or it was changed.', {
      cause: error,
    });
  }
}

const keyOf = (organizationId: string): string => `data-key:${organizationId}`;

/** The sealer of this installation: its key is `secretKey`, else the one in the home's key file, which is made where there is none. */
export function openSealer(home: string, secretKey: string | Uint8Array | undefined): Sealer {
  const key = installationKey(home, secretKey);
  return {
    newDataKey(organizationId) {
      const dataKey = randomBytes(keyBytes);
      return { dataKey, wrapped: seal(key, keyOf(organizationId), dataKey) };
    },
    unwrap(organizationId, wrapped) {
      try {
        return unseal(key, keyOf(organizationId), wrapped);
      } catch (error) {
        throw new AppError(
          'unavailable',
          'The catalog was sealed with another key. Give this process the COGNATE_SECRET_KEY, or the file secret.key in its home, that the catalog was made with.',
          { cause: error },
        );
      }
    },
    keyFor: (purpose) => Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `cognate ${purpose}`, keyBytes)),
  };
}

function installationKey(home: string, secretKey: string | Uint8Array | undefined): Buffer {
  if (typeof secretKey === 'string') return scryptSync(secretKey, 'cognate installation key', keyBytes);
  if (secretKey !== undefined) {
    if (secretKey.length !== keyBytes) throw new AppError('invalid', `The secret key must have ${keyBytes} bytes.`);
    return Buffer.from(secretKey);
  }
  return keyFromFile(home);
}

/** Linked into place only when it is whole: of two processes that start at once, one makes the key and both read it. */
function keyFromFile(home: string): Buffer {
  const path = join(home, 'secret.key');
  if (!existsSync(path)) {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
    const file = openSync(draft, 'wx', 0o600);
    writeFileSync(file, `${randomBytes(keyBytes).toString('base64')}\n`);
    fsyncSync(file);
    closeSync(file);
    try {
      linkSync(draft, path);
    } catch (error) {
      if (!existsSync(path)) throw error;
    } finally {
      rmSync(draft);
    }
  }
  if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length !== keyBytes) throw new AppError('unavailable', `The key file ${path} is damaged: put back the one the catalog was made with.`);
  return key;
}
