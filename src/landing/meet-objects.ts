import type { SaasModel, SaasObjectModel } from '../domain/saas.ts';
import type { LandedShape } from './discover.ts';
import type { LandedStream } from './find-tables.ts';
import { groupBy } from './group-by.ts';
import { nameFields } from './name-fields.ts';
import { landedName, looseName, looseSingular } from './names.ts';
import { splitName } from '../relationships/names/tokens.ts';

/** Of the columns of a stream whose name only ends like an object's, so many must be fields of the object. */
const LEAST_SHARE = 0.5;

/**
 * The described object whose records each stream brings: of the same API identifier, else of a name that means the same (case, separators,
 * one or many), else of the last words of the stream's name (`engagements_calls`, calls) where their fields are the same too. Objects
 * and streams that could be several stay apart.
 */
export function meetObjects(
  streams: readonly LandedStream[],
  shapes: ReadonlyMap<LandedStream, LandedShape>,
  described: SaasModel | null,
): ReadonlyMap<LandedStream, SaasObjectModel> {
  const met = new Map<LandedStream, SaasObjectModel>();
  const open = new Set(described?.objects);
  const ways: readonly ((object: SaasObjectModel) => string)[] = [({ apiIdentifier }) => apiIdentifier, ({ objectName }) => objectName];
  for (const keyOf of [(name: string) => name, landedName, looseName, looseSingular]) {
    for (const nameOf of ways) meet(keyOf, nameOf);
  }
  function meet(keyOf: (name: string) => string, nameOf: (object: SaasObjectModel) => string): void {
    const objects = groupBy(open, (object) => keyOf(nameOf(object)));
    const rest = groupBy(
      streams.filter((stream) => !met.has(stream)),
      ({ name }) => keyOf(name),
    );
    for (const [key, [stream, otherStream]] of rest) {
      const [object, otherObject] = objects.get(key) ?? [];
      if (stream === undefined || object === undefined || otherStream !== undefined || otherObject !== undefined) continue;
      met.set(stream, object);
      open.delete(object);
    }
  }
  meetByLastWords(streams, shapes, open, met);
  return met;
}

function meetByLastWords(
  streams: readonly LandedStream[],
  shapes: ReadonlyMap<LandedStream, LandedShape>,
  open: Set<SaasObjectModel>,
  met: Map<LandedStream, SaasObjectModel>,
): void {
  const objects = groupBy(open, ({ apiIdentifier }) => looseSingular(apiIdentifier));
  const claims = streams.flatMap((stream) => {
    if (met.has(stream)) return [];
    const words = splitName(stream.name);
    for (let first = 1; first < words.length; first += 1) {
      const [object, another] = objects.get(looseSingular(words.slice(first).join('_'))) ?? [];
      if (object !== undefined && another === undefined && sharesFields(shapes.get(stream), object)) return [{ stream, object }];
    }
    return [];
  });
  for (const [object, [claim, another]] of groupBy(claims, (one) => one.object)) {
    if (claim === undefined || another !== undefined) continue;
    met.set(claim.stream, object);
    open.delete(object);
  }
}

function sharesFields(shape: LandedShape | undefined, { fields }: SaasObjectModel): boolean {
  const named = nameFields(shape?.values ?? [], fields).filter(({ value }) => !value.isSyncColumn);
  return named.length > 0 && named.filter(({ field }) => field !== null).length >= LEAST_SHARE * named.length;
}
