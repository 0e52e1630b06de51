import { anyWord } from '../names.ts';
import { patternRule, share, type SemanticRule, type Subject } from './rule.ts';
import { companyMarks, givenNames, plainWords, streetMarks } from './words.ts';

const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)*\.[\p{L}]{2,}$/u;
const PERSON_WORDS = anyWord(`
  person, people, user, customer, client, employee, staff, contact, patient, student, teacher, author, driver, player, member, users,
  customers, clients, employees, contacts, patients, students, teachers, authors, drivers, players, members, passenger, manager, owner, lead,
  leads, agent, seller, buyer, guest, guests, passengers, candidate, applicant, doctor, nurse, actor, persona, personas, cliente, clientes,
  empleado, empleados, usuario, usuarios, alumno, alumnos, paciente, kunde, kunden, mitarbeiter
`);
const GIVEN = anyWord(`
  first name, firstname, given name, forename, fname, middle name, prenom, vorname, nombres, primeiro nome, imie
`);
const FAMILY = anyWord(`
  last name, lastname, surname, family name, lname, apellido, apellidos, nachname, sobrenome, cognome, nazwisko
`);
const GIVEN_OR_FULL = anyWord(`
  full name, fullname, contact name, contactname, display name, person name, holder, cardholder, contacto
`);
const NAME_ALONE = /^(name|nombre|nom|nome|naam|navn|namn)( \d+)?$/;
const COMPANY = anyWord(`
  company, organization, organisation, employer, vendor, supplier, firm, empresa, firma, entreprise, societe, azienda
`);

const isPhone = (value: string): boolean =>
  /^[+(]?[\d\s().\-/]*(\s*(x|ext\.?)\s*\d+)?$/i.test(value) && inRange(value.replace(/\D/g, '').length, 7, 17);
const isMarkedPhone = (value: string): boolean =>
  isPhone(value) && (/^\+\d/.test(value) || /^\(\d{1,4}\)[\s-]?\d/.test(value) || /^\d{3}[-.]\d{3}[-.]\d{4}$/.test(value));
const isPersonText = (value: string): boolean =>
  /^[\p{L}\p{M}][\p{L}\p{M}\s.,'’´`-]*$/u.test(value) && value.length <= 60 && value.split(/\s+/).length <= 5;
const hasGivenName = (value: string): boolean => isPersonText(value) && plainWords(value).some((word) => givenNames.has(word));
const isCompany = (value: string): boolean =>
  plainWords(value)
    .slice(1)
    .some((word) => companyMarks.has(word));
const isStreet = (value: string): boolean =>
  /\d/.test(value) &&
  value.length <= 120 &&
  (plainWords(value).some((word) => streetMarks.has(word)) || /(strasse|straße|str\.|weg|platz|gata|gatan|straat|laan)\b/iu.test(value));
const isAddressText = (value: string): boolean => /\p{L}/u.test(value) && value.length >= 4 && value.length <= 200 && !/^[\p{Lu}\d_-]+$/u.test(value);

/** Ways to reach or name somebody. */
export const contactRules: readonly SemanticRule[] = [
  patternRule({
    type: 'email',
    sensitive: true,
    value: (v) => EMAIL.test(v),
    alone: 0.98,
    names: anyWord('email, mail, e mail, correo'),
    named: 0.99,
    least: 0.8,
  }),
  patternRule({
    type: 'phone',
    sensitive: true,
    value: isPhone,
    names: anyWord(`
  phone, telephone, tel, mobile, cell, fax, telefono, telefon, telefone, movil, celular, handy, gsm, msisdn, phonenumber
`),
    named: 0.96,
    least: 0.8,
  }),
  patternRule({ type: 'phone', sensitive: true, value: isMarkedPhone, alone: 0.85 }),
  personRule('given_name', (subject) => GIVEN.test(subject.name)),
  personRule('family_name', (subject) => FAMILY.test(subject.name)),
  personRule(
    'person_name',
    (subject) => GIVEN_OR_FULL.test(subject.name) || (NAME_ALONE.test(subject.name) && PERSON_WORDS.test(subject.entityName)),
  ),
  {
    type: 'person_name',
    sensitive: true,
    confidence({ values, measures }) {
      if (measures.valueClass !== 'text' || measures.distinct < 5 || share(values, isPersonText) < 0.85) return 0;
      const named = share(values, hasGivenName);
      return named >= 0.3 ? 0.6 + 0.35 * named : 0;
    },
  },
  {
    type: 'company',
    sensitive: false,
    confidence({ values, measures, name }) {
      if (measures.valueClass !== 'text') return 0;
      const marked = share(values, isCompany);
      if (COMPANY.test(name) && measures.length !== null && measures.length.mean > 4 && /name|^(company|empresa|firma|employer)/.test(name))
        return Math.max(0.8, marked);
      return marked >= 0.3 ? 0.65 + 0.3 * marked : 0;
    },
  },
  {
    type: 'address',
    sensitive: true,
    confidence({ values, measures, name }) {
      if (measures.valueClass !== 'text') return 0;
      const streets = share(values, isStreet);
      if (ADDRESS.test(name) && !NOT_AN_ADDRESS.test(name) && share(values, isAddressText) >= 0.7) return Math.max(0.85, 0.85 + 0.1 * streets);
      return streets >= 0.5 ? 0.6 + 0.35 * streets : 0;
    },
  },
  patternRule({
    type: 'username',
    sensitive: true,
    value: (v) => /^[\p{L}\d._@+-]{2,64}$/u.test(v) && /\p{L}/u.test(v),
    names: anyWord('username, user name, login, login name, screen name, nickname, nick, handle, usuario, benutzername'),
    named: 0.85,
  }),
];

const NOT_AN_ADDRESS = anyWord('type, status, id, code, kind, count, format');
const ADDRESS = anyWord(`
  address, addr, street, direccion, domicilio, endereco, adresse, strasse, calle, rue, indirizzo, adres, ulica, address line
`);

function personRule(type: string, named: (subject: Subject) => boolean): SemanticRule {
  return {
    type,
    sensitive: true,
    confidence(subject) {
      if (subject.measures.valueClass !== 'text' || !named(subject)) return 0;
      const passed = share(subject.values, isPersonText);
      return passed >= 0.8 ? 0.9 * passed + 0.08 * share(subject.values, hasGivenName) : 0;
    },
  };
}

function inRange(value: number, low: number, high: number): boolean {
  return value >= low && value <= high;
}
