import type { SaasAssociationModel } from '../../domain/saas.ts';
import { inParallel } from '../in-parallel.ts';
import { toAssociations } from './associations.ts';
import { atOnce, type Calls } from './calls.ts';
import { type Direction, foldDirections } from './fold-directions.ts';
import type { Limit, SchemaDetails } from './payloads.ts';

type Definitions = NonNullable<SchemaDetails['associations']>;

/**
 * The associations between the objects of `objectNames` that no field holds. Only pairs that some schema lists (`definitions`) are asked
 * about: their labels say which associations there are, and the schemas add the internal names.
 */
export async function objectAssociations(
  calls: Calls,
  definitions: Definitions,
  identifierOf: (word: string) => string | undefined,
  objectNames: ReadonlyMap<string, string>,
): Promise<{ readonly associations: SaasAssociationModel[]; readonly notes: readonly string[] }> {
  const { pairs, names } = pairsIn(definitions, identifierOf, objectNames);
  const limits = await calls.limits();
  const limitOf = limitsByType('value' in limits ? limits.value : []);
  const hidden: string[] = [];
  const found = await inParallel(pairs, { atOnce }, async (pair) => {
    const directions = new Map<string, Direction>();
    for (const [from, to] of bothWays(pair)) {
      const labels = await calls.labels(from, to);
      if ('hidden' in labels) {
        // One direction alone would look like an association of another kind.
        hidden.push(`The associations between ${pair[0]} and ${pair[1]} are left out: HubSpot does not show them to the credentials.`);
        return [];
      }
      for (const { category, typeId, label } of labels.value) {
        const name = names.get(key(from, to, typeId)) ?? null;
        directions.set(`${category} ${key(from, to, typeId)}`, {
          from,
          to,
          category,
          typeId,
          label: label || null,
          name,
          limit: limitOf(category, typeId),
        });
      }
    }
    return toAssociations(foldDirections([...directions.values()]), objectNames);
  });
  const associations = found.flat();
  const notes = hidden.toSorted();
  if ('value' in limits) return { associations, notes };
  return {
    associations: associations.map((association) => ({ ...association, cardinality: 'unknown' })),
    notes: [...notes, 'The limits of associations are not shown to the credentials, so their cardinality is unknown.'],
  };
}

type Pair = readonly [one: string, other: string];

function pairsIn(definitions: Definitions, identifierOf: (word: string) => string | undefined, objectNames: ReadonlyMap<string, string>) {
  const pairs = new Map<string, Pair>();
  const names = new Map<string, string | null>();
  for (const { id, fromObjectTypeId, toObjectTypeId, name } of definitions) {
    const from = identifierOf(fromObjectTypeId);
    const to = identifierOf(toObjectTypeId);
    if (from === undefined || to === undefined || !objectNames.has(from) || !objectNames.has(to)) continue;
    const pair: Pair = from < to ? [from, to] : [to, from];
    pairs.set(JSON.stringify(pair), pair);
    const known = names.get(key(from, to, id));
    // Schemas do not tell the category: where two types have the same id, the name may be either's.
    if (name) names.set(key(from, to, id), known === undefined || known === name ? name : null);
  }
  return { pairs: [...pairs.values()], names };
}

function bothWays([one, other]: Pair): Pair[] {
  return one === other
    ? [[one, other]]
    : [
        [one, other],
        [other, one],
      ];
}

function key(from: string, to: string, typeId: string): string {
  return JSON.stringify([from, to, typeId]);
}

function limitsByType(limits: readonly Limit[]): (category: string, typeId: string) => number | null {
  const known = new Map(limits.map(({ category, typeId, userEnforcedMaxToObjectIds: most }) => [`${category} ${typeId}`, most ?? null]));
  return (category, typeId) => known.get(`${category} ${typeId}`) ?? null;
}
