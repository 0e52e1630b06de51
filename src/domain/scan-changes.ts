/** How many things a scan found that were not there before, that were otherwise, and that are there no more. */
export interface Changes {
  readonly added: number;
  readonly changed: number;
  readonly gone: number;
}

/** The same of edges; `worse` are those whose new evidence speaks less for them than what was known. */
export interface EdgeChanges extends Changes {
  readonly worse: number;
}

/** What one scan changed. */
export interface ScanChanges {
  readonly sources: readonly SourceChanges[];
  /** Null where links were not looked for. */
  readonly links: EdgeChanges | null;
}

export interface SourceChanges {
  readonly sourceId: string;
  readonly entities: Changes;
  readonly attributes: Changes;
  /** Relationships or associations. */
  readonly edges: EdgeChanges;
}

/** What a source is made of: by id of the entity, what it is itself, and by id of each attribute, what that is. */
export type Structure = ReadonlyMap<string, { readonly self: string; readonly attributes: Readonly<Record<string, string>> }>;

/** An entity is changed where it is another kind of thing, or has other attributes. */
export function structureChanges(before: Structure, after: Structure): { readonly entities: Changes; readonly attributes: Changes } {
  const attributes = changesBetween(attributesOf(before), attributesOf(after));
  const written = (structure: Structure) => new Map([...structure].map(([id, { self, attributes: of }]) => [id, JSON.stringify([self, sorted(of)])]));
  return { entities: changesBetween(written(before), written(after)), attributes };
}

const sorted = (record: Readonly<Record<string, string>>) => Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));

const attributesOf = (structure: Structure) => new Map([...structure.values()].flatMap(({ attributes }) => Object.entries(attributes)));

function changesBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Changes {
  const [added, kept] = [[...after.keys()].filter((id) => !before.has(id)), [...after].filter(([id]) => before.has(id))];
  return {
    added: added.length,
    changed: kept.filter(([id, what]) => before.get(id) !== what).length,
    gone: before.size - kept.length,
  };
}
