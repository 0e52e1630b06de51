import type { ParentKey } from '../parents.ts';
import type { Column, Slice } from '../schema.ts';
import type { ColumnName } from '../names/schema-names.ts';

/** A part of a polymorphic column, before it is measured. */
export interface Part {
  /** The whole column. */
  readonly column: Column;
  readonly slice: Slice;
  /** What the part may refer to. */
  readonly keys: readonly ParentKey[];
  /** Of a part by type: no row has another. */
  readonly isOnlyType?: boolean;
  /** What the part is called, where that is not the column's name. */
  readonly name?: ColumnName;
}
