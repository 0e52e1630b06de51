import { sql, type RawBuilder } from 'kysely';
import type { EdgeKind } from '../domain/edge.ts';
import type { JsonText } from '../domain/json-text.ts';
import { queueRowsOf, type QueueRow } from './edge-queue.ts';
import type { Reader } from './open.ts';

/** What an edge leads from and to, by id; a composite key by its first member. */
export interface EdgeRecord {
  readonly id: string;
  readonly from_source_id: string;
  readonly to_source_id: string;
  readonly created_at: Date;
  readonly evidence: JsonText | null;
  /** Columns or fields, in step; of an association those that its evidence names. */
  readonly from_ids: string[];
  readonly to_ids: string[];
}

/** One edge; undefined where the organization has none of that kind and id. */
export async function findEdgeRecord(db: Reader, organizationId: string, kind: EdgeKind, id: string): Promise<EdgeRecord | undefined> {
  const select = { relationship, association, entity_link: entityLink }[kind];
  const { rows } = await sql<EdgeRecord>`${select(sql`${organizationId}::uuid`, sql`${id}::uuid`)}`.execute(db);
  return rows[0];
}

function relationship(organization: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    WITH members AS MATERIALIZED (
      SELECT edge.id, edge.integration_source_id, edge.key_position, edge.from_column_id, edge.to_table_id, edge.to_column_name, edge.evidence, edge.created_at
      FROM relationships AS named
      JOIN relationships AS edge ON edge.organization_id = named.organization_id AND edge.id = named.id
      WHERE named.organization_id = ${organization} AND named.id = ${id} AND named.key_id = ''
      UNION ALL
      SELECT edge.id, edge.integration_source_id, edge.key_position, edge.from_column_id, edge.to_table_id, edge.to_column_name, edge.evidence, edge.created_at
      FROM relationships AS named
      JOIN relationships AS edge ON edge.organization_id = named.organization_id AND edge.key_id = named.key_id AND edge.key_id <> ''
        AND edge.integration_source_id = named.integration_source_id
      WHERE named.organization_id = ${organization} AND named.id = ${id} AND named.key_id <> ''
    )
    SELECT first.id, first.integration_source_id AS from_source_id, first.integration_source_id AS to_source_id, first.created_at, first.evidence,
           ARRAY(SELECT from_column_id FROM members ORDER BY key_position) AS from_ids,
           ARRAY(
             SELECT col.id FROM members JOIN source_columns AS col
               ON col.organization_id = ${organization} AND col.table_id = members.to_table_id AND col.name = members.to_column_name
             ORDER BY members.key_position
           ) AS to_ids
    FROM members AS first ORDER BY first.key_position LIMIT 1`;
}

/** Evidence of people may have any shape: what does not name fields names none. */
function association(organization: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> {
  const fields = (side: 'from' | 'to') => {
    const end = sql.lit(`$.${side}.columns[*] ? (@.type() == "string")`);
    const measured = sql.lit(`$.measured.${side}.columns[*] ? (@.type() == "string")`);
    // The entity of the elements of an array field is called object.field[].
    const list = sql`substring(edge.evidence #>> ${`{${side},table}`}::text[] FROM '\\.([^.]+)\\[\\]$')`;
    const held = side === 'from' ? sql`UNION SELECT edge.evidence ->> 'field'` : sql``;
    return sql`ARRAY(
      SELECT field.id FROM saas_fields AS field
      WHERE field.organization_id = ${organization} AND field.saas_object_id = edge.${sql.ref(`${side}_object_id`)}
        AND field.api_identifier IN (
          SELECT jsonb_path_query(edge.evidence::jsonb, ${end}) #>> '{}' UNION SELECT jsonb_path_query(edge.evidence::jsonb, ${measured}) #>> '{}'
          UNION SELECT ${list} ${held}
        )
      ORDER BY field.api_identifier COLLATE "C"
    )`;
  };
  return sql`
    SELECT edge.id, edge.integration_source_id AS from_source_id, edge.integration_source_id AS to_source_id, edge.created_at, edge.evidence,
           ${fields('from')} AS from_ids, ${fields('to')} AS to_ids
    FROM saas_associations AS edge
    WHERE edge.organization_id = ${organization} AND edge.id = ${id}`;
}

function entityLink(organization: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    SELECT edge.id, edge.source_integration_source_id AS from_source_id, edge.target_integration_source_id AS to_source_id, edge.created_at, edge.evidence,
           ARRAY[coalesce(edge.source_column_id, edge.source_field_id)] AS from_ids,
           ARRAY[coalesce(edge.target_column_id, edge.target_field_id)] AS to_ids
    FROM entity_links AS edge
    WHERE edge.organization_id = ${organization} AND edge.id = ${id}`;
}

/** A column or a field with its profile. */
export interface AttributeRecord {
  readonly id: string;
  readonly name: string;
  readonly data_type: string | null;
  readonly description: string | null;
  readonly is_primary_key: boolean;
  readonly is_nullable: boolean;
  readonly is_sensitive: boolean;
  readonly profile: AttributeValues | null;
  readonly semantic_type: string | null;
  readonly semantic_type_confidence: number | null;
  readonly sample_values: unknown[] | null;
  readonly enum_cardinality: number | null;
  readonly null_pct: number | null;
  readonly distinct_pct: number | null;
  readonly last_analyzed: Date | null;
  readonly approx_distinct_count: number | null;
  readonly minhash_signature: number[] | null;
  readonly format_signature: Record<string, unknown> | null;
  readonly length_stats: Record<string, unknown> | null;
  readonly entropy: number | null;
  readonly role: string | null;
  readonly role_confidence: number | null;
}

/** As `profileRecord` writes it. */
interface AttributeValues {
  readonly rows: number;
  readonly nulls: number;
  readonly empties: number;
  readonly distinct: number;
  readonly value_class: string;
  readonly min: string | null;
  readonly max: string | null;
  readonly top: { readonly value: string; readonly count: number }[];
}

const profileColumns = sql`
  attribute.id, attribute.data_type, attribute.description, attribute.is_sensitive, attribute.profile, attribute.semantic_type,
  attribute.semantic_type_confidence, attribute.sample_values, attribute.enum_cardinality, attribute.null_pct, attribute.distinct_pct,
  attribute.last_analyzed, attribute.approx_distinct_count, attribute.minhash_signature, attribute.format_signature, attribute.length_stats,
  attribute.entropy, attribute.role, attribute.role_confidence`;

/** Columns and fields by id, in no order. */
export async function findAttributes(db: Reader, organizationId: string, ids: readonly string[]): Promise<AttributeRecord[]> {
  const wanted = sql`attribute.organization_id = ${organizationId}::uuid AND attribute.id = ANY(${[...ids]}::uuid[])`;
  const { rows } = await sql<AttributeRecord>`
    SELECT attribute.name, attribute.is_primary_key, attribute.is_nullable, ${profileColumns}
    FROM source_columns AS attribute WHERE ${wanted}
    UNION ALL
    SELECT attribute.api_identifier, attribute.is_unique, NOT attribute.is_required, ${profileColumns}
    FROM saas_fields AS attribute WHERE ${wanted}`.execute(db);
  return rows;
}

const mostRivals = 20;

/** Edges of the same kind that share an attribute with this one: other targets of the same columns, other links of either end, other associations by the same field. */
export async function findRivals(db: Reader, organizationId: string, kind: EdgeKind, edge: EdgeRecord): Promise<QueueRow[]> {
  const ours = sql`edge.organization_id = ${organizationId}::uuid`;
  const ends = sql`${[...edge.from_ids, ...(kind === 'entity_link' ? edge.to_ids : [])]}::uuid[]`;
  const named = {
    relationship: sql`
      SELECT DISTINCT edge.integration_source_id AS from_source_id, coalesce(first.id, edge.id) AS id
      FROM relationships AS edge
      LEFT JOIN relationships AS first ON first.organization_id = edge.organization_id AND first.key_id = edge.key_id AND first.key_id <> ''
        AND first.integration_source_id = edge.integration_source_id AND first.key_position = 1
      WHERE ${ours} AND edge.from_column_id = ANY(${ends})`,
    association: sql`
      SELECT edge.integration_source_id AS from_source_id, edge.id
      FROM saas_associations AS edge
      JOIN saas_associations AS this ON this.organization_id = edge.organization_id AND this.id = ${edge.id}::uuid
        AND this.from_object_id = edge.from_object_id AND this.association_type_id = edge.association_type_id
      WHERE ${ours} AND edge.integration_source_id = ${edge.from_source_id}::uuid`,
    entity_link: sql.join(
      ['source_column_id', 'source_field_id', 'target_column_id', 'target_field_id'].map(
        (end) =>
          sql`SELECT edge.source_integration_source_id AS from_source_id, edge.id FROM entity_links AS edge WHERE ${ours} AND edge.${sql.ref(end)} = ANY(${ends})`,
      ),
      sql` UNION `,
    ),
  }[kind];
  const rows = await queueRowsOf(db, organizationId, named);
  return rows
    .filter(({ id }) => id !== edge.id)
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, mostRivals);
}

/** What people are called, by id. */
export async function namesOfPeople(db: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('users')
    .select(['id', 'email', sql<string>`coalesce(nullif(name, ''), nullif(concat_ws(' ', given_name, family_name), ''), email)`.as('called')])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, called }) => [id, called]));
}
