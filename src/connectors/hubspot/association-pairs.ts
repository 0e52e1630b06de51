import type { SaasAssociationModel } from '../../domain/saas.ts';
import { toAssociations } from './associations.ts';
import type { Calls } from './calls.ts';
import { type Direction, foldDirections } from './fold-directions.ts';
import type { Label, Limit, SchemaDetails } from './payloads.ts';

type Definitions = NonNullable<SchemaDetails['associations']>;
type Pair = readonly [one: string, other: string];

/** Reads the labels of associations while objects become known, so that an object is done with its associations. */
export interface LabelReading {
  /** Takes an object that the credentials show, and reads the labels of the pairs that are complete by it. */
  add(object: { readonly type: { readonly apiIdentifier: string }; readonly definitions: Definitions }): Promise<void>;
  /** The associations between all that were added, by `objectNames`. */
  associations(
    objectNames: ReadonlyMap<string, string>,
  ): Promise<{ readonly associations: readonly SaasAssociationModel[]; readonly notes: readonly string[] }>;
}

/**
 * The associations between objects that no field holds. Only pairs that some schema lists are asked about: their labels say which associations
 * there are, and the schemas add the internal names.
 */
export function readLabels(calls: Calls, identifierOf: (word: string) => string | undefined): LabelReading {
  const added = new Set<string>();
  /** Listed by a schema, not asked about yet. */
  const waiting = new Map<string, Pair>();
  const asked = new Set<string>();
  const definitions: Definitions = [];
  const read: { readonly pair: Pair; readonly labels: readonly PairLabel[] | undefined }[] = [];

  return {
    async add(object) {
      added.add(object.type.apiIdentifier);
      for (const definition of object.definitions) {
        definitions.push(definition);
        const pair = pairOf(definition, identifierOf);
        if (pair !== undefined && !asked.has(JSON.stringify(pair))) waiting.set(JSON.stringify(pair), pair);
      }
      const complete = [...waiting].filter(([, pair]) => pair.every((end) => added.has(end)));
      for (const [place] of complete) waiting.delete(place);
      for (const [, pair] of complete) asked.add(JSON.stringify(pair));
      for (const [, pair] of complete) read.push({ pair, labels: await labelsOf(calls, pair) });
    },
    async associations(objectNames) {
      const limits = await calls.limits();
      const limitOf = limitsByType('value' in limits ? limits.value : []);
      const names = namesIn(definitions, identifierOf);
      const associations = read.flatMap(({ labels = [] }) => {
        const directions = new Map(
          labels.map(({ from, to, category, typeId, label }): [string, Direction] => {
            const name = names.get(key(from, to, typeId)) ?? null;
            return [
              `${category} ${key(from, to, typeId)}`,
              { from, to, category, typeId, label: label || null, name, limit: limitOf(category, typeId) },
            ];
          }),
        );
        return toAssociations(foldDirections([...directions.values()]), objectNames);
      });
      const notes = read
        .filter(({ labels }) => labels === undefined)
        .map(({ pair: [one, other] }) => `The associations between ${one} and ${other} are left out: HubSpot does not show them to the credentials.`)
        .toSorted();
      if ('value' in limits) return { associations, notes };
      return {
        associations: associations.map((association) => ({ ...association, cardinality: 'unknown' })),
        notes: [...notes, 'The limits of associations are not shown to the credentials, so their cardinality is unknown.'],
      };
    },
  };
}

interface PairLabel extends Label {
  readonly from: string;
  readonly to: string;
}

/** Undefined where one direction is hidden: the other alone would look like an association of another kind. */
async function labelsOf(calls: Calls, pair: Pair): Promise<readonly PairLabel[] | undefined> {
  const found: PairLabel[] = [];
  for (const [from, to] of bothWays(pair)) {
    const labels = await calls.labels(from, to);
    if ('hidden' in labels) return undefined;
    found.push(...labels.value.map((label) => ({ ...label, from, to })));
  }
  return found;
}

function pairOf({ fromObjectTypeId, toObjectTypeId }: Definitions[number], identifierOf: (word: string) => string | undefined): Pair | undefined {
  const from = identifierOf(fromObjectTypeId);
  const to = identifierOf(toObjectTypeId);
  if (from === undefined || to === undefined) return undefined;
  return from < to ? [from, to] : [to, from];
}

/** The internal names of associations, by their ends and type id. */
function namesIn(definitions: Definitions, identifierOf: (word: string) => string | undefined): ReadonlyMap<string, string | null> {
  const names = new Map<string, string | null>();
  for (const { id, fromObjectTypeId, toObjectTypeId, name } of definitions) {
    if (!name) continue;
    const place = key(identifierOf(fromObjectTypeId), identifierOf(toObjectTypeId), id);
    const known = names.get(place);
    // Schemas do not tell the category: where two types have the same id, the name may be either's.
    names.set(place, known === undefined || known === name ? name : null);
  }
  return names;
}

function bothWays([one, other]: Pair): Pair[] {
  return one === other
    ? [[one, other]]
    : [
        [one, other],
        [other, one],
      ];
}

function key(from: string | undefined, to: string | undefined, typeId: string): string {
  return JSON.stringify([from, to, typeId]);
}

function limitsByType(limits: readonly Limit[]): (category: string, typeId: string) => number | null {
  const known = new Map(limits.map(({ category, typeId, userEnforcedMaxToObjectIds: most }) => [`${category} ${typeId}`, most ?? null]));
  return (category, typeId) => known.get(`${category} ${typeId}`) ?? null;
}
