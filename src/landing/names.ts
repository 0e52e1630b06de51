import { singular } from '../relationships/names/singular.ts';
import { splitName } from '../relationships/names/tokens.ts';

/** Lengths at which engines cut names off (PostgreSQL 63, MySQL 64, Redshift 127, SQL Server 128, most others 255). */
const cutLengths = [63, 64, 127, 128, 255];

/** A name as destinations write it, whatever they do to its case: accents dropped, all but letters, digits and `_` replaced by `_`. */
export function landedName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9_]/g, '_')
    .toLowerCase();
}

/** Whether a destination may have written `name` as `landed`: in another case, with other characters, cut off. */
export function isLandedAs(name: string, landed: string): boolean {
  const [wanted, found] = [landedName(name), landedName(landed)];
  return wanted === found || cutLengths.some((length) => found.length === length && wanted.length > length && wanted.startsWith(found));
}

/** The same for names that differ in case and separators only: `createdAt`, `created_at`, `CREATEDAT`. */
export function looseName(name: string): string {
  return splitName(name).join('');
}

/** The same for the names of one thing and of many: `Service visits`, `service_visit`. */
export function looseSingular(name: string): string {
  return splitName(name).map(singular).join('');
}
