export type Value = string | number | null;

export type Columns = Readonly<Record<string, string>>;

export type Row<C extends Columns> = Readonly<Record<keyof C, Value>>;

/** One table of a demo source: column names with their SQL types, and the rows. */
export interface DemoTable {
  readonly name: string;
  readonly columns: Columns;
  readonly key: readonly string[];
  /** Columns that the application indexed; each gets an index of its own. */
  readonly indexed: readonly string[];
  readonly rows: readonly Row<Columns>[];
}

export function defineTable<C extends Columns>(
  name: string,
  columns: C,
  key: readonly (keyof C & string)[],
  rows: readonly Row<C>[],
  indexed: readonly (keyof C & string)[] = [],
): DemoTable {
  return { name, columns, key, indexed, rows };
}
