import type { Field } from './fields.ts';

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

const numbered = (name: string, { table, key }: Records, forms: readonly string[]): SqlStep => ({
  name: `records ${name}`,
  sql: `CREATE OR REPLACE TABLE ${name} AS
SELECT CAST(row_number() OVER (ORDER BY ${key === null ? 'rowid' : `${key}, rowid`}) - 1 AS INTEGER) AS id, ${key ?? 'CAST(rowid + 1 AS VARCHAR)'} AS key${forms.map((form, i) => `,\n  ${form} AS f${i}`).join('')}
FROM ${table}`,
});

/** Numbers the records of both sides by their keys, in their normal forms. */
export function recordSteps({ fields, left, right }: Plan): SqlStep[] {
  const l = numbered(
    'l',
    left,
    fields.map((field) => field.left),
  );
  if (right === null) return [l, { name: 'records r', sql: 'CREATE OR REPLACE VIEW r AS SELECT * FROM l' }];
  return [
    l,
    numbered(
      'r',
      right,
      fields.map((field) => field.right),
    ),
  ];
}

export const sides = ({ right }: Plan): readonly ('l' | 'r')[] => (right === null ? ['l'] : ['l', 'r']);
