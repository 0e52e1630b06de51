import type { AssociationCardinality } from './saas.ts';
import type { RelationshipEvidence } from './evidence.ts';
import type { SourceModel } from './entity.ts';
import type { SourceProfile } from './profile.ts';

/** What was read of the records of a SaaS source. */
export interface SaasRecords {
  /** `sample`: the first records that the platform's API gives; `landed`: all rows that a sync landed. */
  readonly origin: 'sample' | 'landed';
  /**
   * One entity per object that was read: `path` is `recordsPath(object)`, attributes are named by the API identifiers of its fields. An array of
   * values is an entity of its own, `derived` from the object's: one row per record and element.
   */
  readonly model: SourceModel;
  /** Entities in the order of the model's; fits it. */
  readonly profile: SourceProfile;
  /** Records of each object that were read at most: an object with as many may have more. Null where all were read. */
  readonly limit: number | null;
  /** By API identifier of an object, why its records could not be read: its entity is empty, or holds some of them only. */
  readonly unread: ReadonlyMap<string, string>;
}

/**
 * Whether all records of an object are there. Of a sample that was cut off many keys are not: that none of them is some value then says nothing, and
 * that one is may be chance.
 */
export function isReadWholly({ unread, limit, profile }: SaasRecords, object: string): boolean {
  if (unread.has(object)) return false;
  const rows = profile.entities.find(({ path }) => path.name === object)?.rows ?? 0;
  return limit === null || rows < limit;
}

/** The place of an object's records among the records of its source. */
export const recordsPath = (object: string) => ({ database: '', schema: '', name: object });

/** The place of the elements of an array field, as an entity `derived` from the object's. */
export const elementsPath = (object: string, field: string) => recordsPath(`${object}.${field}[]`);

/** An association that the records show: a field of one object holds keys of another. */
export interface AssociationFinding {
  /** API identifiers of objects. */
  readonly from: string;
  readonly to: string;
  /** API identifier of the field of `from` that holds the key (for an array: each element). */
  readonly field: string;
  /** API identifier of the field of `to` that is referred to. */
  readonly targetField: string;
  readonly cardinality: AssociationCardinality;
  /** Calibrated probability, 0..1, at most six decimals. */
  readonly score: number;
  readonly evidence: InferredAssociationEvidence;
}

/**
 * Evidence of an inferred association: what was measured over the records, as for relationships. Stored and served as it stands.
 * `check_sql` is null where the records were sampled through an API: there is nothing to run it on.
 */
export interface InferredAssociationEvidence extends Omit<RelationshipEvidence, 'method' | 'check_sql'> {
  readonly method: 'exact' | 'sketch' | 'sample';
  readonly check_sql: string | null;
}
