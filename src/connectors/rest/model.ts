import type { SaasFieldModel, SaasModel } from '../../domain/saas.ts';
import { byText } from '../by-text.ts';
import { labelOf } from '../label.ts';
import type { Introspected } from './introspect.ts';
import { mostFields, type ShapedField } from './shape.ts';

/** Objects and fields as answers show them. Values promise nothing: no field is required or unique, and none is said to be a reference. */
export function modelOf({ objects, notes }: Introspected): SaasModel {
  const ordered = objects.toSorted((a, b) => byText(a.apiIdentifier, b.apiIdentifier));
  return {
    objects: ordered.map(({ apiIdentifier, description, fields, isEmpty }) => {
      const texts = [description ?? '', isEmpty ? 'It had no records when it was read: its fields are not known.' : ''].filter((text) => text !== '');
      return {
        apiIdentifier,
        objectName: labelOf(apiIdentifier),
        isCustom: false,
        ...(texts.length === 0 ? {} : { description: texts.join(' ') }),
        fields: fields.map(fieldModel),
      };
    }),
    associations: [],
    notes: [
      ...notes.toSorted(byText),
      ...ordered
        .filter(({ isCut }) => isCut)
        .map(({ apiIdentifier }) => `${apiIdentifier} has more than ${mostFields} fields: the others are left out.`),
    ],
  };
}

function fieldModel({ path, dataType }: ShapedField): SaasFieldModel {
  return {
    apiIdentifier: path.join('.'),
    fieldName: labelOf(path.join('.')) || path.join('.'),
    dataType,
    isRequired: false,
    isUnique: false,
    isCustom: false,
    isSensitive: false,
    references: [],
  };
}
