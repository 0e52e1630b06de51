import type { AttributeProfile, SourceProfile } from '../../domain/profile.ts';
import type { Staging } from '../../profiling/staging.ts';
import type { LinkAttribute, TableAttribute } from '../forms.ts';
import { namePartsOf } from '../full-names.ts';
import { areLists, commonAddress, partProfile, partSql, type Part } from '../parts.ts';

/** What is compared of a table: an attribute, or the given and the family name of a person as one. */
export interface Column extends TableAttribute {
  readonly entity: number;
  /** Of several attributes, that of the last. */
  readonly ordinal: number;
}

interface Source {
  readonly profile: SourceProfile;
  readonly staging: Staging;
}

/** Every attribute of a source that has values, what tells pages of one address apart, and full names of what is kept in parts. At most two statements. */
export async function columnsOf(source: Source, signal: AbortSignal): Promise<Column[]> {
  const { profile, staging } = source;
  const columns = profile.entities.flatMap(({ rows, attributes }, entity) =>
    attributes.flatMap((attribute, ordinal): Column[] =>
      rows === 0 || attribute.distinct === 0
        ? []
        : comparedOf(attribute, staging.column(ordinal)).map((compared) => ({ entity, ordinal, table: staging.table(entity), attribute: compared })),
    ),
  );
  return [...(await withWholeNumbers(staging, columns, signal)), ...(await fullNames(staging, columns, signal))];
}

/** An attribute as it is compared. Of pages under one address also what follows it, which others may keep alone. */
function comparedOf(profile: AttributeProfile, sql: string): LinkAttribute[] {
  const names = [profile.name];
  const partOf = (part: Part): LinkAttribute => ({ names, sql: partSql(part, sql), part, profile: partProfile(profile, part) });
  if (areLists(profile)) return [partOf('items')];
  const after = commonAddress(profile);
  return [{ names, sql, profile }, ...(after === 0 ? [] : [partOf({ after })])];
}

/** Numbers that may be ids tell most rows apart. */
const ID_DISTINCTNESS = 0.5;
const LOOKED_AT = 20_000;

/** Ids that were read as numbers have a decimal point with nothing after it: they are integers. */
async function withWholeNumbers(staging: Staging, columns: readonly Column[], signal: AbortSignal): Promise<readonly Column[]> {
  const asked = columns.flatMap((column, i) => {
    const { valueClass, distinct, minNumber } = column.attribute.profile;
    return valueClass === 'decimal' && (minNumber ?? -1) >= 0 && distinct > ID_DISTINCTNESS * filledOf(column.attribute.profile)
      ? [{ ...column, i }]
      : [];
  });
  if (asked.length === 0) return columns;
  const parts = asked.map(
    ({ i, table, attribute: { sql } }) =>
      `SELECT ${i} AS i FROM (SELECT ${sql} AS v FROM ${table} WHERE ${sql} <> '' LIMIT ${LOOKED_AT}) HAVING bool_and(regexp_full_match(v, '[0-9]+([.]0+)?'))`,
  );
  const whole = new Set((await staging.rows<{ i: number }>(parts.join('\nUNION ALL '), signal)).map(({ i }) => i));
  return columns.map((column, i) =>
    whole.has(i) ? { ...column, attribute: { ...column.attribute, profile: { ...column.attribute.profile, valueClass: 'integer' } } } : column,
  );
}

/** Given and family name as one text where a row has both. */
async function fullNames(staging: Staging, columns: readonly Column[], signal: AbortSignal): Promise<Column[]> {
  const tables = new Map<string, (Column & LinkAttribute)[]>();
  for (const column of columns) tables.set(column.table, [...(tables.get(column.table) ?? []), { ...column, ...column.attribute }]);
  const pairs = [...tables.values()].flatMap((own) => namePartsOf(own));
  if (pairs.length === 0) return [];
  const texts = pairs.map(
    ({ given, family }) => `CASE WHEN ${given.sql} <> '' AND ${family.sql} <> '' THEN ${given.sql} || ' ' || ${family.sql} END`,
  );
  const counts = await staging.rows<{ i: number; filled: number; distinct: number }>(
    pairs
      .map(({ given }, i) => `SELECT ${i} AS i, count(${texts[i]}) AS filled, approx_count_distinct(${texts[i]}) AS "distinct" FROM ${given.table}`)
      .join('\nUNION ALL '),
    signal,
  );
  const ofPair = new Map(counts.map((count) => [count.i, count]));
  return pairs.flatMap(({ given, family }, i): Column[] => {
    const { filled = 0, distinct = 0 } = ofPair.get(i) ?? {};
    if (filled === 0) return [];
    const profile = fullNameProfile(given.profile, family.profile, filled, Math.min(filled, distinct));
    const attribute = { names: [...given.names, ...family.names], sql: texts[i] ?? '', profile };
    return [{ entity: family.entity, ordinal: family.ordinal, table: family.table, attribute }];
  });
}

function fullNameProfile(given: AttributeProfile, family: AttributeProfile, filled: number, distinct: number): AttributeProfile {
  return {
    ...family,
    nulls: family.rows - filled,
    empties: 0,
    distinct,
    min: null,
    max: null,
    length: null,
    entropy: Math.min(Math.log2(Math.max(1, distinct)), given.entropy + family.entropy),
    top: [],
    masks: [{ mask: `${given.masks[0]?.mask ?? 'Aa'} ${family.masks[0]?.mask ?? 'Aa'}`, count: filled }],
    semanticType: 'person_name',
  };
}

/** Values that are there. */
export function filledOf({ rows, nulls, empties }: AttributeProfile): number {
  return rows - nulls - empties;
}
