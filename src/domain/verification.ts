/** What running the statements of an edge's evidence again gave. It is stored and served as it stands, hence `snake_case`. */
export interface Verification {
  /** The machine's revision that was checked; null where it has none. */
  readonly revision: number | null;
  /** The evidence speaks of a sample of the rows, the check of all. */
  readonly is_sample: boolean;
  readonly agrees: boolean;
  readonly statements: readonly CheckedStatement[];
}

export interface CheckedStatement extends Statement {
  /** Name of the source that it ran on. */
  readonly source: string;
  /** Null where the source could not be asked. */
  readonly now: Readonly<Record<string, number>> | null;
  readonly agrees: boolean;
  readonly problem: string | null;
}

/** A statement that counts again what evidence says. */
export interface Statement {
  readonly dialect: string;
  readonly sql: string;
  /** By the names of its columns. */
  readonly stored: Readonly<Record<string, number>>;
}

/** The columns of `check_sql`. */
export const counts = [
  'rows',
  'null_rows',
  'distinct',
  'matched_distinct',
  'orphan_distinct',
  'matched_rows',
  'orphan_rows',
  'target_rows',
  'target_null_rows',
  'target_distinct',
] as const;

/** The statement of what a scan measured of a relationship or an association; undefined where there is none: sampled records, links, mere definitions. */
export function statementOf(evidence: unknown): Statement | undefined {
  const measured = 'check_sql' in asObject(evidence) ? asObject(evidence) : asObject(asObject(evidence)['measured']);
  const { check_sql: sql, dialect } = measured;
  const value = asObject(measured['value']);
  if (typeof sql !== 'string' || typeof dialect !== 'string') return undefined;
  const stored = Object.fromEntries(counts.flatMap((name) => (typeof value[name] === 'number' ? [[name, value[name]]] : [])));
  return { sql, dialect, stored };
}

/** Holds the one row that the source answered against what was stored. */
export function compared(statement: Statement, source: string, row: Readonly<Record<string, unknown>> | undefined): CheckedStatement {
  const now = Object.fromEntries(Object.keys(statement.stored).map((name) => [name, Number(row?.[name])]));
  const isWhole = Object.values(now).every((count) => Number.isFinite(count));
  if (!isWhole) return { ...statement, source, now: null, agrees: false, problem: 'The source did not answer with the counts.' };
  const agrees = Object.entries(statement.stored).every(([name, count]) => now[name] === count);
  return { ...statement, source, now, agrees, problem: null };
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
