import { sql, type RawBuilder } from 'kysely';

interface Setting {
  /** For the SET of an upsert. */
  readonly set: RawBuilder<unknown>;
  /** Whether it sets anything to what it was not. */
  readonly isChange: RawBuilder<boolean>;
}

/** What an upsert writes into a column: `old` is the row, `excluded` what a scan says. */
export interface Taken {
  readonly name: string;
  readonly value: RawBuilder<unknown>;
}

/** Takes these columns over from what a scan says. */
export const always = (columns: readonly string[]): readonly Taken[] => columns.map((name) => ({ name, value: sql.ref(`excluded.${name}`) }));

/** The same, but for those that a person has set. */
export const exceptByHand = (columns: readonly string[]): readonly Taken[] =>
  columns.map((name) => ({
    name,
    value: sql`CASE WHEN ${name} = ANY(old.manual_fields) THEN ${sql.ref(`old.${name}`)} ELSE ${sql.ref(`excluded.${name}`)} END`,
  }));

export const setOf = (taken: readonly Taken[]): RawBuilder<unknown> => sql.join(taken.map(({ name, value }) => sql`${sql.ref(name)} = ${value}`));

export function settingOf(taken: readonly Taken[]): Setting {
  const before = sql.join(taken.map(({ name }) => sql.ref(`old.${name}`)));
  const after = sql.join(taken.map(({ value }) => value));
  return { set: setOf(taken), isChange: sql<boolean>`(${before}) IS DISTINCT FROM (${after})` };
}

/** Takes these columns of the row `old` over from what a scan says, but for those that a person has set. */
export const unlessByHand = (columns: readonly string[]): Setting => settingOf(exceptByHand(columns));
