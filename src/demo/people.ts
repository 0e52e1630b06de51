import type { Random } from './random.ts';

export type Language = 'german' | 'english' | 'french' | 'swedish' | 'spanish' | 'polish' | 'japanese' | 'hindi';

export interface PersonName {
  readonly given: string;
  readonly family: string;
}

interface Syllables {
  readonly givenStart: string;
  readonly givenEnd: string;
  readonly familyStart: string;
  readonly familyEnd: string;
}

const syllables: Record<Language, Syllables> = {
  german: {
    givenStart: 'An Ber Hel Jo Kat Lud Mar Nor Ro Sieg Ul Wal Frie Ger',
    givenEnd: 'ke mut rike win ina hild bert tine gard linde fried',
    familyStart: 'Brüg Fal Grün Hartl Kess Lind Mör Ober Rei Stein Wies Zöll Holt',
    familyEnd: 'mann ner bach hofer stedt feld kamp inger brecht hausen',
  },
  english: {
    givenStart: 'Al Bren Clar Dor El Har Jen Mel Os Ros Tam Win Ev',
    givenEnd: 'dan isa wyn ley ric ora ton eth mund issa vin',
    familyStart: 'Ash Birch Cald Dun Fen Hale Kirk Lang Marl Pem Thorn Whit',
    familyEnd: 'ford well by ton worth ley stead combe ridge more',
  },
  french: {
    givenStart: 'Au Bé Clé Dé El Fa Gé Hé Lu Ma Noé Sé',
    givenEnd: 'rélie noît mence line bien lène cien thilde mi lise',
    familyStart: 'Beau Char Dela Font Gau Lam Mont Per Rou Val',
    familyEnd: 'mard tier court vigne bert rin sard lières neau doux',
  },
  swedish: {
    givenStart: 'As El Gun Hå Ing Lin Mal Ols Sig Sö Tor',
    givenEnd: 'trid vin nar kan mar néa rid sten björn va',
    familyStart: 'Berg Dal Ek Fors Grön Hol Lind Mal Norr Sjö Vest Ås',
    familyEnd: 'qvist ström gren lund mark stedt sköld berg vall',
  },
  spanish: {
    givenStart: 'Al Be Ca Do Es Fe Gra Isi Lu Ra Te',
    givenEnd: 'varo nita milo rotea teban lisa ciela doro cinda miro resa',
    familyStart: 'Al Bar Cas Del Fuen Gar Her Mon Quin Sal Val Zú',
    familyEnd: 'cázar rueta tañeda gado tes mendia rero tilla tana ñiga',
  },
  polish: {
    givenStart: 'Ag Bo Da Ela Ka Lu Mał Ol Ra Sta Wi Zo',
    givenEnd: 'ata gusz nuta zimir cjan gorz dek dosław nisław told fia',
    familyStart: 'Bor Dąb Gór Jaw Kow Lis Maz Now Sos Wrób Zie',
    familyEnd: 'owski icka ecki alska iński czyk arek ewicz nik',
  },
  japanese: {
    givenStart: 'Aki Hana Ichi Kazu Masa Nao Rei Sato Taka Yu',
    givenEnd: 'ko ro mi hiro to ka shi ne ya',
    familyStart: 'Fuji Haya Ishi Kawa Mura Naka Oka Shima Taka Yama',
    familyEnd: 'moto hara shima zawa da guchi mori no ta',
  },
  hindi: {
    givenStart: 'Aa Chi Dee Ish Ka Mee Ni Pra Ra San Vi',
    givenEnd: 'rav tra pak aan vya nal khil desh jiv jay',
    familyStart: 'Agn Bhat Chau Desh Ghos Kul Mal Nar Patw Shri',
    familyEnd: 'ihotri ardhan dhary mukh wal karni hotra ayan endra vasa',
  },
};

export function makePersonName(random: Random, language: Language): PersonName {
  const parts = syllables[language];
  const part = (words: string) => random.pick(words.split(' '));
  return { given: part(parts.givenStart) + part(parts.givenEnd), family: part(parts.familyStart) + part(parts.familyEnd) };
}

/** The part of an e-mail address before the @, in a firm's house style. */
export function mailbox(name: PersonName, style: 'dotted' | 'initial' | 'given'): string {
  const given = toAscii(name.given).toLowerCase();
  const family = toAscii(name.family).toLowerCase();
  if (style === 'initial') return `${given.charAt(0)}${family}`;
  return style === 'given' ? given : `${given}.${family}`;
}

const transliterations: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', å: 'aa', ł: 'l', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', Å: 'Aa', Ł: 'L' };

/** Letters without marks, as people type them where their keyboard lacks them. */
export function toAscii(text: string): string {
  return text
    .replace(/[äöüßåłÄÖÜÅŁ]/g, (letter) => transliterations[letter] ?? letter)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
}
