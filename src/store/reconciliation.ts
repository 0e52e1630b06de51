import { sql } from 'kysely';
import type { EdgeStatus, EdgeType } from '../domain/edge.ts';
import type { LandedTable, Reconciliation } from '../domain/landing.ts';
import type { Place } from './catalog.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Reader } from './readers.ts';

interface ReconciledAssociation {
  readonly id: string;
  readonly label: string;
  readonly type: EdgeType;
  readonly status: EdgeStatus;
  readonly to_object_id: string;
  readonly to_object_name: string;
  readonly reconciliation: Reconciliation | null;
}

export interface ReconciledObject {
  readonly id: string;
  readonly object_name: string;
  readonly api_identifier: string;
  readonly landed_table: LandedTable | null;
  readonly fields: number;
  /** API identifiers with the landed columns, in which a path into JSON stands after dots. */
  readonly landed: readonly { readonly name: string; readonly column: string }[];
  /** API identifiers of the columns that the sync service adds. */
  readonly syncColumns: readonly string[];
  /** API identifiers of fields that have not landed. */
  readonly missing: readonly string[];
  readonly associations: readonly ReconciledAssociation[];
}

/** The active objects of a synced source with what of them has landed; none of any other source. Three statements, whatever their number. */
export async function listReconciled(db: Reader, at: Place, page: PageRequest): Promise<PageOf<ReconciledObject>> {
  const { rows, next } = await readPage(
    db
      .selectFrom('saas_objects')
      .innerJoin('integration_sources as source', (join) =>
        join
          .onRef('source.organization_id', '=', 'saas_objects.organization_id')
          .onRef('source.id', '=', 'saas_objects.integration_source_id')
          .on('source.is_sync', '=', true)
          .on('source.system_source_id', 'is not', null),
      )
      .select(['saas_objects.id', 'saas_objects.object_name', 'saas_objects.api_identifier', 'saas_objects.landed_table'])
      .where('saas_objects.organization_id', '=', at.organizationId)
      .where('saas_objects.integration_source_id', '=', at.sourceId)
      .where('saas_objects.is_active', '=', true),
    'saas_objects',
    page,
  );
  const ids = rows.map(({ id }) => id);
  const fields = await fieldsOf(db, at, ids);
  const associations = await associationsFrom(db, at, ids);
  return {
    next,
    rows: rows.map(({ id, object_name, api_identifier, landed_table }) => {
      const { total = 0, landed = null, missing = null, sync_columns: syncColumns = null } = fields.get(id) ?? {};
      return {
        id,
        object_name,
        api_identifier,
        landed_table,
        fields: Number(total),
        landed: landed ?? [],
        syncColumns: syncColumns ?? [],
        missing: landed_table === null ? [] : (missing ?? []),
        associations: associations.get(id) ?? [],
      };
    }),
  };
}

interface FieldCounts {
  readonly saas_object_id: string;
  readonly total: number | string;
  readonly landed: ReconciledObject['landed'] | null;
  readonly missing: readonly string[] | null;
  readonly sync_columns: readonly string[] | null;
}

async function fieldsOf(db: Reader, { organizationId }: Place, objectIds: readonly string[]): Promise<ReadonlyMap<string, FieldCounts>> {
  const { rows } = await sql<FieldCounts>`
    SELECT saas_object_id, count(*) FILTER (WHERE NOT is_sync_column) AS total,
           jsonb_agg(jsonb_build_object('name', api_identifier, 'column', concat_ws('.', landed_column ->> 'column', path.text)) ORDER BY created_at, id)
             FILTER (WHERE landed_column IS NOT NULL AND NOT is_sync_column) AS landed,
           array_agg(api_identifier ORDER BY created_at, id) FILTER (WHERE landed_column IS NULL AND NOT is_sync_column) AS missing,
           array_agg(api_identifier ORDER BY created_at, id) FILTER (WHERE is_sync_column) AS sync_columns
    FROM saas_fields
    LEFT JOIN LATERAL (
      SELECT string_agg(name, '.' ORDER BY place) AS text FROM jsonb_array_elements_text(landed_column -> 'path') WITH ORDINALITY AS step (name, place)
    ) AS path ON true
    WHERE organization_id = ${organizationId}::uuid AND saas_object_id = ANY(${objectIds}::uuid[]) AND is_active
    GROUP BY saas_object_id`.execute(db);
  return new Map(rows.map((row) => [row.saas_object_id, row]));
}

async function associationsFrom(
  db: Reader,
  { organizationId, sourceId }: Place,
  objectIds: readonly string[],
): Promise<ReadonlyMap<string, ReconciledAssociation[]>> {
  const { rows } = await sql<ReconciledAssociation & { readonly from_object_id: string }>`
    SELECT edge.id, edge.from_object_id, association_label AS label, relationship_type AS type, edge.status, edge.to_object_id,
           target.object_name AS to_object_name, edge.reconciliation
    FROM saas_associations AS edge
    JOIN saas_objects AS target ON target.organization_id = edge.organization_id AND target.id = edge.to_object_id
    WHERE edge.organization_id = ${organizationId}::uuid AND edge.integration_source_id = ${sourceId}::uuid
      AND edge.from_object_id = ANY(${objectIds}::uuid[]) AND edge.is_active
    ORDER BY edge.created_at, edge.id`.execute(db);
  const byObject = new Map<string, ReconciledAssociation[]>();
  for (const row of rows) byObject.set(row.from_object_id, [...(byObject.get(row.from_object_id) ?? []), row]);
  return byObject;
}
