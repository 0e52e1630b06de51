import { elementsPath, recordsPath } from '../domain/saas-records.ts';
import type { EntityModel, KeyModel } from '../domain/entity.ts';
import type { SaasFieldModel, SaasObjectModel } from '../domain/saas.ts';
import type { LandedShape } from './discover.ts';
import type { LandedStream } from './find-tables.ts';
import { nameFields, type NamedValue } from './name-fields.ts';
import { landedName } from './names.ts';

/** An object whose records landed. */
export interface LandedObject {
  /** With the fields that the platform describes, then those that only landed. */
  readonly object: SaasObjectModel;
  readonly table: EntityModel;
  /** By the API identifiers of their fields. */
  readonly values: ReadonlyMap<string, NamedValue['value']>;
  /** The records, and the elements of each list of values. The sync service's own columns are in none of them. */
  readonly entities: readonly EntityModel[];
  /** The field that tells the records apart; null where none is known to. */
  readonly key: string | null;
}

/** An object made of a stream and, where there is one, of what the platform says about it: the platform's words win. */
export function landedObject(stream: LandedStream, shape: LandedShape, described: SaasObjectModel | undefined): LandedObject {
  const named = nameFields(shape.values, described?.fields ?? []);
  const added = named.filter(({ field }) => field === null).map(landedField);
  const object: SaasObjectModel = described ?? { apiIdentifier: stream.name, objectName: stream.name, isCustom: false, fields: [] };
  const records = named.filter(({ value }) => !value.isSyncColumn);
  const primary = primaryKey(stream, records);
  const key = keyField(primary, records, shape);
  const entity = recordsEntity(object, stream, records, primary);
  return {
    object: { ...object, fields: [...object.fields, ...added] },
    table: stream.table,
    values: new Map(named.map(({ name, value }) => [name, value])),
    entities: [
      entity,
      ...(key === null ? [] : records.filter(({ value }) => value.isList).map(({ name }) => elementsEntity(entity, object, key, name))),
    ],
    key,
  };
}

function landedField({ name, value }: NamedValue): SaasFieldModel {
  return {
    apiIdentifier: name,
    fieldName: name,
    dataType: value.dataType,
    isRequired: false,
    isUnique: false,
    isCustom: false,
    isSensitive: false,
    references: [],
  };
}

function recordsEntity(
  { apiIdentifier, description }: SaasObjectModel,
  { table }: LandedStream,
  records: readonly NamedValue[],
  primary: readonly string[],
): EntityModel {
  const unique = records.filter(({ name, field }) => field?.isUnique === true && (primary.length !== 1 || primary[0] !== name));
  const keys: KeyModel[] = [
    ...(primary.length > 0 ? [{ kind: 'primary' as const, columns: primary }] : []),
    ...unique.map(({ name }) => ({ kind: 'unique' as const, columns: [name] })),
  ];
  return {
    path: recordsPath(apiIdentifier),
    kind: 'table',
    ...(description === undefined ? {} : { description }),
    ...(table.rowEstimate === undefined ? {} : { rowEstimate: table.rowEstimate }),
    attributes: records.map(({ name, value, field }, i) => ({
      name,
      dataType: value.dataType,
      isNullable: true,
      ordinal: i + 1,
      ...(field?.description === undefined ? {} : { description: field.description }),
      isSensitive: field?.isSensitive ?? false,
    })),
    keys,
    indexes: [],
    foreignKeys: [],
    notes: table.notes,
  };
}

/** One row per record and element: its two columns are the record's key and the element, under the name of the list. */
function elementsEntity(records: EntityModel, { apiIdentifier }: SaasObjectModel, key: string, array: string): EntityModel {
  const attributes = [key, array].flatMap((name, i) => {
    const attribute = records.attributes.find((one) => one.name === name);
    return attribute === undefined ? [] : [{ ...attribute, ...(name === array ? { dataType: 'string' } : {}), ordinal: i + 1 }];
  });
  return {
    path: elementsPath(apiIdentifier, array),
    kind: 'table',
    attributes,
    keys: [],
    indexes: [],
    foreignKeys: [],
    notes: [],
    derived: { from: records.path, key, array },
  };
}

/** Fields of the key that the sync service says, or else the table; empty where one of them did not land. */
function primaryKey({ primaryKey: paths, table }: LandedStream, records: readonly NamedValue[]): readonly string[] {
  const columns = paths.length > 0 ? paths.map((path) => path.join('_')) : (table.keys.find(({ kind }) => kind === 'primary')?.columns ?? []);
  const fields = columns.flatMap((column) => {
    const found = records.find(({ value }) => landedName([value.column, ...value.path].join('_')) === landedName(column));
    return found === undefined ? [] : [found.name];
  });
  return fields.length === columns.length ? fields : [];
}

/** One field that is the whole primary key, else one that the platform calls unique, else the first that tells the first rows apart. */
function keyField(primary: readonly string[], records: readonly NamedValue[], shape: LandedShape): string | null {
  if (primary.length === 1 && primary[0] !== undefined) return primary[0];
  const unique = records.find(({ field }) => field?.isUnique === true);
  const seen = records.find(({ value }) => value.path.length === 0 && value.column === shape.key);
  return (unique ?? seen)?.name ?? null;
}
