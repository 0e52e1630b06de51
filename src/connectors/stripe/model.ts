import type { SaasAssociationModel, SaasFieldModel, SaasModel, SaasObjectModel } from '../../domain/saas.ts';
import { byText } from '../by-text.ts';
import { labelOf } from '../label.ts';
import type { ResourceField } from './fields.ts';
import { PARENTS } from './record-pages.ts';
import type { Resource, Resources } from './resources.ts';

/** The resources of the API as objects, and the references between them as associations. */
export function toModel({ resources }: Resources): SaasModel {
  const known = new Set(resources.map(({ id }) => id));
  return {
    objects: resources.map((resource) => toObject(resource, known)),
    associations: resources.flatMap((resource) => resource.fields.flatMap((field) => toAssociations(resource.id, field, known))).toSorted(byEnds),
    notes: notesOf(resources),
  };
}

function notesOf(resources: readonly Resource[]): string[] {
  const ids = (chosen: (resource: Resource) => boolean) =>
    resources
      .filter(chosen)
      .map(({ id }) => id)
      .join(', ');
  const partly = ids(({ list }) => list?.parent !== undefined);
  const unlisted = ids(({ list }) => list === undefined);
  return [
    ...(partly === '' ? [] : [`Stripe lists ${partly} by parent only: records are those of the first ${PARENTS} parents.`]),
    ...(unlisted === '' ? [] : [`Stripe does not list ${unlisted}: no records are read.`]),
  ];
}

function toObject({ id, title, description, fields }: Resource, known: ReadonlySet<string>): SaasObjectModel {
  return {
    apiIdentifier: id,
    objectName: title,
    isCustom: false,
    ...(description !== undefined && { description }),
    fields: fields.map((field) => toField(field, known)),
  };
}

function toField(field: ResourceField, known: ReadonlySet<string>): SaasFieldModel {
  const apiIdentifier = field.path.join('.');
  return {
    apiIdentifier,
    fieldName: labelOf(field.path.join('.')),
    dataType: field.dataType,
    isRequired: field.isRequired,
    isUnique: apiIdentifier === 'id',
    isCustom: false,
    isSensitive: false,
    ...(field.description !== undefined && { description: field.description }),
    references: field.targets.filter((target) => known.has(target)),
  };
}

/** One for each resource that the field may name; those of one field share a group. Resources that are not in the model have none. */
function toAssociations(from: string, field: ResourceField, known: ReadonlySet<string>): SaasAssociationModel[] {
  const name = field.path.join('.');
  const typeId = `${from}.${name}`;
  return field.targets
    .filter((target) => known.has(target))
    .map((to) => ({
      from,
      to,
      typeId,
      label: labelOf(field.path.join('.')),
      category: 'PLATFORM_DEFINED',
      cardinality: field.isMany ? 'N:M' : 'N:1',
      field: name,
      metadata: field.targets.length > 1 ? { polymorphic_group: typeId } : {},
    }));
}

function byEnds(a: SaasAssociationModel, b: SaasAssociationModel): number {
  return byText(a.from, b.from) || byText(a.to, b.to) || byText(a.typeId, b.typeId);
}
