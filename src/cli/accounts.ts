import type { AccountSummary } from '../services/scans.ts';
import { plural, printable } from './text.ts';

/** A line for each SaaS source: its size, and how its objects belong together. */
export function renderAccounts(accounts: readonly AccountSummary[]): string {
  return accounts
    .map(({ name, objects, fields, records, origin, defined, inferred }) => {
      const read = origin === null ? [] : [`${plural(records, 'record')} ${origin === 'sample' ? 'sampled' : 'landed'}`];
      const found = [
        `${plural(defined, 'association')} that the platform defines`,
        ...(inferred === 0 ? [] : [`${inferred} more that the records show`]),
      ];
      return `${printable(name)}: ${[plural(objects, 'object'), plural(fields, 'field'), ...read].join(', ')}\n  ${found.join(', ')}\n`;
    })
    .join('');
}
