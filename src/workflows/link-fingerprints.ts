import { deserialize, serialize } from 'node:v8';
import type { LinkPlace } from '../domain/edge.ts';
import { FORMAT, modelOf, type EntityFingerprint, type StoredSource } from '../links/discovery/stored.ts';
import { entitiesSharing, keptSources, readFingerprints, type EntityBytes, type EntityPlace } from '../store/link-fingerprints.ts';
import type { Store } from '../store/open.ts';
import type { Linkable } from './source-sketch.ts';

/** A source that is known by what is kept of it. */
export interface KnownSource extends StoredSource {
  readonly sourceId: string;
  readonly kind: LinkPlace['kind'];
  readonly copiedFrom: Linkable['copiedFrom'];
}

export type FindKept = (probes: () => Promise<readonly bigint[]>) => Promise<readonly KnownSource[]>;

interface Written {
  readonly fingerprint: EntityFingerprint;
  readonly copiedFrom: Linkable['copiedFrom'];
}

/** What says of a source that it was sketched, though nothing in it may be identity: it comes before its entities. */
interface Header {
  readonly fingerprint: Pick<EntityFingerprint, 'format'>;
}

export function headerOf(): EntityBytes {
  return { entity: -1, bytes: serialize({ fingerprint: { format: FORMAT } } satisfies Header) };
}

/** The version in which these bytes were written. */
export function formatOf(bytes: Uint8Array): string {
  return (deserialize(bytes) as Header).fingerprint.format;
}

export function keptBytes(fingerprint: EntityFingerprint, copiedFrom: Linkable['copiedFrom']): Uint8Array {
  return serialize({ fingerprint, copiedFrom } satisfies Written);
}

/** Finds what is kept of other sources than these by the hashes that it shares. */
export function keptOfOthers(store: Store, organizationId: string, sourceIds: readonly string[]): FindKept {
  return async (probes) => {
    const reader = store.reader(organizationId);
    const isAlone = (await keptSources(reader, organizationId)).every((id) => sourceIds.includes(id));
    return isAlone ? [] : openKept(store, organizationId, await entitiesSharing(reader, organizationId, await probes(), sourceIds));
  };
}

/** What is kept of these entities; what another version of this wrote is left out until its source is read again. */
export async function openKept(store: Store, organizationId: string, places: readonly EntityPlace[]): Promise<KnownSource[]> {
  if (places.length === 0) return [];
  const rows = await store.inOrganization(organizationId, async (trx) =>
    readFingerprints(trx, organizationId, await store.dataKey(trx, organizationId), places),
  );
  return rows.flatMap(({ sourceId, name, sourceType, entities }) => {
    const written = entities.map(({ bytes }) => deserialize(bytes) as Written).filter(({ fingerprint }) => fingerprint.format === FORMAT);
    const fingerprints = written.map(({ fingerprint }) => fingerprint);
    if (fingerprints.length === 0) return [];
    const kind = sourceType === 'saas' ? ('field' as const) : ('column' as const);
    return [{ sourceId, name, kind, copiedFrom: written[0]?.copiedFrom ?? null, model: modelOf(fingerprints), entities: fingerprints }];
  });
}
