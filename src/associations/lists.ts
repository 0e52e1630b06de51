import type { Dialect } from '../dialects/dialect.ts';
import { duckdbDialect } from '../dialects/duckdb.ts';
import { type EntityModel, pathKey, type SourceModel } from '../domain/entity.ts';
import type { AttributeProfile, SourceProfile } from '../domain/profile.ts';
import { elementsPath, type SaasRecords } from '../domain/saas-records.ts';
import { profileStaging } from '../profiling/profile-source.ts';
import type { Staging } from '../profiling/staging.ts';

/** Records, with the elements of lists that are written as texts. */
interface Records {
  readonly model: SourceModel;
  readonly profile: SourceProfile;
  readonly staging: Staging;
  readonly dialect: Dialect;
}

/** A text column that lists values: its place, and how it writes them: as a JSON list, or with this separator between them. */
interface ListColumn {
  readonly entity: number;
  readonly attribute: number;
  readonly writing: Writing;
}

const separators = [';', '|', ','] as const;
type Writing = 'json' | (typeof separators)[number];
/** What an element is made of: ids, and codes; no space, for sentences are no lists. */
const ELEMENT = String.raw`[\p{L}\p{N}_\-]+`;

/**
 * Adds an entity for every column that holds lists of values as texts, such as `17;23` or `["17","23"]`, and has none yet: one row per record and
 * element. They are taken from the staging, and the dialect writes them out of the source's own columns.
 */
export async function withLists(
  { model, profile }: Pick<SaasRecords, 'model' | 'profile'>,
  staging: Staging,
  dialect: Dialect,
  signal: AbortSignal,
): Promise<Records> {
  const lists = await listColumns(model, profile, staging, signal);
  const entities = lists.map((list) => elementsEntity(model, profile, list));
  if (entities.length === 0) return { model, profile, staging, dialect };
  const offset = model.entities.length;
  for (const [i, { entity, attribute, writing }] of lists.entries()) {
    const column = staging.column(attribute);
    const elements = writing === 'json' ? `json_extract_string(${column}, '$[*]')` : `string_split(${column}, '${writing}')`;
    await staging.run(
      `CREATE OR REPLACE TABLE ${staging.table(offset + i)} AS
SELECT unnest(${elements}) AS ${staging.column(0)} FROM ${staging.table(entity)} WHERE ${column} <> ''`,
      signal,
    );
  }
  const added = { ...model, entities };
  const elements = await profileStaging(added, { ...staging, table: (entity) => staging.table(offset + entity) }, signal);
  return {
    model: { ...model, entities: [...model.entities, ...entities] },
    profile: { entities: [...profile.entities, ...elements.entities] },
    staging,
    dialect: listDialect(dialect, model, entities, lists),
  };
}

/** Columns all of whose values are such lists, some of them of several elements. */
async function listColumns(model: SourceModel, profile: SourceProfile, staging: Staging, signal: AbortSignal): Promise<ListColumn[]> {
  const known = new Set(model.entities.map(({ path }) => pathKey(path)));
  const maybe = model.entities.flatMap(({ path, derived }, i) =>
    (profile.entities[i]?.attributes ?? []).flatMap((attribute, k) =>
      derived !== undefined || known.has(pathKey(elementsPath(path.name, attribute.name)))
        ? []
        : writingsOf(attribute).map((writing) => ({ entity: i, attribute: k, writing })),
    ),
  );
  const found: ListColumn[] = [];
  for (let at = 0; at < maybe.length; at += COLUMNS_PER_STATEMENT) {
    const some = maybe.slice(at, at + COLUMNS_PER_STATEMENT);
    const selects = some.map(({ entity, attribute, writing }, i) => {
      const column = staging.column(attribute);
      return `SELECT ${i} AS i, coalesce(${isList(column, writing)}, false) AS is_list FROM ${staging.table(entity)} WHERE ${column} <> ''`;
    });
    const rows = await staging.rows<{ i: number; is_list: boolean }>(`${selects.join('\nUNION ALL ')}\nORDER BY i`, signal);
    found.push(...rows.filter(({ is_list }) => is_list).flatMap(({ i }) => some[i] ?? []));
  }
  return found;
}

/** An aggregate over a column. A single comma may stand in a decimal: a list with commas has three elements somewhere. */
function isList(column: string, writing: Writing): string {
  if (writing === 'json') {
    const scalars = `len(list_filter(json_extract(${column}, '$[*]'), lambda e: json_type(e) IN ('OBJECT', 'ARRAY'))) = 0`;
    return `bool_and(CASE WHEN json_valid(${column}) THEN json_type(${column}) = 'ARRAY' AND ${scalars} ELSE false END)
  AND max(CASE WHEN json_valid(${column}) THEN json_array_length(${column}) ELSE 0 END) >= 1`;
  }
  const list = duckdbDialect.literal(`${ELEMENT}([${writing}]${ELEMENT})*`);
  return `bool_and(regexp_full_match(${column}, ${list}))
  AND max(length(${column}) - length(replace(${column}, '${writing}', ''))) >= ${writing === ',' ? 2 : 1}`;
}

const COLUMNS_PER_STATEMENT = 200;

function writingsOf({ valueClass, sensitive, masks }: AttributeProfile): Writing[] {
  if (sensitive) return [];
  if (valueClass === 'json' || masks.some(({ mask }) => mask.startsWith('['))) return ['json'];
  return valueClass === 'text' ? separators.filter((separator) => masks.some(({ mask }) => mask.includes(separator))) : [];
}

function elementsEntity(model: SourceModel, profile: SourceProfile, { entity, attribute }: ListColumn): EntityModel {
  const of = model.entities[entity];
  const array = of?.attributes[attribute];
  if (of === undefined || array === undefined) throw new RangeError('a list outside of the model');
  const key = profile.entities[entity]?.candidateKeys.find(({ columns }) => columns.length === 1)?.columns[0] ?? '';
  return {
    path: elementsPath(of.path.name, array.name),
    kind: 'table',
    attributes: [{ ...array, dataType: 'string', ordinal: 1 }],
    keys: [],
    indexes: [],
    foreignKeys: [],
    notes: [],
    derived: { from: of.path, key, array: array.name },
  };
}

/** The dialect that also takes the elements of these lists out of the columns that hold them. */
function listDialect(dialect: Dialect, model: SourceModel, entities: readonly EntityModel[], lists: readonly ListColumn[]): Dialect {
  const places = new Map(entities.map((entity, i) => [pathKey(entity.path), { list: lists[i], of: model.entities[lists[i]?.entity ?? -1] }]));
  return {
    ...dialect,
    table(path, columns) {
      const { list, of } = places.get(pathKey(path)) ?? {};
      const attribute = of?.attributes[list?.attribute ?? -1];
      if (list === undefined || of === undefined || attribute === undefined) return dialect.table(path, columns);
      const name = dialect.ident(attribute.name);
      const text = dialect.text(name, attribute.dataType);
      const json = list.writing === 'json' ? name : `CONCAT('["', REPLACE(${text}, '${list.writing}', '","'), '"]')`;
      const records = `(SELECT ${name} FROM ${dialect.table(of.path, [attribute.name])} WHERE ${text} <> '') lists`;
      const { from, element } = dialect.jsonElements(records, json, list.writing === 'json' ? attribute.dataType : 'text');
      return `(SELECT ${element} AS ${name} FROM ${from}) elements`;
    },
  };
}
