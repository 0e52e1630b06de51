import type { z } from 'zod';
import type { HttpClient } from '../http-client.ts';
import { shownUnless, type Shown } from '../http-shown.ts';
import { accountPayload, labelsPayload, limitsPayload, ownersPayload, propertiesPayload, schemaPayload, schemasPayload } from './payloads.ts';
import type { Label, Limit, ObjectSchema, Property, SchemaDetails } from './payloads.ts';

/** Calls that may be under way together. */
export const atOnce = 4;

/** The versions of the API that are read. */
export const paths = {
  account: '/account-info/v3/details',
  associations: '/crm/associations/v4',
  objects: '/crm/v3/objects',
  owners: '/crm/v3/owners',
  properties: '/crm/v3/properties',
  schemas: '/crm-object-schemas/v3/schemas',
} as const;

/** Why something is not shown. HubSpot answers 400 for types of objects that it does not know in the account. */
export type Hidden = 'unknown' | 'gone' | 'forbidden';

export interface Calls {
  account(): Promise<z.output<typeof accountPayload>>;
  customSchemas(): Promise<Shown<readonly ObjectSchema[], Hidden>>;
  schema(object: string): Promise<Shown<SchemaDetails, Hidden>>;
  /** HubSpot shows the properties of one sensitivity at a time. */
  properties(object: string, sensitivity: 'non_sensitive' | 'sensitive' | 'highly_sensitive'): Promise<Shown<readonly Property[], Hidden>>;
  /** Whether owners may be read. */
  owners(): Promise<Shown<unknown, Hidden>>;
  labels(from: string, to: string): Promise<Shown<readonly Label[], Hidden>>;
  /** The limits that users have set, over all pairs of objects. */
  limits(): Promise<Shown<readonly Limit[], Hidden>>;
}

export function metadataCalls(client: HttpClient, signal: AbortSignal): Calls {
  const get = <T>(path: string, schema: z.ZodType<T>, query: Record<string, string | number> = {}) => client.json({ path, schema, query, signal });
  const shown = <T>(work: Promise<T>) => shownUnless(work, hiddenBy);
  const results = async <T>(work: Promise<{ readonly results: readonly T[] }>) => (await work).results;
  const name = encodeURIComponent;
  return {
    account: () => get(paths.account, accountPayload),
    customSchemas: () => shown(results(get(paths.schemas, schemasPayload))),
    schema: (object) => shown(get(`${paths.schemas}/${name(object)}`, schemaPayload)),
    properties: (object, dataSensitivity) => shown(results(get(`${paths.properties}/${name(object)}`, propertiesPayload, { dataSensitivity }))),
    owners: () => shown(get(paths.owners, ownersPayload, { limit: 1 })),
    labels: (from, to) => shown(results(get(`${paths.associations}/${name(from)}/${name(to)}/labels`, labelsPayload))),
    limits: () => shown(results(get(`${paths.associations}/definitions/configurations/all`, limitsPayload))),
  };
}

const hiddenBy: Readonly<Record<number, Hidden>> = { 400: 'unknown', 403: 'forbidden', 404: 'gone' };
