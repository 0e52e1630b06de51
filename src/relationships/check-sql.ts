import type { Dialect } from '../dialects/dialect.ts';
import type { EntityModel } from '../domain/entity.ts';

/** One end of a check: an entity and its columns, aligned with the other end's. */
export interface CheckEnd {
  readonly entity: EntityModel;
  readonly columns: readonly string[];
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
  return `SELECT (SELECT COUNT(*) FROM ${dialect.table(from.entity.path)}) ${as('rows')},
  (SELECT COUNT(*) FROM ${dialect.table(from.entity.path)}) - COALESCE(SUM(c.n), 0) ${as('null_rows')},
  COUNT(c.${first}) ${as('distinct')},
  COUNT(t.${first}) ${as('matched_distinct')},
  COUNT(c.${first}) - COUNT(t.${first}) ${as('orphan_distinct')},
  COALESCE(SUM(CASE WHEN t.${first} IS NULL THEN 0 ELSE c.n END), 0) ${as('matched_rows')},
  COALESCE(SUM(CASE WHEN t.${first} IS NULL THEN c.n ELSE 0 END), 0) ${as('orphan_rows')},
  (SELECT COUNT(*) FROM ${dialect.table(to.entity.path)}) ${as('target_rows')},
  (SELECT COUNT(*) FROM ${dialect.table(to.entity.path)}) - (SELECT COALESCE(SUM(n), 0) FROM (${tuples(dialect, to, members, true)}) d) ${as('target_null_rows')},
  (SELECT COUNT(*) FROM (${tuples(dialect, to, members, false)}) d) ${as('target_distinct')}
FROM (${tuples(dialect, from, members, true)}) c
LEFT JOIN (${tuples(dialect, to, members, false)}) t ON ${on}`;
}

function tuples(dialect: Dialect, end: CheckEnd, members: readonly string[], counted: boolean): string {
  const texts = end.columns.map((name, i) => {
    const dataType = end.entity.attributes.find((attribute) => attribute.name === name)?.dataType;
    return `${dialect.text(dialect.ident(name), dataType)} AS ${members[i] ?? 'k1'}`;
  });
  const present = members.map((member) => `${member} <> ''`).join(' AND ');
  const list = members.join(', ');
  return `SELECT ${list}${counted ? ', COUNT(*) AS n' : ''} FROM (SELECT ${texts.join(', ')} FROM ${dialect.table(end.entity.path)}) v WHERE ${present} GROUP BY ${list}`;
}
