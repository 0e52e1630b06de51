import { mean, type Signal } from './signal.ts';

/** What the child is in its own table: its key, part of a key, its first column. */
export const childPlace: Signal = {
  name: 'child place',
  features: ['child.main', 'child.unique', 'child.inKey', 'child.position', 'child.first', 'child.self', 'child.keyDeclared'],
  measure({ child, key }, { mainKeys, keysOf, schema }) {
    const table = child[0]?.table ?? -1;
    const main = mainKeys.get(table);
    const ids = new Set(child.map((column) => column.id));
    const isMain = main !== undefined && main.columns.length === ids.size && main.columns.every((column) => ids.has(column.id));
    const inKey = !isMain && main !== undefined && main.columns.length > ids.size && main.columns.some((column) => ids.has(column.id));
    const unique = (keysOf.get(table) ?? []).some(
      (other) => other.columns.length === ids.size && other.columns.every((column) => ids.has(column.id)),
    );
    const width = schema.tables[table]?.columns.length ?? 1;
    return [
      isMain ? 1 : 0,
      unique ? 1 : 0,
      inKey ? 1 : 0,
      mean(child.map((column) => column.index)) / width,
      child.some((column) => column.index === 0) ? 1 : 0,
      table === key.table ? 1 : 0,
      isMain && main.origin === 'primary' ? 1 : 0,
    ];
  },
};
