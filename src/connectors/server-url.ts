import { AppError } from '../domain/errors.ts';

/** How the address of one kind of server is written, for messages. */
export interface AddressWords {
  readonly problem: string;
  readonly shape: string;
}

/** The parts of a server's address; a user without a host, as in `user@/database`, is at localhost. Throws AppError `invalid`, without the address. */
export function parseServerUrl(target: string, { problem, shape }: AddressWords): URL {
  try {
    return new URL(target.replace(/^([a-z]+:\/\/[^/?#]*@)(?=[:/?#]|$)/i, '$1localhost'));
  } catch {
    throw new AppError('invalid', `${problem}. ${shape}`);
  }
}

/** A part of an address without its percent-encoding. Throws AppError `invalid`, without the part. */
export function decodeUrlPart(text: string, { problem, shape }: AddressWords): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AppError('invalid', `${problem}: a percent sign is not followed by two hex digits. ${shape}`);
  }
}
