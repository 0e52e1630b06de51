import type { SaasAssociationModel } from '../../domain/saas.ts';
import { byText } from '../by-text.ts';
import type { ChildRelationship, DescribedField, ObjectDescription } from './payloads.ts';

/**
 * Every reference of the described objects to one of them: what the field says of it, merged with what its target says of the same
 * relationship. A field that may point to several objects gives one association for each, all of one `group`.
 *
 * `category`: a reference that the account added to its schema is CUSTOM, which is Salesforce's own word for its field; all others came
 * with the platform.
 */
export function associationsOf(objects: readonly ObjectDescription[]): SaasAssociationModel[] {
  const described = new Map(objects.map((object) => [object.name, object]));
  const fromFields = objects.flatMap((object) =>
    object.fields
      .filter((field) => !field.deprecatedAndHidden)
      .flatMap((field) =>
        [...new Set(field.referenceTo)].flatMap((name) => {
          const target = described.get(name);
          return target === undefined ? [] : [fromField(object, field, target)];
        }),
      ),
  );
  const fromChildren = objects.flatMap((target) =>
    target.childRelationships.flatMap((child) => {
      const object = described.get(child.childSObject);
      const isSeen = object?.fields.some(({ name }) => name === child.field) ?? true;
      return isSeen || child.deprecatedAndHidden ? [] : [fromChild(child, target)];
    }),
  );
  const all = [...fromFields, ...fromChildren];
  return [...new Map(all.map((association) => [JSON.stringify([association.typeId, association.to]), association])).values()].toSorted(
    (a, b) => byText(a.from, b.from) || byText(a.to, b.to) || byText(a.typeId, b.typeId),
  );
}

function fromField(object: ObjectDescription, field: DescribedField, target: ObjectDescription): SaasAssociationModel {
  const typeId = `${object.name}.${field.name}`;
  const child = target.childRelationships.find(
    (relationship) => relationship.childSObject === object.name && relationship.field === field.name && !relationship.deprecatedAndHidden,
  );
  return {
    from: object.name,
    to: target.name,
    typeId,
    label: field.relationshipName ?? field.label ?? field.name,
    category: field.custom ? 'CUSTOM' : 'PLATFORM_DEFINED',
    cardinality: field.unique ? '1:1' : 'N:1',
    field: field.name,
    metadata: withoutGaps({
      category: field.custom ? 'custom' : 'standard',
      kind: kindOf(field, child),
      relationship_order: field.relationshipOrder,
      group: new Set(field.referenceTo).size > 1 ? typeId : undefined,
      target_field: field.referenceTargetField,
      cascade_delete: field.cascadeDelete || child?.cascadeDelete === true,
      restricted_delete: field.restrictedDelete || child?.restrictedDelete === true,
      ...namesOf(child),
    }),
  };
}

/** Custom fields are known by the end of their names, also where nothing else is told of them. */
export function hasCustomName(field: string): boolean {
  return /__p?c$/i.test(field);
}

/** A relationship that the target tells of, while its field is not shown to these credentials. */
function fromChild(child: ChildRelationship, target: ObjectDescription): SaasAssociationModel {
  const isCustom = hasCustomName(child.field);
  return {
    from: child.childSObject,
    to: target.name,
    typeId: `${child.childSObject}.${child.field}`,
    label: child.relationshipName ?? child.field,
    category: isCustom ? 'CUSTOM' : 'PLATFORM_DEFINED',
    cardinality: 'N:1',
    field: null,
    metadata: withoutGaps({
      category: isCustom ? 'custom' : 'standard',
      cascade_delete: child.cascadeDelete,
      restricted_delete: child.restrictedDelete,
      ...namesOf(child),
    }),
  };
}

/** Custom master-detail fields have an order; standard ones are told by what they do: there is no child without its parent. */
function kindOf(field: DescribedField, child: ChildRelationship | undefined): string {
  const cascades = field.cascadeDelete || child?.cascadeDelete === true;
  if (field.relationshipOrder !== undefined || (cascades && !field.nillable)) return 'master_detail';
  return field.referenceTargetField === undefined ? 'lookup' : 'external_lookup';
}

/** How the target names the relationship, and what it lists through it. */
function namesOf(child: ChildRelationship | undefined): Readonly<Record<string, unknown>> {
  if (child === undefined) return {};
  const { relationshipName, junctionIdListNames, junctionReferenceTo } = child;
  return {
    child_relationship: relationshipName,
    junction_id_lists: junctionIdListNames.length > 0 ? junctionIdListNames : undefined,
    junction_reference_to: junctionReferenceTo.length > 0 ? junctionReferenceTo : undefined,
  };
}

function withoutGaps(entries: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}
