import type { SaasModel } from '../../domain/saas.ts';
import { byText } from '../by-text.ts';
import { fieldAssociations, fieldModel, type ZendeskField } from './fields.ts';
import { parentsRead } from './records.ts';

/** An object that the account shows. */
export interface FoundObject {
  readonly apiIdentifier: string;
  readonly objectName: string;
  readonly isCustom: boolean;
  readonly description?: string;
  readonly fields: readonly ZendeskField[];
}

/** A custom object in the word that lookup fields have for it: its key alone could be that of a standard object. */
export function customObjectId(key: string): string {
  return `zen:custom_object:${key}`;
}

export function modelOf(found: readonly FoundObject[], missing: readonly string[]): SaasModel {
  const objects = found.toSorted((a, b) => byText(a.apiIdentifier, b.apiIdentifier));
  const names = new Set(objects.map(({ apiIdentifier }) => apiIdentifier));
  const isShown = (object: string) => names.has(object);
  return {
    objects: objects.map(({ fields, ...object }) => ({ ...object, fields: fields.map((field) => fieldModel(field, isShown)) })),
    associations: objects
      .flatMap(({ apiIdentifier, fields }) => fields.flatMap((field) => fieldAssociations(apiIdentifier, field, isShown)))
      .toSorted((a, b) => byText(a.from, b.from) || byText(a.to, b.to) || byText(a.typeId, b.typeId)),
    notes: [
      ...missing.toSorted(byText),
      ...(isShown('ticket_comments') ? [`Zendesk lists ticket_comments by ticket only: records are those of the first ${parentsRead} tickets.`] : []),
    ],
  };
}
