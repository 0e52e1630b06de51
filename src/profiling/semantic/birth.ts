import { anyWord } from '../names.ts';

const BIRTH = anyWord(`
  birth, births, birthday, birthdate, birthdt, birthyear, birthplace, birth date, birth day, date of birth, dateofbirth, dob, d o b, yob, bday, b day, bdate, born, born on,
  nacimiento, fechanacimiento, fec nac, fecha nac, fechanac, cumpleanos, geburt, geburtstag, geburtsdatum, geburtsjahr, geburtsort, geb datum, gebdat, geboren, naissance,
  date naiss, datenaissance, anniversaire, nascimento, datanascimento, data nasc, nascita, datanascita, data di nascita, nato il, geboorte, geboortedatum, geboortejaar,
  verjaardag, fodselsdato, fødselsdato, fodselsdag, fødselsdag, fodt, født, fodelsedatum, fodelsedag, fodd, syntymaaika, syntymapaiva, urodzenia, data urodzenia, narozeni, datum narozeni, narodenia,
  szuletesi datum, szuletesi ido, dogum, dogum tarihi, dogumtarihi, nasterii, data nasterii, rodjenja, datum rodenja
`);
const NOT_OF_A_PERSON = anyWord('rate, count, weight, total, reminder, enabled, flag, is, has, show, discount');

/** The column says when or where somebody was born. */
export function namesBirth(name: string): boolean {
  return BIRTH.test(name) && !NOT_OF_A_PERSON.test(name);
}
