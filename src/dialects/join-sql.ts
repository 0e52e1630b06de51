import type { EntityPath } from '../domain/entity.ts';
import type { Dialect } from './dialect.ts';

export interface JoinedEntity {
  readonly path: EntityPath;
  /** Declared types of columns, where they are known. */
  readonly types: ReadonlyMap<string, string>;
}

/** How the nth entity, from the second on, is joined to the one before it. */
export interface JoinedBy {
  readonly entity: JoinedEntity;
  /** Pairs of columns: of the entity before, and of this one. */
  readonly columns: readonly (readonly [before: string, own: string])[];
  /** Every row before has one: an inner join loses none. */
  readonly isTotal: boolean;
  /** Only rows of one side that say so themselves refer to the other. */
  readonly part?: {
    readonly side: 'before' | 'own';
    readonly column: string;
    readonly test: 'begins' | 'equals';
    readonly value: string;
  };
}

/** A statement that joins the entities one after the other and shows some rows. No row of the first is lost. */
export function joinSql(dialect: Dialect, first: JoinedEntity, joins: readonly JoinedBy[], rows: number): string {
  let isOuter = false;
  const lines = joins.map((join, i) => {
    isOuter ||= !join.isTotal;
    const before = { alias: `t${i + 1}`, entity: joins[i - 1]?.entity ?? first };
    const own = { alias: `t${i + 2}`, entity: join.entity };
    return `${isOuter ? 'LEFT JOIN' : 'JOIN'} ${dialect.table(join.entity.path)} AS ${own.alias} ON ${conditions(dialect, join, before, own).join(' AND ')}`;
  });
  return [`SELECT *`, `FROM ${dialect.table(first.path)} AS t1`, ...lines, dialect.limit(rows)].join('\n');
}

interface Side {
  readonly alias: string;
  readonly entity: JoinedEntity;
}

function conditions(dialect: Dialect, join: JoinedBy, before: Side, own: Side): string[] {
  const column = (side: Side, name: string) => `${side.alias}.${dialect.ident(name)}`;
  const equal = join.columns.map(([left, right]) => {
    const [a, b] = [before.entity.types.get(left), own.entity.types.get(right)];
    const [leftColumn, rightColumn] = [column(before, left), column(own, right)];
    if (areComparable(a, b)) return `${rightColumn} = ${leftColumn}`;
    return `${asText(dialect, rightColumn, b)} = ${asText(dialect, leftColumn, a)}`;
  });
  if (join.part === undefined) return equal;
  const { side, column: name, test, value } = join.part;
  const part = column(side === 'before' ? before : own, name);
  const shown = test === 'equals' ? part : `SUBSTR(${part}, 1, ${Array.from(value).length})`;
  return [...equal, `${shown} = ${dialect.literal(value)}`];
}

/** What is no text as one. Not every engine takes a query in the condition of an outer join, as the canonical texts of some types have. */
function asText(dialect: Dialect, column: string, type: string | undefined): string {
  if (type !== undefined && familyOf(type) === 'text') return column;
  const text = dialect.text(column, type);
  return text.startsWith('(SELECT') ? `CAST(${column} AS VARCHAR)` : text;
}

/** Whether engines compare the two types as they are: those of one family, or where one is not known. */
function areComparable(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || familyOf(a) === familyOf(b);
}

function familyOf(type: string): string {
  const name = type.toLowerCase().replace(/\(.*$/, '').trim();
  if (/int|serial|numeric|decimal|number|real|double|float|money/.test(name)) return 'number';
  if (/char|text|string|clob|enum/.test(name)) return 'text';
  return name;
}
