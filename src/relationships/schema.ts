import type { SourceModel } from '../domain/entity.ts';
import type { AttributeProfile, SourceProfile } from '../domain/profile.ts';
import { schemaNames, type ColumnName, type SchemaNames } from './names/schema-names.ts';

/** A column with all that inference knows of it. `id` counts over the whole schema. */
export interface Column {
  readonly id: number;
  readonly table: number;
  /** Position in the table, from 0. */
  readonly index: number;
  readonly profile: AttributeProfile;
  readonly name: ColumnName;
  /** Rows with a value. */
  readonly filled: number;
  /** Distinct values per filled row; 0 where there is none. */
  readonly uniqueness: number;
  /** Every value is an integer and they leave no gap between least and greatest. */
  readonly dense: boolean;
  /** Of a part of a column: which rows it is. Everything above but the name is of these rows alone. */
  readonly slice?: Slice;
}

/**
 * The rows of a polymorphic column that refer to one kind of thing, as they say themselves: their value begins with `value` (ids that bear the mark of
 * what they identify), or the column beside it equals `value` (`subject_type` beside `subject_id`).
 */
export interface Slice {
  readonly test: 'begins' | 'equals';
  /** Position in the table of the column that says so: the own one, or the one beside it. */
  readonly by: number;
  readonly value: string;
}

export interface Table {
  readonly id: number;
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** The schema as inference sees it: no declared types, no nullability, no comments, so that every engine looks the same. */
export interface Schema {
  readonly model: SourceModel;
  readonly profile: SourceProfile;
  readonly names: SchemaNames;
  readonly tables: readonly Table[];
  readonly columns: readonly Column[];
}

/** Joins model, profile and names. Model and profile are in the same order. */
export function schemaOf(model: SourceModel, profile: SourceProfile): Schema {
  const names = schemaNames(
    model.entities.map(({ label, path }) => label ?? path.name),
    model.entities.map((entity) => entity.attributes.map((attribute) => attribute.name)),
  );
  const columns: Column[] = [];
  const tables = profile.entities.map((entity, table) => {
    const own = entity.attributes.map((attribute, index) => {
      const name = names.columns[table]?.[index];
      if (name === undefined) throw new RangeError(`profile and model differ in table ${table}`);
      const column = columnOf(columns.length, table, index, attribute, name);
      columns.push(column);
      return column;
    });
    return { id: table, rows: entity.rows, columns: own };
  });
  return { model, profile, names, tables, columns };
}

function columnOf(id: number, table: number, index: number, profile: AttributeProfile, name: ColumnName): Column {
  const filled = profile.rows - profile.nulls - profile.empties;
  const { minNumber, maxNumber } = profile;
  const dense =
    profile.valueClass === 'integer' &&
    profile.distinct > 0 &&
    minNumber !== null &&
    maxNumber !== null &&
    maxNumber - minNumber + 1 === profile.distinct;
  return { id, table, index, profile, name, filled, uniqueness: filled === 0 ? 0 : profile.distinct / filled, dense };
}
