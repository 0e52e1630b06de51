import type { Language } from './people.ts';
import { toAscii } from './people.ts';
import type { Random } from './random.ts';

export interface FirmName {
  /** Without the legal form. */
  readonly short: string;
  readonly legalForm: string;
  /** Under the reserved top-level domain `example` (RFC 2606): nobody's. */
  readonly domain: string;
}

const stems = {
  start: 'Bral Cor Dren Elv Fyn Gor Hask Ild Jor Kal Lum Mirr Nev Ost Pryl Quen Rask Sel Tov Ulm Varr Wenn Xan Yst Zarn Bör Trév Mål',
  middle: 'a e i o u an el or in ul ava ero isti',
  end: 'dane fax gren holt kind lyn mora nix pell quist rond sund tek vale wick zor bry löf',
};

const trades: Record<Language, readonly string[]> = {
  german: ['Logistik', 'Werke', 'Energie', 'Maschinenbau', 'Handel', 'Verlag'],
  english: ['Logistics', 'Systems', 'Foods', 'Analytics', 'Holdings', 'Labs', 'Partners'],
  french: ['Conseil', 'Transports', 'Énergie', 'Éditions', 'Bâtiment'],
  swedish: ['Teknik', 'Skog', 'Frakt', 'Förlag'],
  spanish: ['Consultoría', 'Alimentos', 'Logística', 'Diseño'],
  polish: ['Transport', 'Budownictwo', 'Usługi', 'Handel'],
  japanese: ['Seisakusho', 'Shoji', 'Kogyo'],
  hindi: ['Textiles', 'Udyog', 'Infotech'],
};

export function makeFirmName(random: Random, language: Language, legalForms: readonly string[]): FirmName {
  const part = (words: string) => random.pick(words.split(' '));
  const stem = part(stems.start) + part(stems.middle) + part(stems.end);
  const trade = random.pick(trades[language]);
  const second = part(stems.start) + part(stems.end);
  const short = random.weighted([
    [`${stem} ${trade}`, 6],
    [stem, 3],
    [`${stem} & ${second}`, 1],
  ]);
  const host = toAscii(random.chance(0.3) ? short.replace(/ & | /g, '-') : stem).toLowerCase();
  return { short, legalForm: random.pick(legalForms), domain: `${host}.example` };
}

/** The firm as a careful clerk writes it. */
export function officialName(firm: FirmName): string {
  return `${firm.short} ${firm.legalForm}`;
}

const longForms: readonly (readonly [RegExp, string])[] = [
  [/\bGmbH\b/, 'G.m.b.H.'],
  [/\bInc\.$/, 'Incorporated'],
  [/\bLtd$/, 'Ltd.'],
  [/\bLimited$/, 'Ltd'],
  [/\bS\.L\.$/, 'SL'],
  [/\bAB$/, 'Aktiebolag'],
  [/\bCorp\.$/, 'Corporation'],
  [/ & /, ' and '],
];

/** The same firm as somebody else typed it: without its legal form, in capitals, without marks, with a place, with a slip. */
export function otherSpelling(random: Random, firm: FirmName, city: string): string {
  const official = officialName(firm);
  return random.weighted<() => string>([
    [() => official, 30],
    [() => firm.short, 30],
    [() => longForms.reduce((name, [from, to]) => name.replace(from, to), official), 14],
    [() => toAscii(official), 8],
    [() => official.toUpperCase(), 6],
    [() => `${firm.short} (${city})`, 6],
    [() => `${firm.legalForm} ${firm.short}`, 2],
    [() => slip(random, official), 4],
  ])();
}

/** Two neighbouring letters changed places, or one is missing. */
function slip(random: Random, text: string): string {
  const at = random.integer(1, Math.max(1, text.length - 3));
  return random.chance(0.5) ? text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2) : text.slice(0, at) + text.slice(at + 1);
}
