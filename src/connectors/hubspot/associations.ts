import type { AssociationCardinality, SaasAssociationModel, SaasObjectModel } from '../../domain/saas.ts';
import type { Direction, Folded } from './fold-directions.ts';
import type { Property } from './payloads.ts';

/** HubSpot's own categories in the words of the catalog; others are kept as they are. */
const categories: Readonly<Record<string, string>> = {
  HUBSPOT_DEFINED: 'PLATFORM_DEFINED',
  USER_DEFINED: 'USER_DEFINED',
  INTEGRATOR_DEFINED: 'CUSTOM',
  WORK: 'PLATFORM_DEFINED',
};

/**
 * The associations between two objects. Where HUBSPOT_DEFINED and WORK have the same type id, which would make them one, the WORK one
 * keeps its raw word as its category.
 */
export function toAssociations(folded: readonly Folded[], objectNames: ReadonlyMap<string, string>): SaasAssociationModel[] {
  const taken = new Set(folded.filter(({ forward }) => forward.category === 'HUBSPOT_DEFINED').map(({ forward }) => forward.typeId));
  return folded.map(({ forward, inverse, pairedBy }) => ({
    from: forward.from,
    to: forward.to,
    typeId: forward.typeId,
    label: forward.label ?? `${objectNames.get(forward.from) ?? forward.from} to ${objectNames.get(forward.to) ?? forward.to}`,
    category: forward.category === 'WORK' && taken.has(forward.typeId) ? 'WORK' : (categories[forward.category] ?? forward.category),
    cardinality: cardinalityOf(forward, inverse),
    field: null,
    metadata: {
      raw_category: forward.category,
      ...wordsOf(forward),
      inverse: inverse === null ? null : { type_id: inverse.typeId, ...wordsOf(inverse) },
      paired_by: pairedBy,
    },
  }));
}

function wordsOf({ label, name, limit }: Direction): Record<string, unknown> {
  return { label, name, max_to: limit };
}

/** Only limits of one count: HubSpot itself lets every association be many-to-many. Of a way back that is not known, nothing is claimed. */
function cardinalityOf(forward: Direction, inverse: Direction | null): AssociationCardinality {
  const isSymmetric = inverse === null && forward.from === forward.to && forward.label === null;
  const back = isSymmetric ? forward : inverse;
  if (back === null) return forward.limit === 1 ? 'N:1' : 'unknown';
  if (forward.limit === 1) return back.limit === 1 ? '1:1' : 'N:1';
  return back.limit === 1 ? '1:N' : 'N:M';
}

/** The associations that fields of `object` hold: one for each object of the model that a property references. */
export function fieldAssociations(
  object: SaasObjectModel,
  properties: readonly Property[],
  isInModel: (apiIdentifier: string) => boolean,
): SaasAssociationModel[] {
  const payloads = new Map(properties.map((property) => [property.name, property]));
  return object.fields.flatMap((field) =>
    field.references.filter(isInModel).map((to): SaasAssociationModel => {
      const { fieldType, referencedObjectType } = payloads.get(field.apiIdentifier) ?? {};
      const one = field.isUnique ? '1:1' : 'N:1';
      return {
        from: object.apiIdentifier,
        to,
        typeId: field.apiIdentifier,
        label: field.fieldName,
        category: field.isCustom ? 'USER_DEFINED' : 'PLATFORM_DEFINED',
        // A field of checkboxes holds several values.
        cardinality: fieldType === 'checkbox' ? 'N:M' : one,
        field: field.apiIdentifier,
        metadata: { referenced_object_type: referencedObjectType ?? null },
      };
    }),
  );
}
