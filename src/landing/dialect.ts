import type { Dialect } from '../dialects/dialect.ts';
import type { LandedValue } from './discover.ts';
import type { LandedObject } from './objects.ts';
import { valueOf, type Places } from './reader.ts';

/**
 * The dialect of the system source for the objects that landed in it: what stands after FROM is the landed table, or a part of it under the names
 * of fields, so that any statement over objects and fields runs there as it is.
 */
export function landedDialect(dialect: Dialect, place: Places): Dialect {
  return {
    ...dialect,
    table(path, columns) {
      const { landed, entity } = place(path);
      const fields = (columns ?? entity.attributes.map(({ name }) => name)).map((name) => ({ name, value: valueOf(landed, name) }));
      const table = dialect.table(landed.table.path);
      const array = entity.derived?.array;
      if (array === undefined && fields.every(({ name, value }) => name === value.column && !value.isJson)) return table;
      const as = (expression: string, name: string) => `${expression} AS ${dialect.ident(name)}`;
      const typeOf = ({ column }: LandedValue) => declaredType(landed, column);
      const textOf = (value: LandedValue) =>
        value.isJson ? dialect.jsonText(dialect.ident(value.column), value.path, typeOf(value)) : dialect.ident(value.column);
      if (array === undefined) return `(SELECT ${fields.map(({ name, value }) => as(textOf(value), name)).join(', ')} FROM ${table}) landed`;
      const list = valueOf(landed, array);
      const isColumn = list.path.length === 0;
      const rows = dialect.jsonElements(table, isColumn ? dialect.ident(list.column) : textOf(list), isColumn ? typeOf(list) : 'text');
      const selected = fields.map(({ name, value }) => as(name === array ? rows.element : textOf(value), name));
      return `(SELECT ${selected.join(', ')} FROM ${rows.from}) landed`;
    },
  };
}

function declaredType({ table }: LandedObject, column: string): string {
  return table.attributes.find(({ name }) => name === column)?.dataType ?? '';
}
