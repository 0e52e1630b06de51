/**
 * How a sync lands the records of a SaaS source in its system source: one connection of the sync service, in that service's words.
 * Names of tables follow from it (namespace, prefix, stream), unless the service says the table itself.
 */
export interface ConnectionLanding {
  readonly connectionId: string;
  readonly destination: {
    /** The service's word for the kind of destination: `postgres`, `duckdb`, `s3`, … */
    readonly type: string;
    /** Where tables land unless the connection says otherwise; null where the service does not tell. */
    readonly database: string | null;
    readonly schema: string | null;
  };
  /** Whether the schema of a stream is its own namespace, that of the destination, or `namespaceFormat` (`${SOURCE_NAMESPACE}` in it is the stream's). */
  readonly namespaceDefinition: 'source' | 'destination' | 'custom_format';
  readonly namespaceFormat: string | null;
  /** Stands before the name of every table; empty where there is none. */
  readonly prefix: string;
  /** Ordered by name. */
  readonly streams: readonly StreamLanding[];
}

export interface StreamLanding {
  readonly name: string;
  readonly namespace: string | null;
  /** The table's name where the service says it. */
  readonly table: string | null;
  /** Paths of the fields that make the key of the stream; empty where there is none. */
  readonly primaryKey: readonly (readonly string[])[];
}

/** Where the sync brings what carries an association, or that it does not. */
export type Reconciliation =
  | {
      /** A column of the landed table of `object` holds ids (or the values of another key) of the other object. */
      readonly carried_by: 'column';
      readonly object: string;
      readonly table: LandedTable;
      readonly column: string;
    }
  | {
      /** A table, or the elements of an array column (`array_column`), holds one row per associated pair. */
      readonly carried_by: 'join_table';
      readonly table: LandedTable;
      readonly from_column: string;
      readonly to_column: string;
      readonly array_column: string | null;
    }
  | {
      readonly carried_by: 'nothing';
      /** `object_not_synced`: an end has no landed table; `field_not_synced`: its field has no column; `no_column`: nothing that landed holds it. */
      readonly why: 'object_not_synced' | 'field_not_synced' | 'no_column';
      /** One sentence for people: what is missing, and what to select in the sync to have it. */
      readonly detail: string;
    };

export interface LandedTable {
  readonly database: string;
  readonly schema: string;
  readonly name: string;
}

/** Where the values of a field lie in the landed table of its object. */
export interface LandedColumn {
  readonly column: string;
  /** Leads to the value inside the JSON of the column; empty where the column itself is the field. */
  readonly path: readonly string[];
  /** Written by the sync service about itself (when it read the row, its own id, …), not by the platform: part of no profile and no inference. */
  readonly isSyncColumn: boolean;
}
