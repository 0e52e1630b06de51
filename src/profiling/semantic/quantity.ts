import { anyWord, isKeyName } from '../names.ts';
import { isNumeric } from '../measure.ts';
import { namesBirth } from './birth.ts';
import { patternRule, share, type SemanticRule } from './rule.ts';
import { currencyCodes } from './words.ts';

const FLAGS = ['0 1', '1 2', 'n y', 'no yes', 'f t', 'false true', 'no si', 'non oui', 'ja nein', 'nao sim', 'off on', 'n s', 'j n', 'n o'];
const FLAG_NAMES = anyWord(`
  is, has, can, flag, enabled, active, deleted, visible, allow, should, es, activo, ativo, aktiv, ind, yn
`);
const MONEY_NAMES = anyWord(`
  price, amount, cost, salary, balance, fee, revenue, payment, discount, tax, charge, wage, budget, msrp, freight, precio,
  importe, costo, coste, preco, valor, preis, betrag, prix, montant, prezzo, importo, bedrag, credit, debit, sales, profit
`);
const TOTAL = /^(\p{L}+ )?(sub ?)?total( (price|amount|due|paid|net|gross|cents|incl|excl|tax|vat)( .*)?)?$/u;
const NOT_MONEY = anyWord(`
  count, center, centre, centers, type, kind, category, code, method, status, group, class, terms, name, date, day, days, year, month, level, percent, pct, percentage
`);
const MONEY_TEXT = /^[-(]?([$€£¥₹]|([A-Z]{3}) ?)\d[\d.,]*\)?$|^\d[\d.,]* ?([€£$¥]|EUR|USD|GBP)$/;
const DATE_TEXT =
  /^(\d{1,4})[/.-](\d{1,2}|[A-Za-z]{3,9})[/.-](\d{1,4})([ T]\d{1,2}:\d{2}.*)?$|^[A-Za-z]{3,9} \d{1,2},? \d{4}|^\d{1,2} [A-Za-z]{3,9} \d{4}/;
const PARTS: readonly (readonly [string, RegExp, number, number])[] = [
  ['year', anyWord('year, yr, ano, jahr, annee, anno, season'), 1000, 2999],
  ['quarter', anyWord('quarter, qtr, trimestre, quartal'), 1, 4],
  ['month', anyWord('month, mes, monat, mois, mese'), 1, 12],
  ['week', anyWord('week, semana, woche, semaine'), 1, 53],
  ['day', anyWord('day, dia, tag, jour, giorno, weekday'), 0, 366],
  ['hour', anyWord('hour, hora, stunde, heure'), 0, 24],
];

/** Dates, times, amounts and flags. */
export const quantityRules: readonly SemanticRule[] = [
  {
    type: 'boolean',
    sensitive: false,
    confidence({ measures, values, name }) {
      if (measures.valueClass === 'boolean') return 0.99;
      if (
        measures.distinct !== 2 ||
        !FLAGS.includes(
          values
            .map((value) => value.toLowerCase())
            .toSorted()
            .join(' '),
        )
      )
        return 0;
      if (FLAG_NAMES.test(name)) return 0.97;
      if (!isNumeric(measures.valueClass)) return 0.9;
      return measures.min === '0' && !isKeyName(name) ? 0.6 : 0;
    },
  },
  {
    type: 'birth_date',
    sensitive: true,
    confidence: ({ measures, values, name }) =>
      namesBirth(name) && (isDateClass(measures.valueClass) || share(values, isDateText) >= 0.8) ? 0.99 : 0,
  },
  { type: 'date', sensitive: false, confidence: ({ measures }) => (measures.valueClass === 'date' ? 0.98 : 0) },
  { type: 'datetime', sensitive: false, confidence: ({ measures }) => (measures.valueClass === 'timestamp' ? 0.98 : 0) },
  { type: 'time', sensitive: false, confidence: ({ measures }) => (measures.valueClass === 'time' ? 0.98 : 0) },
  patternRule({ type: 'date', value: isDateText, alone: 0.9 }),
  ...PARTS.map(([type, names, low, high]): SemanticRule => ({
    type,
    sensitive: false,
    confidence: ({ values, measures, name }) =>
      measures.valueClass === 'integer' && names.test(name) && share(values, (v) => Number(v) >= low && Number(v) <= high) >= 0.98 ? 0.9 : 0,
  })),
  patternRule({ type: 'percentage', value: (v) => /^[-+]?\d+([.,]\d+)? ?%$/.test(v), alone: 0.97 }),
  {
    type: 'percentage',
    sensitive: false,
    confidence: ({ measures, name }) =>
      isNumeric(measures.valueClass) && anyWord('percent, pct, percentage, porcentaje, prozent').test(name) ? 0.9 : 0,
  },
  patternRule({ type: 'money', value: isMoneyText, alone: 0.95 }),
  {
    type: 'money',
    sensitive: false,
    confidence: ({ measures, name }) => (isMoney(measures.valueClass, name) ? (measures.valueClass === 'decimal' ? 0.85 : 0.6) : 0),
  },
];

function isMoney(valueClass: string, name: string): boolean {
  if ((valueClass !== 'decimal' && valueClass !== 'integer') || isKeyName(name) || NOT_MONEY.test(name)) return false;
  return MONEY_NAMES.test(name) || TOTAL.test(name);
}

function isMoneyText(value: string): boolean {
  const match = MONEY_TEXT.exec(value);
  return match !== null && (match[2] === undefined || currencyCodes.has(match[2].toLowerCase()));
}

function isDateClass(valueClass: string): boolean {
  return valueClass === 'date' || valueClass === 'timestamp';
}

function isDateText(value: string): boolean {
  return value.length <= 40 && DATE_TEXT.test(value);
}
