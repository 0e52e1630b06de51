import { nameTokens } from '../../profiling/names.ts';
import { namesBirth } from '../../profiling/semantic/birth.ts';
import type { Correspondence } from '../correspond.ts';
import { isGivenName } from '../full-names.ts';

/**
 * The columns of what tells the persons of one household apart: their given names and dates of birth, and where there are dates of birth, full names. None
 * where companies are compared, whose persons come and go.
 * Source: Winkler, "Advanced methods for record linkage", 1994, of what the persons of one household have in common.
 */
export function innateIn(found: readonly Correspondence[]): number[] {
  if (found.some(({ kind }) => kind === 'company')) return [];
  const columns = (is: (one: Correspondence) => boolean): number[] => found.flatMap((one, i) => (is(one) ? [i] : []));
  const given = columns(({ left }) => left.names.length === 1 && isGivenName(left));
  const births = columns(
    ({ kind, left }) => kind === 'date' && (left.profile.semanticType === 'birth_date' || namesBirth(nameTokens(left.names[0] ?? '').join(' '))),
  );
  const full = columns(({ kind, left }) => kind === 'person' && left.names.length === 1);
  return [...(given.length > 0 ? given : births.length > 0 ? full : []), ...births];
}
