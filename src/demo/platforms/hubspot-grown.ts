import { type HubspotObject, objects } from './hubspot-account.ts';
import { associations, type HubspotAssociation } from './hubspot-associations.ts';
import { common, custom } from './hubspot-properties.ts';

/** How much larger than that of the demo an account is to be. */
export interface HubspotGrowth {
  /** So many custom properties more on contacts. */
  readonly manyFields?: number;
  /** So many custom objects more, each associated with four others. */
  readonly manyObjects?: number;
}

export interface HubspotAccount {
  readonly objects: readonly HubspotObject[];
  readonly associations: readonly HubspotAssociation[];
}

const partners = ['contacts', 'companies', 'notes', 'tasks'];

/** The account of the demo, grown. */
export function grownAccount({ manyFields = 0, manyObjects = 0 }: HubspotGrowth): HubspotAccount {
  const fields = Array.from({ length: manyFields }, (_, n) => custom(`custom_attribute_${n}`));
  const more = Array.from({ length: manyObjects }, (_, n): HubspotObject => {
    const typeId = `2-${90_000_000 + n}`;
    const properties = [...common, custom('title'), custom('amount', 'number')];
    return { apiIdentifier: typeId, typeId, name: `Custom object ${n}`, isCustom: true, properties, requiredProperties: ['title'], records: 3 };
  });
  return {
    objects: [...objects.map((one) => (one.apiIdentifier === 'contacts' ? { ...one, properties: [...one.properties, ...fields] } : one)), ...more],
    associations: [
      ...associations,
      ...more.flatMap(({ typeId }, n) => partners.map((partner, i) => association(typeId, partner, 100_000 + 8 * n + 2 * i))),
    ],
  };
}

function association(from: string, to: string, typeId: number): HubspotAssociation {
  const name = `${from.replace('-', '_')}_and_${to}`;
  return {
    from,
    to,
    category: 'USER_DEFINED',
    there: { typeId, label: null, name, limit: null },
    back: { typeId: typeId + 1, label: null, name: `${name}_back`, limit: null },
  };
}
