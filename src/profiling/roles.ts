import type { AttributeModel, EntityModel } from '../domain/entity.ts';
import type { AttributeRole, ValueClass } from '../domain/profile.ts';
import { isNumeric, type Measures } from './measure.ts';
import { anyWord, isKeyName, nameTokens } from './names.ts';
import { namesActor } from './semantic/people.ts';

export interface Role {
  readonly role: AttributeRole;
  /** 0..1, two decimals. */
  readonly confidence: number;
}

const MEASURE_NAMES = anyWord(`
  price, amount, cost, total, subtotal, salary, balance, fee, revenue, quantity, qty, count, sum, avg, average, min, max, mean, score, rating, points, weight, height,
  width, length, depth, size, area, volume, distance, duration, age, population, percent, pct, rate, ratio, discount, tax, units, stock, hours, minutes, seconds, lat,
  latitude, longitude, lng, cantidad, precio, importe, total, menge, betrag, preis, quantite, montant, prix, quantidade, valor, preco, milliseconds, bytes, budget
`);
const NOT_MEASURED = anyWord('center, centre, type, kind, category, method, status, group');
const KEY_TYPES: readonly (string | null)[] = ['uuid', 'code', 'hash'];
const TEMPORAL: readonly ValueClass[] = ['date', 'timestamp', 'time'];
const DATE_TYPES: readonly (string | null)[] = ['date', 'datetime', 'time', 'birth_date'];
const QUANTITY_TYPES: readonly (string | null)[] = ['money', 'percentage', 'latitude', 'longitude'];

/** What an attribute is for, from its declared keys, its name, its values and their meaning. The first rule that fits decides. */
export function roleOf(entity: EntityModel, attribute: AttributeModel, measures: Measures, semanticType: string | null): Role {
  const { name } = attribute;
  if (entity.keys.some((key) => key.kind === 'primary' && key.columns.length === 1 && key.columns[0] === name)) return role('identifier', 0.99);
  if (entity.foreignKeys.some((key) => key.columns.includes(name))) return role('reference', 0.99);
  if (measures.distinct === 0) return role('unknown', 0);
  if (measures.valueClass === 'boolean' || semanticType === 'boolean') return role('flag', measures.valueClass === 'boolean' ? 0.98 : 0.85);
  if (TEMPORAL.includes(measures.valueClass) || DATE_TYPES.includes(semanticType)) return role('timestamp', 0.95);
  const words = nameTokens(name).join(' ');
  const measured = MEASURE_NAMES.test(words) && !NOT_MEASURED.test(words);
  const present = measures.rows - measures.nulls - measures.empties;
  const uniqueness = measures.distinct / present;
  const keyNamed = isKeyName(name);
  if (measures.valueClass === 'decimal' || (QUANTITY_TYPES.includes(semanticType) && !keyNamed)) return role('measure', 0.85);
  if (isNumeric(measures.valueClass) && measured && !keyNamed) return role('measure', 0.85);
  if (measures.valueClass === 'integer' && !keyNamed && namesActor(words)) return role('reference', 0.7);
  if (uniqueness >= 0.985 && measures.distinct >= 2) {
    const first = attribute.ordinal === 1;
    if (keyNamed) return role('identifier', first ? 0.95 : 0.85);
    if (KEY_TYPES.includes(semanticType)) return role('identifier', 0.8);
    if (measures.valueClass === 'integer') return first ? role('identifier', 0.8) : role('measure', 0.4);
    return isShortText(measures) && first ? role('identifier', 0.6) : role('text', 0.6);
  }
  if (keyNamed && !isLongText(measures)) return role('reference', 0.8);
  if (semanticType === 'uuid') return role('reference', 0.75);
  if (measures.distinct <= Math.max(20, present * 0.02) && !isLongText(measures)) return role('category', measures.distinct <= 20 ? 0.75 : 0.6);
  if (measures.valueClass === 'integer') return role('measure', 0.5);
  return role('text', isLongText(measures) ? 0.9 : 0.65);
}

/** Texts too long to be a key. */
export function isLongText(measures: Pick<Measures, 'valueClass' | 'length'>): boolean {
  return measures.length !== null && (measures.length.mean > 60 || measures.length.max > 255);
}

function isShortText(measures: Measures): boolean {
  return measures.length !== null && measures.length.max <= 32;
}

function role(name: AttributeRole, confidence: number): Role {
  return { role: name, confidence };
}
