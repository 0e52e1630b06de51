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

/** What a scan counted of an entity link, and the SQL that joins what it counted; undefined where a person wrote the evidence. */
export function linkStatementOf(evidence: unknown): Statement | undefined {
  const { execution_sql: sql, columns, overlap } = asObject(evidence);
  if (typeof sql !== 'string') return undefined;
  return { sql, dialect: 'duckdb', stored: linkCounts({ columns: asObject(columns), overlap: asObject(overlap) }) };
}

/** What is held against what was counted before. Shared values that are so few that they could be told are in neither. */
export function linkCounts({ columns, overlap }: { readonly columns: object; readonly overlap: object }): Readonly<Record<string, number>> {
  const { source, target } = asObject(columns);
  const { intersection, support, max_fanout: fanout } = asObject(overlap);
  const named = {
    source_rows: asObject(source)['rows'],
    source_distinct: asObject(source)['distinct'],
    target_rows: asObject(target)['rows'],
    target_distinct: asObject(target)['distinct'],
    compared_distinct: support,
    shared_distinct: intersection,
    max_fanout: fanout,
  };
  return Object.fromEntries(Object.entries(named).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : [])));
}

/** The statement of what a scan measured of a relationship or an association; undefined where there is none: sampled records, mere definitions. */
export function statementOf(evidence: unknown): Statement | undefined {
  const measured = 'check_sql' in asObject(evidence) ? asObject(evidence) : asObject(asObject(evidence)['measured']);
  const { check_sql: sql, dialect } = measured;
  const value = asObject(measured['value']);
  if (typeof sql !== 'string' || typeof dialect !== 'string') return undefined;
  const stored = Object.fromEntries(counts.flatMap((name) => (typeof value[name] === 'number' ? [[name, value[name]]] : [])));
  return { sql, dialect, stored };
}

/** The statement with what was counted now; `now` is null where there is nothing to count any more. */
export function counted(statement: Statement, source: string, now: Readonly<Record<string, number>> | null): CheckedStatement {
  if (now === null) return { ...statement, source, now, agrees: false, problem: 'Their values do not meet any more.' };
  const names = new Set([...Object.keys(statement.stored), ...Object.keys(now)]);
  return { ...statement, source, now, agrees: [...names].every((name) => statement.stored[name] === now[name]), problem: null };
}

/** Holds the one row that the source answered against what was stored. */
export function compared(statement: Statement, source: string, row: Readonly<Record<string, unknown>> | undefined): CheckedStatement {
  const now = Object.fromEntries(Object.keys(statement.stored).map((name) => [name, Number(row?.[name])]));
  const isWhole = Object.values(now).every((count) => Number.isFinite(count));
  if (!isWhole) return { ...statement, source, now: null, agrees: false, problem: 'The source did not answer with the counts.' };
  return counted(statement, source, now);
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
