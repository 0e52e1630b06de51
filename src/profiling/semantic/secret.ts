import { anyWord } from '../names.ts';
import { characterEntropy, isCardNumber, isIban } from './checks.ts';
import { patternRule, share, type SemanticRule, type Subject } from './rule.ts';

const SECRET_NAMES = anyWord(`
  password, passwd, pwd, pass, passphrase, passcode, secret, token, api key, apikey, private key, access key, auth key, credential,
  credentials, salt, otp, cvv, cvc, pin, session key, signing key, contrasena, clave secreta, passwort, kennwort, mot de passe, senha,
  wachtwoord, haslo, parola, hashed password, password hash, access token, refresh token, security answer
`);
const NOT_A_SECRET = anyWord('id, type, count, name, date, at, expires, expiry, length, policy, enabled, status');
const HEX_LENGTHS = new Set([32, 40, 56, 64, 96, 128]);
const NATIONAL_NAMES = anyWord(`
  ssn, social security, social security number, national id, nationalid, national identifier, national idnumber, passport, passport number,
  passport no, nif, dni, nie, cpf, curp, rfc, nino, bsn, pesel, personnummer, cprnr, steuer id, tax id, taxid, tin, sin, aadhaar, drivers
  license, driver license, license number, codice fiscale, insee, national id number, id card, cedula, rut
`);

const isHexDigest = (value: string): boolean =>
  HEX_LENGTHS.has(value.length) && /^[0-9a-f]+$/i.test(value) && /\d/.test(value) && /[a-f]/i.test(value);
const isPasswordHash = (value: string): boolean =>
  /^\$(2[abxy]?|argon2(id|i|d)|5|6|1|pbkdf2[a-z0-9-]*|scrypt)\$/.test(value) || /^(pbkdf2|scrypt|bcrypt)[_:$]/.test(value);
const isKnownToken = (value: string): boolean =>
  /^(sk|pk|rk)_(live|test)_|^gh[pousr]_|^xox[abprs]-|^AKIA[0-9A-Z]{12}|^eyJ[\w-]+\.[\w-]+\.|^-----BEGIN|^glpat-|^AIza|^pat_|^ya29\./.test(value);
const isRandomToken = (value: string): boolean =>
  value.length >= 20 &&
  value.length <= 512 &&
  /^[A-Za-z0-9+/_=-]+$/.test(value) &&
  /[a-z]/.test(value) &&
  /[A-Z]/.test(value) &&
  /\d/.test(value) &&
  characterEntropy(value) >= 3.8;

const SECRET_ENTITY = anyWord(
  'token, tokens, api key, api keys, secret, secrets, credential, credentials, password, passwords, session, sessions, auth key, auth keys',
);
const SECRET_PART = /^(value|token|key|hash|secret|digest|data)$/;
const ACCOUNT_NAMES = anyWord(`
  bank account, account number, account no, acct no, acct number, iban, routing number, sort code, bankverbindung, kontonummer, numero cuenta, cuenta bancaria, numero de compte,
  clabe, rekeningnummer, kontonr, conto corrente, bankgiro
`);

/** Secrets, and the numbers that stand for a person or an account. */
export const secretRules: readonly SemanticRule[] = [
  patternRule({ type: 'password_hash', sensitive: true, value: isPasswordHash, alone: 0.99 }),
  patternRule({ type: 'secret', sensitive: true, value: isKnownToken, alone: 0.97, least: 0.7 }),
  {
    type: 'secret',
    sensitive: true,
    confidence({ name, measures }) {
      if (!SECRET_NAMES.test(name) || NOT_A_SECRET.test(name.replace(SECRET_NAMES, ' '))) return 0;
      if (['empty', 'boolean', 'date', 'timestamp', 'time', 'decimal'].includes(measures.valueClass)) return 0;
      return measures.valueClass === 'integer' && !/pass|pwd|pin|cvv|cvc|otp|contrasena|senha/.test(name) ? 0 : 0.95;
    },
  },
  {
    type: 'secret',
    sensitive: true,
    confidence(subject) {
      const { values, measures } = subject;
      if (measures.distinct < 3 || namePrefixes(subject)) return 0;
      const random = share(values, isRandomToken);
      return random >= 0.95 ? 0.75 * random : 0;
    },
  },
  {
    type: 'secret',
    sensitive: true,
    confidence({ name, entityName, values }) {
      if (!SECRET_PART.test(name) || !SECRET_ENTITY.test(entityName)) return 0;
      return share(values, (value) => value.length >= 12 && !/\s/.test(value)) >= 0.8 ? 0.96 : 0;
    },
  },
  patternRule({
    type: 'bank_account',
    sensitive: true,
    value: (v) => /^[A-Z\d][A-Z\d -]{5,40}$/i.test(v) && v.replace(/\D/g, '').length >= 8,
    names: ACCOUNT_NAMES,
    named: 0.9,
    least: 0.8,
  }),
  patternRule({ type: 'iban', sensitive: true, value: isIban, alone: 0.99, least: 0.8 }),
  {
    type: 'card_number',
    sensitive: true,
    confidence({ values, measures, name }) {
      const passed = share(values, isCardNumber);
      const named = anyWord('card, card number, credit card, cc number, pan, tarjeta, kreditkarte, carte').test(name);
      if (named) return passed >= 0.7 ? 0.98 * passed : looksLikeCards(values) ? 0.8 : 0;
      return measures.distinct >= 8 && passed >= 0.95 ? 0.9 * passed : 0;
    },
  },
  patternRule({
    type: 'national_id',
    sensitive: true,
    value: (v) => /^\d{3}-\d{2}-\d{4}$|^\d{3}\.\d{3}\.\d{3}-\d{2}$/.test(v),
    alone: 0.9,
    least: 0.95,
  }),
  patternRule({
    type: 'national_id',
    sensitive: true,
    value: (v) => /^[\p{L}\d][\p{L}\d .\-/]{3,24}$/u.test(v) && v.replace(/\D/g, '').length >= 4,
    names: NATIONAL_NAMES,
    named: 0.92,
    least: 0.8,
  }),
  {
    type: 'hash',
    sensitive: false,
    confidence({ values, measures }) {
      if (measures.length === null || measures.length.min !== measures.length.max) return 0;
      return share(values, isHexDigest) === 1 ? 0.95 : 0;
    },
  },
];

/** Random identifiers whose common prefix names what they identify, such as `price_…` in prices: no secrets. */
function namePrefixes({ values, name, entityName }: Subject): boolean {
  const prefix = /^([a-z]{2,12})_/.exec(values[0] ?? '')?.[1];
  if (prefix === undefined || SECRET_NAMES.test(name) || SECRET_ENTITY.test(entityName)) return false;
  const named = (name === 'id' ? entityName : name).split(' ').some((word) => word.startsWith(prefix));
  return named && values.every((value) => value.startsWith(`${prefix}_`));
}

function looksLikeCards(values: readonly string[]): boolean {
  return share(values, (value) => /^\d{12,19}$/.test(value.replace(/[ -]/g, ''))) >= 0.9;
}
