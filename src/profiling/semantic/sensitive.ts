import { anyWord, isKeyName, wordList } from '../names.ts';
import { namesBirth } from './birth.ts';
import { holdsPeople } from './people.ts';
import { share, type Subject } from './rule.ts';

const SPECIAL = anyWord(`
  religion, religious, ethnicity, ethnic group, ethnic origin, disability, disabled, diagnosis, medical condition, allergy, allergies, medication, blood type, blood group,
  sexual orientation, political party affiliation, union membership, criminal record, salary, wage, wages, income, yearly income, annual income, sueldo, salario, gehalt, lohn,
  salaire, stipendio, loon, religione, etnia, behinderung, diagnose, diagnostico, confession, konfession
`);
const CLASSIFIED = anyWord('type, kind, category, code, status, count, band');
const REMARK_WORDS = `
  comment, comments, note, notes, remark, remarks, body, message, messages, text, content, bio, biography, about, about me, feedback, review, reviews, reply, answer,
  journal, diary, memo, complaint, testimonial, transcript, observaciones, comentario, comentarios, nota, notas, bemerkung, bemerkungen, anmerkung, kommentar,
  kommentare, kommentarer, notiz, notizen, commentaire, commentaires, remarque, remarques, opmerking, opmerkingen
`;
const REMARK = new RegExp(`(^| )(${wordList(REMARK_WORDS).join('|')})( \\d+)?$`, 'u');
const REPORT = /(^| )(issue|ticket|task|case|incident|complaint|request|claim)s?$/u;
const CATALOG = anyWord(
  'product, products, item, items, category, categories, article, articles, model, models, type, types, title, titles, book, books, course, courses',
);
const PERSONAL_KEYS = wordList(`
  first[_-]?name, last[_-]?name, full[_-]?name, given[_-]?name, family[_-]?name, user[_-]?name, surname, e?-?mail, phone, mobile, telephone, birth\\w*, dob, street,
  address, ssn, passport, iban, password, token, secret, api[_-]?key, ip, ip[_-]?address
`);
const PERSONAL_KEY = new RegExp(`"(${PERSONAL_KEYS.join('|')})"\\s*:`, 'i');
const PHONE_INSIDE = /\+\d{1,3}[ (-]{0,2}\d[\d ()/-]{6,}\d|\(\d{3}\) ?\d{3}-\d{4}/;
const IMPERSONAL = new Set<string | null>(
  wordList(`
  uuid, code, hash, color, mime_type, language_code, currency_code, domain, company, country_code, country, region, city, postal_code, date, datetime, time, money,
  percentage
`),
);

/**
 * Whether values are personal or secret although their type alone does not say so: what is said about people, what people write,
 * and texts that tell the people of an entity apart. Errs on the side of sensitive.
 */
export function isPersonal(subject: Subject, type: string | null, emailValues: number): boolean {
  const { name, entityName, values, measures } = subject;
  if (emailValues > 0 || namesBirth(name)) return true;
  if (SPECIAL.test(name) && !CLASSIFIED.test(name) && measures.valueClass !== 'boolean' && !isKeyName(name)) return true;
  if (measures.valueClass === 'json') return values.some((value) => PERSONAL_KEY.test(value));
  if (measures.valueClass !== 'text') return false;
  if (values.some((value) => PHONE_INSIDE.test(value))) return true;
  return isRemark(subject, entityName, name) || (holdsPeople(entityName) && !isOpaqueKey(subject) && tellsApart(subject, type));
}

/** Free text that people write in forms, other than the texts of a catalog. */
function isRemark({ values, measures }: Subject, entityName: string, name: string): boolean {
  if ((!REMARK.test(name) && !(name === 'description' && REPORT.test(entityName))) || CATALOG.test(entityName) || CATALOG.test(name)) return false;
  const present = measures.rows - measures.nulls - measures.empties;
  if (measures.distinct <= 20 && present > 5 * measures.distinct) return false;
  return share(values, (value) => value.trim().split(/\s+/).length >= 3) >= 0.3;
}

/** Named like a key, of values made by a machine. */
function isOpaqueKey({ name, values }: Subject): boolean {
  return isKeyName(name) && share(values, (value) => /\d/.test(value)) >= 0.5;
}

/** Nearly every row has a text of its own, and no opaque one. */
function tellsApart({ values, measures }: Subject, type: string | null): boolean {
  const present = measures.rows - measures.nulls - measures.empties;
  if (measures.distinct < 5 || measures.distinct < present * 0.8 || IMPERSONAL.has(type)) return false;
  return share(values, (value) => /\p{L}{3}/u.test(value) && !/\d{3}|^[\p{Lu}\d_-]+$/u.test(value)) >= 0.5;
}
