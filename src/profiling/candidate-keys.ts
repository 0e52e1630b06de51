import type { EntityModel } from '../domain/entity.ts';
import type { AttributeProfile, CandidateKey } from '../domain/profile.ts';
import { findCompositeKeys } from './composite-keys.ts';
import { isKeyName, nameTokens } from './names.ts';
import { isLongText } from './roles.ts';
import { namesActor } from './semantic/people.ts';
import type { Staging } from './staging.ts';
import { keyCounts } from './steps.ts';
import { presentRows, round6, UNIQUE_ENOUGH, uniquenessOf } from './uniqueness.ts';

const NEVER_KEYS: readonly AttributeProfile['valueClass'][] = ['empty', 'boolean', 'decimal', 'json'];
const SELDOM_KEYS: readonly AttributeProfile['valueClass'][] = ['date', 'timestamp', 'time'];

/**
 * Keys of an entity: the declared ones with their measured uniqueness, then inferred single columns, likeliest first,
 * then minimal pairs and triples where no column is a convincing key by itself.
 */
export async function findCandidateKeys(
  entity: EntityModel,
  index: number,
  attributes: readonly AttributeProfile[],
  staging: Staging,
  signal: AbortSignal,
): Promise<CandidateKey[]> {
  const declared = await declaredKeys(entity, index, attributes, staging, signal);
  const known = new Set(declared.map((key) => JSON.stringify(key.columns)));
  const unary = unaryKeys(attributes).filter((key) => !known.has(JSON.stringify(key.columns)));
  if (declared.length > 0 || unary.some((key) => isConvincing(key, attributes))) return [...declared, ...unary];
  return [...unary, ...(await findCompositeKeys(index, attributes, staging, signal))];
}

/** From this share of distinct values on, a sample says that they may be unique. */
const MAYBE_UNIQUE = 0.9;

/**
 * The same where the attributes were profiled from a sample of the rows, with what the keys rest on counted over all rows: where values are missing,
 * and how many there are of those that may be unique.
 */
export async function findKeysOfSampled(
  entity: EntityModel,
  index: number,
  sampled: readonly AttributeProfile[],
  staging: Staging,
  signal: AbortSignal,
): Promise<{ readonly attributes: readonly AttributeProfile[]; readonly candidateKeys: CandidateKey[] }> {
  const attributes: AttributeProfile[] = [];
  for (const [ordinal, attribute] of sampled.entries()) {
    const column = staging.column(ordinal);
    const distinct = uniquenessOf(attribute) >= MAYBE_UNIQUE ? `count(DISTINCT ${column}) FILTER (${column} <> '')` : `${attribute.distinct}`;
    const sql = `SELECT count(*) FILTER (${column} <> '') AS present, ${distinct} AS distinct_count FROM ${staging.table(index)}`;
    const [counted] = await staging.rows<{ present: number; distinct_count: number }>(sql, signal);
    const present = counted?.present ?? 0;
    attributes.push({ ...attribute, nulls: attribute.rows - present, empties: 0, distinct: Math.min(present, counted?.distinct_count ?? 0) });
  }
  return { attributes, candidateKeys: await findCandidateKeys(entity, index, attributes, staging, signal) };
}

async function declaredKeys(
  entity: EntityModel,
  index: number,
  attributes: readonly AttributeProfile[],
  staging: Staging,
  signal: AbortSignal,
): Promise<CandidateKey[]> {
  const sets = new Map<string, { columns: readonly string[]; origin: 'primary' | 'unique' }>();
  const primaryFirst = entity.keys.toSorted((a, b) => Number(b.kind === 'primary') - Number(a.kind === 'primary'));
  for (const { columns, kind } of primaryFirst) addKey(sets, columns, kind);
  for (const { columns, isUnique } of entity.indexes) if (isUnique) addKey(sets, columns, 'unique');
  const keys: CandidateKey[] = [];
  for (const { columns, origin } of sets.values()) {
    const ordinals = columns.map((column) => attributes.findIndex((attribute) => attribute.name === column));
    if (ordinals.length === 0 || ordinals.includes(-1)) continue;
    keys.push({ columns, origin, uniqueness: await measuredUniqueness(index, ordinals, attributes, staging, signal) });
  }
  return keys;
}

function addKey(
  sets: Map<string, { columns: readonly string[]; origin: 'primary' | 'unique' }>,
  columns: readonly string[],
  origin: 'primary' | 'unique',
): void {
  const id = JSON.stringify(columns);
  if (!sets.has(id)) sets.set(id, { columns, origin });
}

async function measuredUniqueness(
  index: number,
  ordinals: readonly number[],
  attributes: readonly AttributeProfile[],
  staging: Staging,
  signal: AbortSignal,
): Promise<number> {
  const [first] = ordinals;
  if (ordinals.length === 1 && first !== undefined) return uniquenessOf(attributes[first]);
  const columns = ordinals.map((ordinal) => staging.column(ordinal));
  const [row] = await staging.rows<{ present: number; tuples: number }>(keyCounts(staging.table(index), [columns]).sql, signal);
  return row === undefined || row.present === 0 ? 0 : round6(row.tuples / row.present);
}

function unaryKeys(attributes: readonly AttributeProfile[]): CandidateKey[] {
  const unique = attributes.filter(
    (attribute) => attribute.distinct >= 2 && uniquenessOf(attribute) >= UNIQUE_ENOUGH && !NEVER_KEYS.includes(attribute.valueClass),
  );
  const likely = unique.filter(
    (attribute) => !SELDOM_KEYS.includes(attribute.valueClass) && !isLongText(attribute) && attribute.valueClass !== 'binary',
  );
  return (likely.length > 0 ? likely : unique)
    .toSorted((a, b) => keyRank(b) - keyRank(a) || a.ordinal - b.ordinal)
    .map((attribute) => ({ columns: [attribute.name], origin: 'inferred', uniqueness: uniquenessOf(attribute) }));
}

/** How likely a unique column is the key: complete, properly unique, named like one, first. */
function keyRank(attribute: AttributeProfile): number {
  const complete = presentRows(attribute) === attribute.rows;
  const proper = uniquenessOf(attribute) === 1;
  return (
    (complete ? 8 : 0) +
    (proper ? 4 : 0) +
    (isKeyName(attribute.name) ? 2 : 0) +
    (attribute.ordinal === 1 ? 1 : 0) -
    (attribute.role === 'measure' || namesActor(nameTokens(attribute.name).join(' ')) ? 3 : 0)
  );
}

/** A single column that leaves no need for a composite: complete, properly unique, and named or placed like a key. */
function isConvincing(key: CandidateKey, attributes: readonly AttributeProfile[]): boolean {
  const attribute = attributes.find(({ name }) => name === key.columns[0]);
  if (attribute === undefined || presentRows(attribute) < attribute.rows || key.uniqueness < 1) return false;
  return attribute.ordinal === 1 || (isKeyName(attribute.name) && attribute.role !== 'measure');
}
