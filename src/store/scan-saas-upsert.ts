import { sql, type RawBuilder } from 'kysely';

interface Setting {
  /** For the SET of an upsert. */
  readonly set: RawBuilder<unknown>;
  /** Whether it sets anything to what it was not. */
  readonly isChange: RawBuilder<boolean>;
}

/** Takes these columns of the row `old` over from what a scan says, but for those that a person has set. */
export function unlessByHand(columns: readonly string[]): Setting {
  const taken = columns.map((name) => ({
    name,
    value: sql`CASE WHEN ${name} = ANY(old.manual_fields) THEN ${sql.ref(`old.${name}`)} ELSE ${sql.ref(`excluded.${name}`)} END`,
  }));
  return {
    set: sql.join(taken.map(({ name, value }) => sql`${sql.ref(name)} = ${value}`)),
    isChange: sql<boolean>`(${sql.join(columns.map((name) => sql.ref(`old.${name}`)))}) IS DISTINCT FROM (${sql.join(taken.map(({ value }) => value))})`,
  };
}
