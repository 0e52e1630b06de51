/** Where an entity lies in its source. Engines without databases or schemas use the names their connector documents. */
export interface EntityPath {
  readonly database: string;
  readonly schema: string;
  readonly name: string;
}

/** A column of a table, view or file, as the source describes it. */
export interface AttributeModel {
  readonly name: string;
  /** The type in the words of the source; for files the detected type. */
  readonly dataType: string;
  readonly isNullable: boolean;
  /** Position in the entity, from 1. */
  readonly ordinal: number;
  readonly description?: string;
  /** The source itself says that its values are personal or secret. */
  readonly isSensitive?: boolean;
}

/** A declared primary key or unique constraint. */
export interface KeyModel {
  readonly kind: 'primary' | 'unique';
  readonly name?: string;
  readonly columns: readonly string[];
}

export interface IndexModel {
  readonly name: string;
  readonly columns: readonly string[];
  readonly isUnique: boolean;
}

/** A declared foreign key. `columns[i]` references `targetColumns[i]`. */
export interface ForeignKeyModel {
  readonly name?: string;
  readonly columns: readonly string[];
  readonly target: EntityPath;
  readonly targetColumns: readonly string[];
}

export interface EntityModel {
  readonly path: EntityPath;
  /** What it is called, where the name in its path says nothing. */
  readonly label?: string;
  readonly kind: 'table' | 'view' | 'file';
  readonly description?: string;
  /** The source's own estimate; exact counts come from profiling. */
  readonly rowEstimate?: number;
  readonly attributes: readonly AttributeModel[];
  readonly keys: readonly KeyModel[];
  readonly indexes: readonly IndexModel[];
  readonly foreignKeys: readonly ForeignKeyModel[];
  /** What a reader should know, such as a header that was assumed. */
  readonly notes: readonly string[];
  /** Of an entity that is no table of its own but the elements of an array: one row per row of another entity and element. */
  readonly derived?: ArrayElements;
}

/** Its entity has two attributes: `key`, the value of that attribute of `from` (what tells its rows apart), and `array`, one element. */
interface ArrayElements {
  readonly from: EntityPath;
  readonly key: string;
  readonly array: string;
}

/** Everything that introspection learns about one source. Entities are ordered by path. */
export interface SourceModel {
  readonly databases: readonly { readonly name: string; readonly description?: string }[];
  readonly schemas: readonly { readonly database: string; readonly name: string; readonly description?: string }[];
  readonly entities: readonly EntityModel[];
  readonly notes: readonly string[];
}

/** A text that tells paths apart; for maps and for ordering, never for SQL. */
export function pathKey(path: EntityPath): string {
  return JSON.stringify([path.database, path.schema, path.name]);
}

/** The model as if the source had declared no foreign keys (`foreignKeys`), nor keys and unique indexes (`keys`). */
export function withoutDeclared(model: SourceModel, drop: { foreignKeys: boolean; keys: boolean }): SourceModel {
  if (!drop.foreignKeys && !drop.keys) return model;
  return {
    ...model,
    entities: model.entities.map((entity) => ({
      ...entity,
      foreignKeys: drop.foreignKeys ? [] : entity.foreignKeys,
      keys: drop.keys ? [] : entity.keys,
      indexes: drop.keys ? [] : entity.indexes,
    })),
  };
}
