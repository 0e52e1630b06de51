import { anyWord } from '../names.ts';
import { isCompany } from './person.ts';
import { patternRule, share, type SemanticRule } from './rule.ts';
import { plainWords, streetMarks } from './words.ts';

const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)*\.[\p{L}]{2,}$/u;
const COMPANY = anyWord(`
  company, organization, organisation, employer, vendor, supplier, firm, empresa, firma, entreprise, societe, azienda
`);

const isPhone = (value: string): boolean =>
  /^[+(]?[\d\s().\-/]*(\s*(x|ext\.?)\s*\d+)?$/i.test(value) && inRange(value.replace(/\D/g, '').length, 7, 17);
const isMarkedPhone = (value: string): boolean =>
  isPhone(value) && (/^\+\d/.test(value) || /^\(\d{1,4}\)[\s-]?\d/.test(value) || /^\d{3}[-.]\d{3}[-.]\d{4}$/.test(value));
const isStreet = (value: string): boolean =>
  /\d/.test(value) &&
  value.length <= 120 &&
  (plainWords(value).some((word) => streetMarks.has(word)) || /(strasse|straße|str\.|weg|platz|gata|gatan|straat|laan)\b/iu.test(value));
const isAddressText = (value: string): boolean => /\p{L}/u.test(value) && value.length >= 4 && value.length <= 200 && !/^[\p{Lu}\d_-]+$/u.test(value);

/** Ways to reach somebody, and companies. */
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
  phone, phones, telephone, tel, mobile, cell, cellphone, fax, telefono, telefon, telefone, telefoon, movil, mobil, celular, handy, gsm, msisdn, phonenumber, whatsapp,
  tlf, tlfn, tfno, puhelin, fono, rufnummer, telefonnummer, mobilnummer, contact number, contact no
`),
    named: 0.96,
    least: 0.8,
  }),
  patternRule({ type: 'phone', sensitive: true, value: isMarkedPhone, alone: 0.85 }),
  {
    type: 'phone',
    sensitive: true,
    confidence({ values, measures }) {
      if (measures.valueClass !== 'text' || share(values, isPhone) < 0.9) return 0;
      return share(values, (value) => /^\+\d|^\(\d{1,5}\)/.test(value)) >= 0.25 ? 0.75 : 0;
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
      if (SECOND_LINE.test(name)) return 0.8;
      return streets >= 0.5 ? 0.6 + 0.35 * streets : 0;
    },
  },
  patternRule({
    type: 'username',
    sensitive: true,
    value: (v) => /^[\p{L}\d._@+-]{2,64}$/u.test(v) && /\p{L}/u.test(v),
    names: anyWord(
      'username, user name, login, login name, screen name, nickname, nick, handle, usuario, benutzername, login id, user login, skype, twitter, instagram, github, telegram',
    ),
    named: 0.85,
  }),
];

const NOT_AN_ADDRESS = anyWord('type, status, id, code, kind, count, format, email, mail, ip, mac, web, url');
const SECOND_LINE = /(^| )(address|addr|direccion|adresse|address line) (\d|two)$/u;
const ADDRESS = anyWord(`
  address, addr, street, direccion, domicilio, endereco, adresse, strasse, calle, rue, indirizzo, adres, ulica, address line, adress, gatuadress, adresa, osoite,
  katuosoite, straat, logradouro, domicile, house number, hausnummer
`);

function inRange(value: number, low: number, high: number): boolean {
  return value >= low && value <= high;
}
