import type { SaasModel } from '../domain/saas.ts';
import { storableJson } from './json.ts';
import type { StoreTransaction } from './open.ts';
import { lockAssociations, saveAssociations } from './scan-saas-associations.ts';
import { saveObjectsAndFields } from './scan-saas-objects.ts';
import { lockScannedSource } from './scan-source.ts';

export interface SaasScan {
  readonly organizationId: string;
  readonly sourceId: string;
  readonly jobId: string;
  readonly at: Date;
  readonly model: SaasModel;
}

/**
 * Saves what a scan learned about one SaaS source, in a handful of statements. Saving the same again changes nothing.
 * Throws AppError 'not_found' where the source was deleted meanwhile.
 */
export async function saveSaasScan(trx: StoreTransaction, given: SaasScan): Promise<void> {
  await lockScannedSource(trx, given);
  const scan = { ...given, model: storable(given.model) };
  // Before the objects: those that get another name lock their edges one object after the other.
  const known = await lockAssociations(trx, scan);
  const objectIds = await saveObjectsAndFields(trx, scan);
  await saveAssociations(trx, scan, known, objectIds);
}

/** The model as the catalog gives it back; names that the catalog cannot tell from one another are one. */
function storable(model: SaasModel): SaasModel {
  const { objects, ...rest } = JSON.parse(storableJson(model)) as SaasModel;
  return { ...rest, objects: distinct(objects).map((object) => ({ ...object, fields: distinct(object.fields) })) };
}

const distinct = <Named extends { readonly apiIdentifier: string }>(items: readonly Named[]): Named[] => [
  ...new Map(items.map((item) => [item.apiIdentifier, item])).values(),
];
