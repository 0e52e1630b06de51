import { nameTokens } from '../profiling/names.ts';
import type { LinkAttribute } from './forms.ts';

const GIVEN = /^(first|given|fore?|f)( ?name)?$|^(vorname|prenom|nombre|fname)$/;
const FAMILY = /^(last|sur|family|l)( ?name)?$|^(nachname|nom|apellidos?|lname)$/;

/** The attributes, and given with family name as one where a table keeps them apart. */
export function withFullName(attributes: readonly LinkAttribute[]): LinkAttribute[] {
  const given = attributes.find(isGivenName);
  const family = attributes.find((one) => isPart(one, 'family_name', FAMILY));
  if (given === undefined || family === undefined || given === family) return [...attributes];
  const profile = { ...family.profile, semanticType: 'person_name', distinct: Math.max(given.profile.distinct, family.profile.distinct) };
  return [...attributes, { names: [...given.names, ...family.names], sql: `nullif(trim(concat_ws(' ', ${given.sql}, ${family.sql})), '')`, profile }];
}

/** Given and family name of the same person. */
interface NameParts<T> {
  readonly given: T;
  readonly family: T;
}

/** The pairs of attributes of one table that are the given and the family name of the same person: by what their names say besides. */
export function namePartsOf<T extends LinkAttribute>(attributes: readonly T[]): NameParts<T>[] {
  const given = attributes.filter(isGivenName);
  const family = attributes.filter((one) => isPart(one, 'family_name', FAMILY));
  return given.flatMap((first) => {
    const same = family.filter((last) => last !== first && whose(last) === whose(first));
    const [last] = given.length === 1 && family.length === 1 ? family : same.length === 1 ? same : [];
    return last === undefined || last === first ? [] : [{ given: first, family: last }];
  });
}

/** The attribute is a given name, by its type or its name. */
export const isGivenName = (attribute: LinkAttribute): boolean => isPart(attribute, 'given_name', GIVEN);

function isPart({ names, profile }: LinkAttribute, type: string, pattern: RegExp): boolean {
  return profile.semanticType === type || pattern.test(nameTokens(names[0] ?? '').join(' '));
}

const PART_WORDS = new Set(
  `first given fore forename forenames firstname givenname fname f christian last sur surname lastname familyname family lname l name names nm
  vorname vornamen nachname familienname prenom prenoms nom nombre nombres apellido apellidos nome cognome sobrenome apelido voornaam achternaam
  fornavn etternavn fornamn efternamn imie nazwisko etunimi sukunimi`.split(/\s+/),
);

/** What the name of a part of a name says besides: `billing` of `billing_first_name`. */
function whose({ names }: LinkAttribute): string {
  return nameTokens(names[0] ?? '')
    .filter((word) => !PART_WORDS.has(word))
    .join(' ');
}
