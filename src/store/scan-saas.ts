import type { LandedColumn, LandedTable, Reconciliation } from '../domain/landing.ts';
import type { AssociationFinding, SaasRecords } from '../domain/saas-records.ts';
import type { SaasModel } from '../domain/saas.ts';
import type { EdgeChanges } from '../domain/scan-changes.ts';
import { storableJson } from './json.ts';
import type { StoreTransaction } from './open.ts';
import { lockAssociations, saveAssociations } from './scan-saas-associations.ts';
import { saveFields } from './scan-saas-fields.ts';
import { saveObjects } from './scan-saas-objects.ts';
import { lockScannedSource } from './scan-source.ts';

export interface SaasScan {
  readonly organizationId: string;
  readonly sourceId: string;
  readonly jobId: string;
  readonly dataKey: Uint8Array;
  readonly at: Date;
  readonly model: SaasModel;
  /** Null where no records were read. */
  readonly records: SaasRecords | null;
  /** What the records show beyond the model's associations. */
  readonly findings: readonly AssociationFinding[];
  /** Null where the source is not synced. */
  readonly landing: SaasLanding | null;
}

/** Where a sync lands what the model has. */
interface SaasLanding {
  /** By object. */
  readonly tables: ReadonlyMap<string, LandedTable>;
  /** By object and field. */
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, LandedColumn>>;
  /** In the order of the model's associations. */
  readonly reconciliations: readonly Reconciliation[];
  /** In the order of the findings. */
  readonly ofFindings: readonly Reconciliation[];
}

/**
 * Saves what a scan learned about one SaaS source, in a handful of statements. Saving the same again changes nothing but the time of the
 * last analysis. Returns what became of the edges. Throws AppError 'not_found' where the source was deleted meanwhile.
 */
export async function saveSaasScan(trx: StoreTransaction, given: SaasScan): Promise<EdgeChanges> {
  await lockScannedSource(trx, given);
  const scan = { ...given, model: storable(given.model) };
  // Before the objects: those that get another name lock their edges one object after the other.
  const known = await lockAssociations(trx, scan);
  const objectIds = await saveObjects(trx, scan);
  await saveFields(trx, scan, objectIds);
  return saveAssociations(trx, scan, known, objectIds);
}

/** The model as the catalog gives it back; names that the catalog cannot tell from one another are one. */
function storable(model: SaasModel): SaasModel {
  const { objects, ...rest } = JSON.parse(storableJson(model)) as SaasModel;
  return { ...rest, objects: distinct(objects).map((object) => ({ ...object, fields: distinct(object.fields) })) };
}

const distinct = <Named extends { readonly apiIdentifier: string }>(items: readonly Named[]): Named[] => [
  ...new Map(items.map((item) => [item.apiIdentifier, item])).values(),
];
