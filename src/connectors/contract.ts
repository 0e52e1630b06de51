import type { z } from 'zod';
import type { Dialect } from '../dialects/dialect.ts';
import type { EntityPath, SourceModel } from '../domain/entity.ts';
import type { SourceStage } from '../domain/errors.ts';
import type { SaasModel } from '../domain/saas.ts';
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
 * Reads the rows of entities.
 *
 * Value texts (what `read` yields) are the same for the same value on every engine: integers and decimals as plain digits,
 * booleans as `true`/`false`, dates `YYYY-MM-DD`, timestamps `YYYY-MM-DD HH:MM:SS[.ffffff]` (zoned ones in UTC), times
 * `HH:MM:SS[.ffffff]`, binary as `\x` and lower-case hex, JSON and arrays as compact JSON text.
 */
export interface RecordReader {
  /** Streams one entity in batches, columns in the order asked for. Holds a few batches in memory at most. */
  read(path: EntityPath, columns: readonly string[], options: ReadOptions): AsyncIterable<Batch>;
  /** For sources that are files which DuckDB reads. What fails in bulk is read by `read`, which says why. */
  readonly bulk?: BulkLoading;
}

/** An open connection to one source. Everything in it only reads. */
export interface Session extends RecordReader {
  /** Writes SQL for this very source: for files, `table()` is the reading function with its path. */
  readonly dialect: Dialect;
  test(signal: AbortSignal): Promise<TestReport>;
  /** A handful of catalog queries, never one per table. */
  introspect(signal: AbortSignal): Promise<SourceModel>;
  /** Runs one read-only statement. Numbers come back as JavaScript numbers where they fit, else as text. */
  query(sql: string, signal: AbortSignal): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** What is known of any connector. `configSchema` marks secret fields with `.meta({ secret: true })`. */
interface ConnectorBasics<Config extends Record<string, unknown>> {
  /** `connector_type` on the wire: `postgresql`, `files`, `hubspot`, … */
  readonly type: string;
  readonly title: string;
  readonly sourceType: SourceType;
  readonly capabilities: readonly Capability[];
  readonly configSchema: z.ZodType<Config>;
  /** What stays the same while the source stays the same place (host, port, database, path, account; no secrets, no options): its identity across scans. */
  location(config: Config): string;
}

/** The code for one kind of database. */
export interface DatabaseConnector<Config extends Record<string, unknown> = Record<string, unknown>> extends ConnectorBasics<Config> {
  readonly sourceType: 'database';
  /** Reads a command-line TARGET; undefined where it is none of this connector's. Resolves paths to absolute ones. */
  parseTarget(target: string): { readonly config: Config; readonly name: string } | undefined;
  open(config: Config, signal: AbortSignal): Promise<Session>;
}

/** Told how far reading an account's metadata has come. */
export type DescribeProgress = (progress: { readonly done: number; readonly total: number }) => void;

/** An open connection to one account of a SaaS application. Everything in it only reads. */
export interface SaasSession {
  test(signal: AbortSignal): Promise<TestReport>;
  /** The objects, fields and associations that the platform itself defines; never an association whose ends are not both among the objects. */
  describe(signal: AbortSignal, onProgress: DescribeProgress): Promise<SaasModel>;
  /** Streams records of one object in batches, fields in the order asked for, as value texts. Stops at `limit`; holds a page in memory. */
  read(object: string, fields: readonly string[], options: ReadOptions): AsyncIterable<Batch>;
  close(): Promise<void>;
}

/** What a SaaS session is given by its surroundings. */
export interface SaasHost {
  /**
   * Lets the platform replace secrets, such as a refresh token that is used up. `replace` gets them as they are stored with the source now and
   * answers with those that changed, by field of the configuration; nobody else replaces secrets of this source meanwhile, in whatever process.
   * Resolves when they are stored, sealed: only then may they be relied on.
   */
  replaceSecrets(replace: (stored: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>): Promise<void>;
  /** Whether addresses of this machine and of private networks may be called. */
  readonly allowsInternalAddresses: boolean;
}

/** The code for one SaaS application. */
export interface SaasConnector<Config extends Record<string, unknown> = Record<string, unknown>> extends ConnectorBasics<Config> {
  readonly sourceType: 'saas';
  open(config: Config, signal: AbortSignal, host: SaasHost): Promise<SaasSession>;
}

export type Connector = DatabaseConnector | SaasConnector;
