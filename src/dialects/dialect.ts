import type { EntityPath } from '../domain/entity.ts';

/**
 * How one SQL engine writes what Cognate asks of it. Identifiers pass only through `ident` and `table`, values only as
 * parameters or through `literal`. `ansi.ts` holds the defaults; an engine's file overrides what differs.
 */
export interface Dialect {
  /** The name that evidence carries: `postgresql`, `mysql`, `sqlite`, `duckdb`. */
  readonly name: string;
  ident(name: string): string;
  literal(value: string): string;
  /** The entity as it stands after FROM. `columns` are those that are asked of it; without them, all. */
  table(path: EntityPath, columns?: readonly string[]): string;
  /**
   * The canonical text of a column expression, as close to the profiler's as the engine can: comparable across types and collations.
   * `dataType`, the attribute's declared type where it is known, makes the SQL shorter (integers need no trimming) or exact (binary).
   */
  text(expression: string, dataType?: string): string;
  limit(rows: number): string;
  /** The text of what lies at a path inside JSON, of that type; NULL where there is nothing. Of objects and lists the JSON, as the engine writes it. */
  jsonText(expression: string, path: readonly string[], dataType: string): string;
  /** One row per row of `table` and element of its JSON list: what stands after FROM, and the expression of the element's text. Rows without a list have none. */
  jsonElements(table: string, expression: string, dataType: string): { readonly from: string; readonly element: string };
}
