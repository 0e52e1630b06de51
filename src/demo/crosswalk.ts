/** The ids that one system gave to each firm and person of the world (by their index): duplicates have several. */
export interface Crosswalk {
  readonly firms: ReadonlyMap<number, readonly string[]>;
  readonly people: ReadonlyMap<number, readonly string[]>;
}

export interface CrosswalkBuilder extends Crosswalk {
  addFirm(index: number, id: string | number): void;
  addPerson(index: number, id: string | number): void;
}

export function createCrosswalk(): CrosswalkBuilder {
  const firms = new Map<number, string[]>();
  const people = new Map<number, string[]>();
  return { firms, people, addFirm: (index, id) => append(firms, index, id), addPerson: (index, id) => append(people, index, id) };
}

function append(map: Map<number, string[]>, index: number, id: string | number): void {
  map.set(index, [...(map.get(index) ?? []), String(id)]);
}
