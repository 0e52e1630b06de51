import { newId } from '../domain/ids.ts';
import { storableText } from './json.ts';

/** What the catalog has already. */
export interface Known {
  readonly id: string;
  readonly name: string;
}

/** New ids follow from the name; where a person has given what was made so another name since, it is a random one. */
export function idsOf(known: readonly Known[], names: readonly string[], idOf: (name: string) => string): ReadonlyMap<string, string> {
  const idByName = new Map(known.map(({ id, name }) => [name, id]));
  const taken = new Set(known.map(({ id }) => id));
  const newOne = (name: string): string => {
    const id = idOf(name);
    return taken.has(id) ? newId() : id;
  };
  return new Map(names.map((name) => [name, idByName.get(name) ?? newOne(name)]));
}

/** By the names that the catalog has for them. */
export const byStorableName = <Value>(byName: Iterable<readonly [string, Value]> | undefined): ReadonlyMap<string, Value> =>
  new Map([...(byName ?? [])].map(([name, value]) => [storableText(name), value]));
