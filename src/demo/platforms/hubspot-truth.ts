import { objects } from './hubspot-account.ts';
import { associations } from './hubspot-associations.ts';

interface TrueAssociation {
  readonly from: string;
  readonly to: string;
  readonly typeId: string;
  readonly label: string;
  readonly category: string;
  readonly cardinality: string;
  readonly field: string | null;
  /** null where there is none. */
  readonly inverseTypeId: string | null;
}

const catalogWords: Readonly<Record<string, string>> = {
  HUBSPOT_DEFINED: 'PLATFORM_DEFINED',
  USER_DEFINED: 'USER_DEFINED',
  INTEGRATOR_DEFINED: 'CUSTOM',
  WORK: 'PLATFORM_DEFINED',
};

const owners = {
  apiIdentifier: 'owners',
  objectName: 'Owner',
  isCustom: false,
  fields: ['id', 'email', 'firstName', 'lastName', 'type', 'userId', 'createdAt', 'updatedAt', 'archived', 'teams'],
};

/** What a reader of the account must find, and nothing else. */
export const hubspotTruth = {
  objects: [
    ...objects.map(({ apiIdentifier, name, isCustom, properties }) => ({
      apiIdentifier,
      objectName: name,
      isCustom,
      fields: properties
        .filter(({ archived, dataSensitivity }) => !archived && dataSensitivity === 'non_sensitive')
        .concat(properties.filter(({ dataSensitivity }) => dataSensitivity === 'sensitive'))
        .concat(properties.filter(({ dataSensitivity }) => dataSensitivity === 'highly_sensitive'))
        .map(({ name: field }) => field),
    })),
    owners,
  ].toSorted((a, b) => (a.apiIdentifier < b.apiIdentifier ? -1 : 1)),
  associations: [...associations.map(trueAssociation), ...trueReferences()],
} as const;

/** Associations without a label and with one way only are the same both ways; of other lone ways nobody knows the way back. */
function trueAssociation({ from, to, category, there, back }: (typeof associations)[number]): TrueAssociation {
  const isSymmetric = back === null && from === to && there.label === null;
  const [isToOne, isFromOne] = [there.limit === 1, (isSymmetric ? there : back)?.limit === 1];
  const cardinality = `${isFromOne ? '1' : 'N'}:${isToOne ? '1' : isFromOne ? 'N' : 'M'}`;
  const hasTwin = associations.some(
    (twin) => twin.category === 'HUBSPOT_DEFINED' && twin.from === from && twin.to === to && twin.there.typeId === there.typeId,
  );
  return {
    from,
    to,
    typeId: String(there.typeId),
    label: there.label ?? `${nameOf(from)} to ${nameOf(to)}`,
    category: category === 'WORK' && hasTwin ? 'WORK' : (catalogWords[category] ?? category),
    cardinality: back === null && !isSymmetric ? 'unknown' : cardinality,
    field: null,
    inverseTypeId: back === null ? null : String(back.typeId),
  };
}

function trueReferences(): TrueAssociation[] {
  const targets: Readonly<Record<string, string>> = { OWNER: 'owners', COMPANY: 'companies', '2-3465710': '2-3465710' };
  return objects.flatMap(({ apiIdentifier, properties }) =>
    properties.flatMap(({ name, label, fieldType, hubspotDefined, referencedObjectType }) => {
      const to = targets[referencedObjectType ?? ''];
      if (to === undefined) return [];
      return {
        from: apiIdentifier,
        to,
        typeId: name,
        label,
        category: hubspotDefined === true ? 'PLATFORM_DEFINED' : 'USER_DEFINED',
        cardinality: fieldType === 'checkbox' ? 'N:M' : 'N:1',
        field: name,
        inverseTypeId: null,
      };
    }),
  );
}

function nameOf(apiIdentifier: string): string {
  return objects.find((object) => object.apiIdentifier === apiIdentifier)?.name ?? '';
}
