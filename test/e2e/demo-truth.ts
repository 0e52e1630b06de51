import { objects as hubspotObjects } from '../../src/demo/platforms/hubspot-account.ts';
import { hubspotTruth } from '../../src/demo/platforms/hubspot-truth.ts';
import { salesforceObjects } from '../../src/demo/platforms/salesforce-account.ts';
import { labelOf } from '../../src/demo/platforms/salesforce-schema.ts';
import { salesforceTruth } from '../../src/demo/platforms/salesforce-truth.ts';
import { stripeResources } from '../../src/demo/platforms/stripe-resources.ts';
import { stripeTruth } from '../../src/demo/platforms/stripe-truth.ts';

export interface TrueObject {
  readonly identifier: string;
  /** What people read; null where the truth does not tell. */
  readonly name: string | null;
  readonly fields: readonly { readonly identifier: string; readonly label: string | null; readonly type: string | null }[];
}

interface TrueAssociation {
  readonly from: string;
  readonly to: string;
  readonly typeId: string;
  readonly label: string;
  readonly category: string;
  readonly cardinality: string;
}

/** What the demo's accounts hold, in the order of what identifies it: as their makers wrote it down, not as any connector reads it. */
export interface AccountTruth {
  readonly objects: readonly TrueObject[];
  readonly associations: readonly TrueAssociation[];
}

export function trueAccounts(): Readonly<Record<'hubspot' | 'salesforce' | 'stripe', AccountTruth>> {
  return { hubspot: hubspot(), salesforce: salesforce(), stripe: stripe() };
}

function hubspot(): AccountTruth {
  const properties = new Map(
    hubspotObjects.flatMap((object) => object.properties.map((one) => [`${object.apiIdentifier}.${one.name}`, one] as const)),
  );
  return {
    objects: hubspotTruth.objects.map(({ apiIdentifier, objectName, fields }) => ({
      identifier: apiIdentifier,
      name: objectName,
      fields: fields.map((name) => {
        const property = properties.get(`${apiIdentifier}.${name}`);
        return { identifier: name, label: property?.label ?? null, type: property?.type ?? null };
      }),
    })),
    associations: hubspotTruth.associations.map(({ from, to, typeId, label, category, cardinality }) => ({
      from,
      to,
      typeId,
      label,
      category,
      cardinality,
    })),
  };
}

function salesforce(): AccountTruth {
  const fields = new Map<string, (typeof salesforceObjects)[number]['fields'][number]>(
    salesforceObjects.flatMap((object) => object.fields.map((field) => [`${object.name}.${field.name}`, field] as const)),
  );
  return {
    objects: salesforceObjects.map(({ name, label, fields: all }) => ({
      identifier: name,
      name: label,
      fields: all
        .filter(({ isHidden }) => isHidden !== true)
        .map((field) => ({ identifier: field.name, label: labelOf(field.name), type: field.type })),
    })),
    associations: salesforceTruth.associations.map(({ from, to, typeId, kind }) => ({
      from,
      to,
      typeId,
      // The one whose field is hidden from the reader is known by what its target calls it.
      label: kind === 'unseen' ? 'Cases__r' : (fields.get(typeId)?.relationship ?? ''),
      category: typeId.endsWith('__c') ? 'CUSTOM' : 'PLATFORM_DEFINED',
      cardinality: 'N:1',
    })),
  };
}

function stripe(): AccountTruth {
  const words = (path: string): string => {
    const text = path.replaceAll(/[._]/g, ' ');
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
  return {
    objects: stripeTruth.objects.map((identifier) => {
      const references = Object.keys(stripeTruth.associations).filter((typeId) => typeId.startsWith(`${identifier}.`));
      const names = ['id', 'object', ...Object.keys(stripeResources[identifier]?.properties ?? {})];
      const all = new Set([...names, ...references.map((typeId) => typeId.slice(identifier.length + 1))]);
      return {
        identifier,
        name: null,
        fields: [...all].map((path) => ({ identifier: path, label: words(path), type: stripeType(identifier, path) })),
      };
    }),
    associations: Object.entries(stripeTruth.associations).flatMap(([typeId, targets]) =>
      targets.map((to) => {
        const from = stripeTruth.objects.find((object) => typeId.startsWith(`${object}.`)) ?? '';
        return {
          from,
          to,
          typeId,
          label: words(typeId.slice(from.length + 1)),
          category: 'PLATFORM_DEFINED',
          cardinality: stripeTruth.many.includes(typeId) ? 'N:M' : 'N:1',
        };
      }),
    ),
  };
}

/** Of references and of what holds a single value; the truth does not say how the document writes the others. */
function stripeType(resource: string, path: string): string | null {
  const typeId = `${resource}.${path}`;
  if (typeId in stripeTruth.associations) return stripeTruth.many.includes(typeId) ? 'array<string>' : 'string';
  const { type, format } = (stripeResources[resource]?.properties[path]?.schema ?? { type: 'string' }) as { type?: string; format?: string };
  if (type === undefined || type === 'object' || type === 'array') return null;
  return format === undefined ? type : `${type} (${format})`;
}
