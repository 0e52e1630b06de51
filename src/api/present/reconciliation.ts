import type { Answer } from '../../contract/common.ts';
import type { reconciledObject } from '../../contract/reconciliation.ts';
import type { Reconciliation } from '../../domain/landing.ts';
import type { ReconciledObject } from '../../services/reconciliation.ts';

type Presented = Answer<typeof reconciledObject>;

export function presentReconciled({ fields, landed, missing, syncColumns, associations, ...object }: ReconciledObject): Presented {
  return {
    object_id: object.id,
    object_name: object.object_name,
    api_identifier: object.api_identifier,
    is_synced: object.landed_table !== null,
    landed_table: object.landed_table,
    field_count: fields,
    landed_fields: landed.map(({ name, column }) => ({ api_identifier: name, column })),
    missing_fields: [...missing],
    sync_columns: [...syncColumns],
    associations: associations.map((edge) => ({
      association_id: edge.id,
      association_label: edge.label,
      relationship_type: edge.type,
      status: edge.status,
      to_object_id: edge.to_object_id,
      to_object_name: edge.to_object_name,
      ...presentPlace(edge.reconciliation),
    })),
  };
}

type Place = Omit<
  Presented['associations'][number],
  'association_id' | 'association_label' | 'relationship_type' | 'status' | 'to_object_id' | 'to_object_name'
>;

const nowhere: Place = {
  carried_by: null,
  table: null,
  column: null,
  from_column: null,
  to_column: null,
  array_column: null,
  why: null,
  detail: null,
};

function presentPlace(found: Reconciliation | null): Place {
  if (found === null) return nowhere;
  if (found.carried_by !== 'column') return { ...nowhere, ...found };
  const { carried_by, table, column } = found;
  return { ...nowhere, carried_by, table, column };
}
