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
      const asked = columns === undefined || columns.length === 0 ? entity.attributes.map(({ name }) => name) : columns;
      const fields = asked.map((name) => ({ name, value: valueOf(landed, name) }));
      const table = dialect.table(landed.table.path);
      const array = entity.derived?.array;
      if (array === undefined && fields.every(({ name, value }) => name === value.column && !value.isJson)) return table;
      const selected = (from: string, textOf: (name: string, value: LandedValue) => string) =>
        `(SELECT ${fields.map(({ name, value }) => `${textOf(name, value)} AS ${dialect.ident(name)}`).join(', ')} FROM ${from}) landed`;
      const textIn = (rows: string, value: LandedValue) => {
        const column = rows + dialect.ident(value.column);
        return value.isJson ? dialect.jsonText(column, value.path, declaredType(landed, value.column)) : column;
      };
      if (array === undefined) return selected(table, (_name, value) => textIn('', value));
      // What the engine adds to the rows may have columns of the same names.
      const rows = 'landed_rows';
      const list = valueOf(landed, array);
      const isColumn = list.path.length === 0;
      const json = isColumn ? `${rows}.${dialect.ident(list.column)}` : textIn(`${rows}.`, list);
      const { from, element } = dialect.jsonElements(`${table} ${rows}`, json, isColumn ? declaredType(landed, list.column) : 'text');
      return selected(from, (name, value) => (name === array ? element : textIn(`${rows}.`, value)));
    },
  };
}

function declaredType({ table }: LandedObject, column: string): string {
  return table.attributes.find(({ name }) => name === column)?.dataType ?? '';
}
