import type { Dialect } from '../dialects/dialect.ts';
import { duckdbDialect } from '../dialects/duckdb.ts';
import type { AssociationFinding, SaasRecords } from '../domain/saas-records.ts';
import type { SaasModel } from '../domain/saas.ts';
import type { Staging } from '../profiling/staging.ts';
import { inferRelationships } from '../relationships/infer.ts';
import { associationFinding } from './finding.ts';
import { knownReferences } from './known.ts';
import { withLists } from './lists.ts';

export interface AssociationInput {
  readonly saas: SaasModel;
  readonly records: SaasRecords;
  /** Complete, of the records' model. */
  readonly staging: Staging;
  /** Of the system that holds the landed records; null where they were read through an API, and nothing can be asked of them again. */
  readonly dialect: Dialect | null;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
}

/** What is less likely is no association; the evidence of what is chosen names it among the alternatives. */
const MIN_SCORE = 0.5;

/**
 * Finds associations in the records of a SaaS source by the engine that finds relationships in databases: an object is an entity, a list of keys an
 * entity of its elements. Associations that the platform defines by a field come too, measured, with score 1; fields that it says hold ids of an
 * object, without an association, as inferred ones. Ordered by object and field. Same input, same output. Throws AppError `cancelled`.
 */
export async function inferAssociations(input: AssociationInput): Promise<readonly AssociationFinding[]> {
  const { saas, records, signal, onProgress } = input;
  const { model, profile, staging, dialect } = await withLists(records, input.staging, input.dialect ?? duckdbDialect, signal);
  const known = knownReferences(saas, telling(model, saas), profile);
  const relationships = await inferRelationships({ model: known.model, profile, staging, dialect, signal, onProgress, severalTypes: true });
  const entities = new Map(model.entities.map((entity, i) => [entity.path.name, { entity, rows: profile.entities[i]?.rows ?? 0 }]));
  return relationships
    .flatMap((finding) => associationFinding(finding, { records, entities, known }) ?? [])
    .filter(({ score }) => score >= MIN_SCORE);
}

/** Entities under a telling name: that of people, where the platform's own says nothing (`2-3465710`). */
function telling(model: SaasRecords['model'], saas: SaasModel): SaasRecords['model'] {
  const names = new Map(saas.objects.map(({ apiIdentifier, objectName }) => [apiIdentifier, objectName]));
  return {
    ...model,
    entities: model.entities.map((entity) => {
      const object = entity.derived?.from.name ?? entity.path.name;
      if (/\p{L}/u.test(object)) return entity;
      return { ...entity, label: [names.get(object) ?? object, entity.derived?.array].filter((word) => word !== undefined).join(' ') };
    }),
  };
}
