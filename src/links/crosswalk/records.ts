import type { Field } from './fields.ts';
import { severalOf, severalWithout } from '../several.ts';

/**
 * The steps of a crosswalk as SQL, over the tables `l` and `r` (record number, key, normal forms `f0`, `f1`, …). Where one table is compared with
 * itself, `r` is a view of `l`, and a pair has its lesser record number first.
 */
export interface Plan {
  readonly fields: readonly Field[];
  readonly left: Records;
  /** Null: duplicates within the left table are looked for. */
  readonly right: Records | null;
}

interface Records {
  /** SQL name of the staged table. */
  readonly table: string;
  /** SQL of the text that tells records apart; null: the number of the row. */
  readonly key: string | null;
}

/** A named statement: what it makes, and the SQL. */
export interface SqlStep {
  readonly name: string;
  readonly sql: string;
}

/** Says a step, keeps it and runs it, or what comes to the same as its SQL. */
export type Run = (step: SqlStep, instead?: () => Promise<void>) => Promise<void>;

const numbered = (name: string, { table, key }: Records, forms: readonly string[]): SqlStep => ({
  name: `records ${name}`,
  sql: `CREATE OR REPLACE TABLE ${name} AS
SELECT CAST(row_number() OVER () - 1 AS INTEGER) AS id, *
FROM (
  SELECT ${[`${key ?? 'CAST(rowid + 1 AS VARCHAR)'} AS key`, ...forms.map((form, i) => `${form} AS f${i}`)].join(',\n    ')}
  FROM ${table} ORDER BY ${key === null ? 'rowid' : 'key, rowid'})`,
});

/** Numbers the records of both sides by their keys, in their normal forms. */
export function recordSteps(plan: Plan): SqlStep[] {
  const { fields, left, right } = plan;
  const l = numbered(
    'l',
    left,
    fields.map((field) => field.left),
  );
  const r =
    right === null
      ? { name: 'records r', sql: 'CREATE OR REPLACE VIEW r AS SELECT * FROM l' }
      : numbered(
          'r',
          right,
          fields.map((field) => field.right),
        );
  return [l, r, ...genericSteps(plan)];
}

const PERSONAL = new Set(['email', 'phone', 'hash']);
/** A value of one person that so many records have, and so large a share of them, is of nobody: a placeholder, or a mailbox of many. */
const GENERIC = { records: 10, share: 0.02 };

function genericSteps(plan: Plan): SqlStep[] {
  const personal = plan.fields.flatMap(({ kind }, i) => (PERSONAL.has(kind) ? [i] : []));
  if (personal.length === 0) return [];
  const frequent = personal.flatMap((i) =>
    sides(plan).map(
      (side) =>
        `SELECT ${i} AS field, v FROM (SELECT ${plan.fields[i]?.several ? `unnest(${severalOf(`f${i}`)})` : `f${i}`} AS v FROM ${side})
GROUP BY v HAVING count(*) >= ${GENERIC.records} AND count(*) > ${GENERIC.share} * (SELECT count(*) FROM ${side})`,
    ),
  );
  return [
    { name: 'generic values', sql: `CREATE OR REPLACE TABLE generic AS ${frequent.join('\nUNION ')}` },
    ...personal.flatMap((i) =>
      sides(plan).map((side) => ({
        name: `generic values of ${side}`,
        sql: plan.fields[i]?.several
          ? withoutSome(side, i)
          : `UPDATE ${side} SET f${i} = NULL WHERE f${i} IN (SELECT v FROM generic WHERE field = ${i})`,
      })),
    ),
  ];
}

/** Of a cell with several values the others stay. */
const withoutSome = (side: string, i: number): string => `UPDATE ${side}
SET f${i} = ${severalWithout(`f${i}`, 'generic_values')}
FROM (SELECT list(v) AS generic_values FROM generic WHERE field = ${i} AND v IS NOT NULL) WHERE list_has_any(${severalOf(`f${i}`)}, generic_values)`;

export const sides = ({ right }: Plan): readonly ('l' | 'r')[] => (right === null ? ['l'] : ['l', 'r']);
