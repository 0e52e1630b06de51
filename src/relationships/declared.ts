import { pathKey } from '../domain/entity.ts';
import type { Pair } from './measure.ts';
import type { Schema } from './schema.ts';

/** Declared foreign keys whose two ends are in the model, in the order of the model; the same key twice counts once. */
export function declaredEdges(schema: Schema): Pair[] {
  const tables = new Map(schema.model.entities.map((entity, table) => [pathKey(entity.path), table]));
  const edges = new Map<string, Pair>();
  for (const [table, entity] of schema.model.entities.entries()) {
    for (const key of entity.foreignKeys) {
      const target = tables.get(pathKey(key.target));
      if (target === undefined) continue;
      const find = (index: number, names: readonly string[]) =>
        names.map((name) => schema.tables[index]?.columns.find((column) => column.profile.name === name)).filter((column) => column !== undefined);
      const pair = { child: find(table, key.columns), target: find(target, key.targetColumns) };
      if (pair.child.length === 0 || pair.child.length !== key.columns.length || pair.target.length !== pair.child.length) continue;
      const id = pairId(pair);
      if (!edges.has(id)) edges.set(id, pair);
    }
  }
  return [...edges.values()];
}

/** The same for the same members, in whatever order. */
export function pairId(pair: Pair): string {
  return pair.child
    .map((column, i) => `${column.id}>${pair.target[i]?.id ?? -1}`)
    .toSorted()
    .join(',');
}
