import { sql } from 'kysely';
import type { ScanOptions } from '../domain/job.ts';
import type { SourceType } from '../domain/source.ts';
import type { StoreTransaction } from './open.ts';
import type { Reader } from './readers.ts';
import { seal, unseal } from './seal.ts';

/** What is kept of an entity of a source: bytes that only discovery reads, and the keyed hashes by which it is found. */
export interface EntityBytes {
  readonly entity: number;
  readonly bytes: Uint8Array;
}

interface Kept {
  readonly organizationId: string;
  readonly sourceId: string;
  readonly dataKey: Uint8Array;
  readonly entities: Iterable<EntityBytes> | AsyncIterable<EntityBytes>;
  readonly postings: readonly { readonly entity: number; readonly hash: bigint }[];
}

const bound = (sourceId: string, entity: number): string => `link-fingerprint:${sourceId}:${entity}`;
const ENTITIES_PER_STATEMENT = 20;
const POSTINGS_PER_STATEMENT = 50_000;
/** Entities of other sources that a source is compared with: those that share most hashes with it. */
const MOST_ENTITIES = 400;
/** The same where all sources of an organization are compared. */
const MOST_ENTITIES_AMONG = 2000;
/** An entity that shares fewer of the hashes that it is found by shares none to speak of. */
const LEAST_HASHES = 3;

/** Puts what is kept of a source in the place of what was kept before. */
export async function saveFingerprints(trx: StoreTransaction, { organizationId, sourceId, dataKey, entities, postings }: Kept): Promise<void> {
  for (const table of ['link_postings', 'link_fingerprints'])
    await sql`DELETE FROM ${sql.table(table)} WHERE organization_id = ${organizationId}::uuid AND integration_source_id = ${sourceId}::uuid`.execute(
      trx,
    );
  const insert = async (some: readonly EntityBytes[]): Promise<unknown> =>
    sql`INSERT INTO link_fingerprints (organization_id, integration_source_id, entity, sealed)
      SELECT ${organizationId}::uuid, ${sourceId}::uuid, entity, sealed
      FROM unnest(${some.map(({ entity }) => entity)}::integer[], ${some.map(({ entity, bytes }) => seal(dataKey, bound(sourceId, entity), bytes))}::bytea[])
        AS given (entity, sealed)`.execute(trx);
  let some: EntityBytes[] = [];
  for await (const one of entities) {
    some.push(one);
    if (some.length < ENTITIES_PER_STATEMENT) continue;
    await insert(some);
    some = [];
  }
  if (some.length > 0) await insert(some);
  for (let start = 0; start < postings.length; start += POSTINGS_PER_STATEMENT) {
    const some = postings.slice(start, start + POSTINGS_PER_STATEMENT);
    await sql`INSERT INTO link_postings (organization_id, hash, integration_source_id, entity)
      SELECT ${organizationId}::uuid, hash, ${sourceId}::uuid, entity
      FROM unnest(${some.map(({ hash }) => hash.toString())}::bigint[], ${some.map(({ entity }) => entity)}::integer[]) AS given (hash, entity)
      ON CONFLICT DO NOTHING`.execute(trx);
  }
}

export interface EntityPlace {
  readonly sourceId: string;
  readonly entity: number;
}

/**
 * Entities of active sources but these that share the most hashes with the given ones, found by the index on hashes: the work grows with the hashes that are
 * looked up, not with the sources that there are.
 */
export async function entitiesSharing(
  db: Reader,
  organizationId: string,
  hashes: readonly bigint[],
  except: readonly string[],
): Promise<EntityPlace[]> {
  const counts = new Map<string, EntityPlace & { n: number }>();
  for (let start = 0; start < hashes.length; start += POSTINGS_PER_STATEMENT) {
    const some = hashes.slice(start, start + POSTINGS_PER_STATEMENT).map(String);
    const { rows } = await sql<EntityPlace & { n: number }>`
      SELECT posting.integration_source_id AS "sourceId", posting.entity, count(*)::integer AS n
      FROM unnest(${some}::bigint[]) AS given (hash)
      -- Fenced: one look into the index per hash, though nothing be known yet of postings that were just written.
      CROSS JOIN LATERAL (SELECT * FROM link_postings WHERE organization_id = ${organizationId}::uuid AND hash = given.hash OFFSET 0) AS posting
      WHERE posting.integration_source_id = ANY(${activeSources(organizationId)}) AND posting.integration_source_id <> ALL(${[...except]}::uuid[])
      GROUP BY posting.integration_source_id, posting.entity`.execute(db);
    for (const { sourceId, entity, n } of rows) {
      const key = `${sourceId} ${entity}`;
      counts.set(key, { sourceId, entity, n: n + (counts.get(key)?.n ?? 0) });
    }
  }
  return [...counts.values()]
    .filter(({ n }) => n >= LEAST_HASHES)
    .toSorted((x, y) => y.n - x.n || compare(x.sourceId, y.sourceId) || x.entity - y.entity)
    .slice(0, MOST_ENTITIES)
    .map(({ sourceId, entity }) => ({ sourceId, entity }));
}

/** Entities of active sources that share hashes with those of others, both sides of it; `sourceId`: only with those of this source. Those that share most. */
export async function entitiesSharingAmong(db: Reader, organizationId: string, sourceId: string | null): Promise<EntityPlace[]> {
  const { rows } = await sql<EntityPlace>`
    WITH shared AS MATERIALIZED (
      SELECT array_agg(integration_source_id) AS sources, array_agg(entity) AS entities
      FROM link_postings
      WHERE organization_id = ${organizationId}::uuid AND integration_source_id = ANY(${activeSources(organizationId)})
      GROUP BY hash
      HAVING count(*) > 1
    ), pairs AS (
      SELECT own.source_id, own.entity, other.source_id AS other_id, other.entity AS other_entity, count(*) AS n
      FROM shared, unnest(sources, entities) AS own (source_id, entity), unnest(sources, entities) AS other (source_id, entity)
      WHERE other.source_id <> own.source_id AND (${sourceId}::uuid IS NULL OR own.source_id = ${sourceId}::uuid)
      GROUP BY own.source_id, own.entity, other.source_id, other.entity
      HAVING count(*) >= ${LEAST_HASHES}
    )
    SELECT source_id AS "sourceId", entity
    FROM (SELECT source_id, entity, n FROM pairs UNION ALL SELECT other_id, other_entity, n FROM pairs) AS ends
    GROUP BY source_id, entity
    ORDER BY max(n) DESC, source_id, entity
    LIMIT ${MOST_ENTITIES_AMONG}`.execute(db);
  return rows;
}

const activeSources = (organizationId: string) =>
  sql`ARRAY(SELECT id FROM integration_sources WHERE organization_id = ${organizationId}::uuid AND is_active)`;

/** The active sources of which something is kept. */
export async function keptSources(db: Reader, organizationId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM integration_sources AS source
    WHERE organization_id = ${organizationId}::uuid AND is_active AND EXISTS (
      SELECT FROM link_fingerprints AS kept WHERE kept.organization_id = ${organizationId}::uuid AND kept.integration_source_id = source.id)
    ORDER BY id`.execute(db);
  return rows.map(({ id }) => id);
}

export interface ScannedSource {
  readonly id: string;
  readonly name: string;
  /** Of its last scan that succeeded. */
  readonly options: ScanOptions;
}

/** The active sources that were scanned, by their names. */
export async function scannedSources(db: Reader, organizationId: string): Promise<ScannedSource[]> {
  const { rows } = await sql<ScannedSource>`
    SELECT source.id, source.name, last.options
    FROM integration_sources AS source
    CROSS JOIN LATERAL (
      SELECT options FROM jobs
      WHERE organization_id = ${organizationId}::uuid AND kind = 'scan' AND state = 'succeeded' AND source.id = ANY(source_ids)
      ORDER BY created_at DESC, id DESC LIMIT 1) AS last
    WHERE source.organization_id = ${organizationId}::uuid AND source.is_active
    ORDER BY source.name COLLATE "C", source.id`.execute(db);
  return rows;
}

/** The first of what is kept of each source. */
export async function firstFingerprints(db: Reader, organizationId: string, dataKey: Uint8Array): Promise<Map<string, Uint8Array>> {
  const { rows } = await sql<{ source_id: string; entity: number; sealed: Buffer }>`
    SELECT DISTINCT ON (integration_source_id) integration_source_id AS source_id, entity, sealed
    FROM link_fingerprints WHERE organization_id = ${organizationId}::uuid
    ORDER BY integration_source_id, entity`.execute(db);
  return new Map(rows.map(({ source_id: sourceId, entity, sealed }) => [sourceId, unseal(dataKey, bound(sourceId, entity), sealed)]));
}

export interface SourceBytes {
  readonly sourceId: string;
  readonly name: string;
  readonly sourceType: SourceType;
  readonly entities: readonly EntityBytes[];
}

/** What is kept of these entities, by source; ordered by the names of the sources. */
export async function readFingerprints(
  db: Reader,
  organizationId: string,
  dataKey: Uint8Array,
  places: readonly EntityPlace[],
): Promise<SourceBytes[]> {
  const { rows } = await sql<{ source_id: string; name: string; source_type: SourceType; entity: number; sealed: Buffer }>`
    SELECT kept.integration_source_id AS source_id, source.name, source.source_type, kept.entity, kept.sealed
    FROM unnest(${places.map(({ sourceId }) => sourceId)}::uuid[], ${places.map(({ entity }) => entity)}::integer[]) AS given (source_id, entity)
    JOIN link_fingerprints AS kept ON kept.organization_id = ${organizationId}::uuid AND kept.integration_source_id = given.source_id AND kept.entity = given.entity
    JOIN integration_sources AS source ON source.organization_id = ${organizationId}::uuid AND source.id = kept.integration_source_id
    ORDER BY source.name COLLATE "C", source.id, kept.entity`.execute(db);
  const sources = new Map<string, { sourceId: string; name: string; sourceType: SourceType; entities: EntityBytes[] }>();
  for (const { source_id: sourceId, name, source_type: sourceType, entity, sealed } of rows) {
    const known = sources.get(sourceId) ?? { sourceId, name, sourceType, entities: [] };
    known.entities.push({ entity, bytes: unseal(dataKey, bound(sourceId, entity), sealed) });
    sources.set(sourceId, known);
  }
  return [...sources.values()];
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
