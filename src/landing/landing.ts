import type { RecordReader } from '../connectors/contract.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { SourceModel } from '../domain/entity.ts';
import type { LandedColumn, LandedTable } from '../domain/landing.ts';
import type { SaasModel } from '../domain/saas.ts';

/** The records of a SaaS source as a sync landed them in its system source. */
export interface Landing {
  /** What the platform says and what landed, met: one object each, one field each. */
  readonly saas: SaasModel;
  /** One entity per object with a landed table, at its `recordsPath`; JSON taken apart, lists of values as `derived` entities. */
  readonly model: SourceModel;
  readonly reader: RecordReader;
  /** Writes SQL for the system source over objects and fields. */
  readonly dialect: Dialect;
  /** By API identifier of the object. */
  readonly tables: ReadonlyMap<string, LandedTable>;
  /** The field that tells the records of an object apart, where one is known to. */
  readonly keys: ReadonlyMap<string, string>;
  /** By API identifiers of object and field. */
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, LandedColumn>>;
}
