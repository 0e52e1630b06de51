import type { Dialect } from '../dialects/dialect.ts';
import type { EntityModel } from '../domain/entity.ts';
import type { SliceEvidence } from '../domain/evidence.ts';

/** One end of a check: an entity and its columns, aligned with the other end's. */
export interface CheckEnd {
  readonly entity: EntityModel;
  readonly columns: readonly string[];
  /** Only the rows of a part of the column count. */
  readonly slice?: SliceEvidence;
}

/**
 * One SELECT for the source itself that answers with one row: the counts of the evidence, under their names. Both sides are compared as
 * canonical texts; missing and empty members are left out.
 */
export function checkSql(dialect: Dialect, from: CheckEnd, to: CheckEnd): string {
  const members = from.columns.map((_, i) => `k${i + 1}`);
  const on = members.map((member) => `t.${member} = c.${member}`).join(' AND ');
  const as = (name: string) => `AS ${dialect.ident(name)}`;
  const first = members[0] ?? 'k1';
  const [child, parent] = [dialect.table(from.entity.path, from.columns), dialect.table(to.entity.path, to.columns)];
  return `SELECT (SELECT COUNT(*) FROM ${child}) ${as('rows')},
  (SELECT COUNT(*) FROM ${child}) - COALESCE(SUM(c.n), 0) ${as('null_rows')},
  COUNT(c.${first}) ${as('distinct')},
  COUNT(t.${first}) ${as('matched_distinct')},
  COUNT(c.${first}) - COUNT(t.${first}) ${as('orphan_distinct')},
  COALESCE(SUM(CASE WHEN t.${first} IS NULL THEN 0 ELSE c.n END), 0) ${as('matched_rows')},
  COALESCE(SUM(CASE WHEN t.${first} IS NULL THEN c.n ELSE 0 END), 0) ${as('orphan_rows')},
  (SELECT COUNT(*) FROM ${parent}) ${as('target_rows')},
  (SELECT COUNT(*) FROM ${parent}) - (SELECT COALESCE(SUM(n), 0) FROM (${tuples(dialect, to, members, true)}) d) ${as('target_null_rows')},
  (SELECT COUNT(*) FROM (${tuples(dialect, to, members, false)}) d) ${as('target_distinct')}
FROM (${tuples(dialect, from, members, true)}) c
LEFT JOIN (${tuples(dialect, to, members, false)}) t ON ${on}`;
}

function tuples(dialect: Dialect, end: CheckEnd, members: readonly string[], counted: boolean): string {
  const text = (name: string) => dialect.text(dialect.ident(name), end.entity.attributes.find((attribute) => attribute.name === name)?.dataType);
  const { slice } = end;
  const texts = [
    ...end.columns.map((name, i) => `${text(name)} AS ${members[i] ?? 'k1'}`),
    ...(slice === undefined ? [] : [`${text(slice.column)} AS part`]),
  ];
  const present = [
    ...members.map((member) => `${member} <> ''`),
    ...(slice === undefined
      ? []
      : [`${slice.test === 'equals' ? 'part' : `SUBSTR(part, 1, ${Array.from(slice.value).length})`} = ${dialect.literal(slice.value)}`]),
  ].join(' AND ');
  const list = members.join(', ');
  const table = dialect.table(end.entity.path, slice === undefined ? end.columns : [...end.columns, slice.column]);
  return `SELECT ${list}${counted ? ', COUNT(*) AS n' : ''} FROM (SELECT ${texts.join(', ')} FROM ${table}) v WHERE ${present} GROUP BY ${list}`;
}
