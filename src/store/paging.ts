import { sql, type SelectQueryBuilder } from 'kysely';

/** A place in a list that is ordered by `created_at, id`; the time as text, in microseconds, as a JavaScript Date cannot hold it. */
interface Position {
  readonly at: string;
  readonly id: string;
}

export interface PageRequest {
  /** All rows where it is not given. */
  readonly limit?: number | undefined;
  readonly after?: Position | undefined;
  /** From the newest to the oldest. Default: the other way round. */
  readonly isNewestFirst?: boolean | undefined;
}

export interface PageOf<Row> {
  readonly rows: Row[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: Position | undefined;
}

/** Runs a list query in the order of all lists, one page of it. `table` is the name or alias whose `created_at` and `id` order it. */
export async function readPage<DB, TB extends keyof DB, Row extends { id: string }>(
  query: SelectQueryBuilder<DB, TB, Row>,
  table: string,
  request: PageRequest,
): Promise<PageOf<Row>> {
  const createdAt = sql.ref(`${table}.created_at`);
  const id = sql.ref(`${table}.id`);
  const [direction, beyond] = request.isNewestFirst === true ? (['desc', sql.raw('<')] as const) : (['asc', sql.raw('>')] as const);
  let ordered = query.orderBy(createdAt, direction).orderBy(id, direction);
  if (request.after !== undefined) {
    ordered = ordered.where(sql<boolean>`(${createdAt}, ${id}) ${beyond} (${request.after.at}::timestamptz, ${request.after.id}::uuid)`);
  }
  if (request.limit === undefined) return { rows: await ordered.execute(), next: undefined };
  const rows: (Row & { position_at?: string })[] = await ordered
    .select(sql<string>`to_char(${createdAt} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('position_at'))
    .limit(request.limit + 1)
    .execute();
  const last = rows.length > request.limit ? rows[request.limit - 1] : undefined;
  return { rows: rows.slice(0, request.limit), next: last?.position_at === undefined ? undefined : { at: last.position_at, id: last.id } };
}
