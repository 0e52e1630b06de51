import { anyWord } from '../names.ts';
import { holdsPeople, namesActor, namesPerson } from './people.ts';
import { share, type SemanticRule, type Subject } from './rule.ts';
import { companyMarks, givenNames, plainWords } from './words.ts';

const GIVEN = anyWord(`
  first name, firstname, first nm, name first, given name, givenname, given names, christian name, forename, forenames, fname, middle name, middlename, middle initial,
  minit, initials, preferred name, nickname, prenom, prenoms, vorname, vornamen, rufname, nombres, primer nombre, segundo nombre, nombre pila, primeiro nome, nome proprio,
  imie, imiona, voornaam, voornamen, roepnaam, fornavn, fornamn, tilltalsnamn, etunimi, keresztnev, jmeno, krestni jmeno, ime, isim
`);
const FAMILY = anyWord(`
  last name, lastname, last nm, name last, surname, surnames, family name, familyname, lname, second surname, maiden name, patronymic, apellido, apellidos, nachname,
  familienname, geburtsname, sobrenome, apelido, cognome, nazwisko, nom famille, nom de famille, achternaam, familienaam, tussenvoegsel, etternavn, efternavn, efternamn,
  slaktsnamn, sukunimi, vezeteknev, prijmeni, priezvisko, prezime, soyad, soyadi, soyisim
`);
const FULL = anyWord(`
  full name, fullname, contact name, contactname, contact person, person name, personname, name of person, legal first name, holder name, holder, cardholder, account holder,
  recipient name, nombre completo, nombre apellidos, nombre contacto, nome completo, nome contato, nom complet, nom prenom, vollstandiger name, volledige naam,
  fullt navn, fullstandigt namn, nome cognome, imie nazwisko, ansprechpartner, kontaktperson, contacto
`);
const GIVEN_ALONE = /^(first|given|middle|fore)$/;
const FAMILY_ALONE = /^(last|family|sur)$/;
const NAME_ALONE = /^(name|nombre|nom|nome|naam|navn|namn|nimi|nazwa|nm|title name|display name)( \d+)?$/;
const NOT_A_PERSON = anyWord(
  'company, organization, organisation, firm, business, product, item, file, brand, city, country, state, region, place, title',
);
const FAMILY_FIRST = /^\p{Lu}[\p{L}\p{M}'’´`-]+( [\p{L}\p{M}'’-]+){0,2}, ?\p{Lu}[\p{L}\p{M}'’.-]*( \p{L}[\p{L}\p{M}.'’-]*){0,2}$/u;

const isPersonText = (value: string): boolean =>
  /^[\p{L}\p{M}][\p{L}\p{M}\s.,'’´`-]*$/u.test(value) && value.length <= 60 && value.trim().split(/\s+/).length <= 5;
const hasGivenName = (value: string): boolean => isPersonText(value) && plainWords(value).some((word) => givenNames.has(word));
const isActorText = (value: string): boolean =>
  /\p{L}{2}/u.test(value) && value.length <= 80 && !/^[\p{Lu}\d_-]+$/u.test(value) && !/\d{3}/.test(value);

/** The value carries a word that only companies bear, such as `GmbH`. */
export function isCompany(value: string): boolean {
  return plainWords(value)
    .slice(1)
    .some((word) => companyMarks.has(word));
}

/** Names of people. */
export const personRules: readonly SemanticRule[] = [
  nameRule('given_name', ({ name }) => GIVEN.test(name) || GIVEN_ALONE.test(name)),
  nameRule('family_name', ({ name }) => FAMILY.test(name) || FAMILY_ALONE.test(name)),
  nameRule('person_name', ({ name, entityName, values }) => {
    if (name.endsWith('display name')) return holdsPeople(entityName) || share(values, hasGivenName) >= 0.2;
    return (
      FULL.test(name) || (namesPerson(name) && !areCompanies(values)) || (NAME_ALONE.test(name) && holdsPeople(entityName) && !areCompanies(values))
    );
  }),
  {
    type: 'person_name',
    sensitive: true,
    confidence({ values, measures, name }) {
      if (measures.valueClass !== 'text' || !namesActor(name) || areCompanies(values)) return 0;
      return share(values, isActorText) >= 0.7 ? 0.7 : 0;
    },
  },
  {
    type: 'person_name',
    sensitive: true,
    confidence({ values, measures, name }) {
      if (measures.valueClass !== 'text' || measures.distinct < 5 || share(values, isPersonText) < 0.85) return 0;
      const named = share(values, hasGivenName);
      const reversed = share(values, (value) => FAMILY_FIRST.test(value));
      if (reversed >= 0.8 && !NOT_A_PERSON.test(name) && (named >= 0.1 || /(^| )(name|nombre|nom|nome|naam|navn|namn)$/.test(name))) return 0.8;
      return named >= 0.3 ? 0.6 + 0.35 * named : 0;
    },
  },
];

/** Texts that a column's name calls personal names. Where few look like names, the name is believed with less confidence. */
function nameRule(type: string, named: (subject: Subject) => boolean): SemanticRule {
  return {
    type,
    sensitive: true,
    confidence(subject) {
      if (subject.measures.valueClass !== 'text' || !named(subject)) return 0;
      const passed = share(subject.values, isPersonText);
      return passed >= 0.8 ? 0.9 * passed + 0.08 * share(subject.values, hasGivenName) : passed >= 0.5 ? 0.6 : 0;
    },
  };
}

function areCompanies(values: readonly string[]): boolean {
  return share(values, isCompany) >= 0.15;
}
