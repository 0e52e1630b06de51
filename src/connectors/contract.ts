import type { z } from 'zod';
import type { Dialect } from '../dialects/dialect.ts';
import type { EntityPath, SourceModel } from '../domain/entity.ts';
import type { SourceStage } from '../domain/errors.ts';
import type { SourceType } from '../domain/source.ts';

type Capability = 'introspect' | 'read' | 'query' | 'declared_keys' | 'comments';

/** Up to a few thousand rows: `rows[i][j]` is the value text of `columns[j]`, or null. */
export interface Batch {
  readonly rows: readonly (readonly (string | null)[])[];
}

interface ReadOptions {
  readonly signal: AbortSignal;
  /** At most this many rows. */
  readonly limit?: number;
}

export interface TestReport {
  /** The stages that were passed, in order. A stage that fails is thrown as a SourceError. */
  readonly passed: readonly SourceStage[];
  /** Product and version, such as `PostgreSQL 18.1`. */
  readonly server: string;
}

/** How DuckDB itself can load what `read` yields, without every value passing through JavaScript. */
interface BulkLoading {
  /** The files that DuckDB must be allowed to read. */
  readonly paths: readonly string[];
  /** A statement for DuckDB that yields the rows and texts of `read`, columns in the order asked for; undefined where only `read` can. */
  sql(path: EntityPath, columns: readonly string[], limit?: number): string | undefined;
}

/**
 * An open connection to one source. Everything in it only reads.
 *
 * Value texts (what `read` yields) are the same for the same value on every engine: integers and decimals as plain digits,
 * booleans as `true`/`false`, dates `YYYY-MM-DD`, timestamps `YYYY-MM-DD HH:MM:SS[.ffffff]` (zoned ones in UTC), times
 * `HH:MM:SS[.ffffff]`, binary as `\x` and lower-case hex, JSON and arrays as compact JSON text.
 */
export interface Session {
  /** Writes SQL for this very source: for files, `table()` is the reading function with its path. */
  readonly dialect: Dialect;
  test(signal: AbortSignal): Promise<TestReport>;
  /** A handful of catalog queries, never one per table. */
  introspect(signal: AbortSignal): Promise<SourceModel>;
  /** Streams one entity in batches, columns in the order asked for. Holds a few batches in memory at most. */
  read(path: EntityPath, columns: readonly string[], options: ReadOptions): AsyncIterable<Batch>;
  /** For sources that are files which DuckDB reads. What fails in bulk is read by `read`, which says why. */
  readonly bulk?: BulkLoading;
  /** Runs one read-only statement. Numbers come back as JavaScript numbers where they fit, else as text. */
  query(sql: string, signal: AbortSignal): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** The code for one kind of system. `configSchema` marks secret fields with `.meta({ secret: true })`. */
export interface Connector<Config extends Record<string, unknown> = Record<string, unknown>> {
  /** `connector_type` on the wire: `postgresql`, `mysql`, `sqlite`, `duckdb`, `files`. */
  readonly type: string;
  readonly title: string;
  readonly sourceType: SourceType;
  readonly capabilities: readonly Capability[];
  readonly configSchema: z.ZodType<Config>;
  /** Reads a command-line TARGET; undefined where it is none of this connector's. Resolves paths to absolute ones. */
  parseTarget(target: string): { readonly config: Config; readonly name: string } | undefined;
  /** What stays the same while the source stays the same place (host, port, database, path; no secrets, no options): its identity across scans. */
  location(config: Config): string;
  open(config: Config, signal: AbortSignal): Promise<Session>;
}
