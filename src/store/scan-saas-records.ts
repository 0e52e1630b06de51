import { pathKey, type EntityModel } from '../domain/entity.ts';
import type { AttributeProfile, CandidateKey } from '../domain/profile.ts';
import type { SaasRecords } from '../domain/saas-records.ts';
import { byStorableName } from './scan-saas-names.ts';

/** An object whose records were read. */
export interface MeasuredObject {
  readonly entity: EntityModel;
  readonly rows: number;
  readonly attributes: readonly AttributeProfile[];
  readonly candidateKeys: readonly CandidateKey[];
}

/** By API identifier, the objects whose records were read to the end; of the others nothing is said. */
export function measuredObjects(records: SaasRecords | null): ReadonlyMap<string, MeasuredObject> {
  const { model, profile, unread } = records ?? { model: { entities: [] }, profile: { entities: [] }, unread: new Map() };
  const read = model.entities.flatMap((entity, i): [string, MeasuredObject][] => {
    if (entity.derived !== undefined || unread.has(entity.path.name)) return [];
    const measured = profile.entities[i];
    if (measured === undefined || pathKey(measured.path) !== pathKey(entity.path))
      throw new Error(`the profile has no ${pathKey(entity.path)} in its place`);
    return [[entity.path.name, { entity, ...measured }]];
  });
  return byStorableName(read);
}
