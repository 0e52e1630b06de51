import type { Database, TrueEdge } from './database.ts';
import { generator, seedOf } from './random.ts';

export type Degradation = 'colliding' | 'shifted' | 'dirty' | 'small';

/** Changes the staged rows of a database in place: how other databases would look, with the same true edges. */
export async function degrade(database: Database, edges: readonly TrueEdge[], kind: Degradation): Promise<void> {
  const { staging, model } = database;
  const at = (table: number, column: number) => `${staging.table(table)}.${staging.column(column)}`;
  if (kind === 'small') {
    for (const table of model.entities.keys()) {
      const keep = edges.some((edge) => edge.toTable === table) ? 60 : table % 2 === 0 ? 12 : 3;
      if (edges.some((edge) => edge.toTable === table && edge.fromTable !== table)) continue;
      await staging.run(
        `DELETE FROM ${staging.table(table)} WHERE rowid NOT IN (SELECT rowid FROM ${staging.table(table)} ORDER BY md5(CAST(rowid AS VARCHAR)) LIMIT ${keep})`,
      );
    }
    return;
  }
  if (kind === 'dirty') {
    const random = generator(seedOf(database.name));
    for (const edge of edges) {
      const [column = -1] = edge.fromColumns;
      if (edge.fromColumns.length !== 1 || edges.some((other) => other.toTable === edge.fromTable && other.toColumns.includes(column))) continue;
      const name = staging.column(column);
      const table = staging.table(edge.fromTable);
      const share = (salt: string, part: number) =>
        `CAST('0x' || substr(md5(CAST(rowid AS VARCHAR) || '${salt}${edge.fromTable}.${column}'), 1, 6) AS INTEGER) < ${Math.round(part * 0xffffff)}`;
      const kindOf = random();
      if (kindOf < 0.35)
        await staging.run(`UPDATE ${table} SET ${name} = '${random() < 0.7 ? '0' : '-1'}' WHERE ${name} <> '' AND ${share('s', 0.06)}`);
      else if (kindOf < 0.8)
        await staging.run(
          `UPDATE ${table} SET ${name} = '7' || ${name} || CAST(rowid % 10 AS VARCHAR) WHERE ${name} <> '' AND ${share('o', 0.02 + 0.06 * random())}`,
        );
      await staging.run(`UPDATE ${table} SET ${name} = NULL WHERE ${share('n', 0.1)}`);
    }
    return;
  }
  const classes = domains(database, edges);
  for (const [index, members] of classes.entries()) {
    const union = members.map(([table, column]) => `SELECT ${at(table, column)} AS v FROM ${staging.table(table)}`).join(' UNION ');
    const integers = await staging.rows<{ ok: boolean }>(
      `SELECT bool_and(regexp_full_match(v, '-?[0-9]{1,15}')) AS ok FROM (${union}) WHERE v <> ''`,
    );
    if (integers[0]?.ok !== true) continue;
    const next = kind === 'colliding' ? 'row_number() OVER (ORDER BY CAST(v AS BIGINT))' : `CAST(v AS BIGINT) + ${(index + 1) * 100_003}`;
    await staging.run(`CREATE OR REPLACE TABLE degrade_map AS SELECT v, CAST(${next} AS VARCHAR) AS w FROM (${union}) WHERE v <> ''`);
    for (const [table, column] of members) {
      const name = staging.column(column);
      await staging.run(`UPDATE ${staging.table(table)} SET ${name} = m.w FROM degrade_map m WHERE ${at(table, column)} = m.v`);
    }
  }
  await staging.run('DROP TABLE IF EXISTS degrade_map');
}

/** Column sets that share a domain through true single-column edges, and lone integer keys; none that is part of a composite edge. */
function domains(database: Database, edges: readonly TrueEdge[]): (readonly [number, number])[][] {
  const parent = new Map<string, string>();
  const find = (id: string): string => {
    const up = parent.get(id);
    if (up === undefined || up === id) return id;
    const root = find(up);
    parent.set(id, root);
    return root;
  };
  const id = (table: number, column: number) => `${table}.${column}`;
  const composite = new Set<string>();
  for (const edge of edges) {
    if (edge.fromColumns.length === 1) continue;
    for (const column of edge.fromColumns) composite.add(id(edge.fromTable, column));
    for (const column of edge.toColumns) composite.add(id(edge.toTable, column));
  }
  for (const edge of edges) {
    if (edge.fromColumns.length !== 1) continue;
    const a = id(edge.fromTable, edge.fromColumns[0] ?? -1);
    const b = id(edge.toTable, edge.toColumns[0] ?? -1);
    parent.set(a, parent.get(a) ?? a);
    parent.set(b, parent.get(b) ?? b);
    parent.set(find(a), find(b));
  }
  for (const [table, entity] of database.keyed.entities.entries()) {
    const key = entity.keys[0];
    const column = key?.columns.length === 1 ? entity.attributes.findIndex((attribute) => attribute.name === key.columns[0]) : -1;
    if (column >= 0) parent.set(id(table, column), parent.get(id(table, column)) ?? id(table, column));
  }
  const classes = new Map<string, (readonly [number, number])[]>();
  for (const member of [...parent.keys()].toSorted()) {
    const root = find(member);
    const [table = -1, column = -1] = member.split('.').map(Number);
    classes.set(root, [...(classes.get(root) ?? []), [table, column]]);
  }
  return [...classes.values()].filter((members) => !members.some(([table, column]) => composite.has(id(table, column))));
}
