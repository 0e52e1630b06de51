import { z } from 'zod';
import { edgeStatuses, edgeTypes } from '../domain/edge.ts';
import { count, uuid } from './common.ts';

const landedTable = z
  .object({ database: z.string(), schema: z.string(), name: z.string() })
  .meta({ id: 'LandedTable', description: 'A table of the system source that a sync fills.' });

const reconciledAssociation = z
  .object({
    association_id: uuid,
    association_label: z.string(),
    relationship_type: z.enum(edgeTypes),
    status: z.enum(edgeStatuses),
    to_object_id: uuid,
    to_object_name: z.string(),
    carried_by: z.enum(['column', 'join_table', 'nothing']).nullable().meta({
      description:
        'What brings it: a column of a landed table, a table (or a list in a column) with one row per pair, or nothing; null where no scan has said',
    }),
    table: landedTable.nullable().meta({ description: 'The table of the column, or the one that holds the pairs' }),
    column: z.string().nullable().meta({ description: 'The column; a path into its JSON stands after dots' }),
    from_column: z.string().nullable().meta({ description: 'Of a join table: the column of the one end' }),
    to_column: z.string().nullable().meta({ description: 'Of a join table: the column of the other end' }),
    array_column: z.string().nullable().meta({ description: 'Where the pairs are elements of a list: the column of the list' }),
    why: z.enum(['object_not_synced', 'field_not_synced', 'no_column']).nullable().meta({ description: 'Why nothing brings it' }),
    detail: z.string().nullable().meta({ description: 'What is missing, and what to select in the sync to have it' }),
  })
  .meta({ id: 'ReconciledAssociation', description: 'Where a sync brings an association.' });

export const reconciledObject = z
  .object({
    object_id: uuid,
    object_name: z.string(),
    api_identifier: z.string(),
    is_synced: z.boolean().meta({ description: 'Whether a landed table holds its records' }),
    landed_table: landedTable.nullable(),
    field_count: count.meta({ description: 'Active fields, without the columns that the sync service adds' }),
    landed_fields: z
      .array(z.object({ api_identifier: z.string(), column: z.string() }))
      .meta({ description: 'Those of them that have landed, with the landed column; a path into its JSON stands after dots' }),
    missing_fields: z
      .array(z.string())
      .meta({ description: 'API identifiers of the fields that the sync lacks; empty where the object is not synced at all' }),
    sync_columns: z
      .array(z.string())
      .meta({ description: 'Fields that are columns of the sync service itself: part of no profile and no inference' }),
    associations: z.array(reconciledAssociation).meta({ description: 'Active associations that begin at the object' }),
  })
  .meta({
    id: 'ReconciledObject',
    description: 'What a sync brings of an object of a SaaS source, and what it lacks.',
    examples: [
      {
        object_id: '019b7bfa-9a10-7b21-8c4d-0e6a7d5b3f22',
        object_name: 'Contact',
        api_identifier: 'contacts',
        is_synced: true,
        landed_table: { database: 'warehouse', schema: 'hubspot', name: 'contacts' },
        field_count: 3,
        landed_fields: [
          { api_identifier: 'email', column: 'properties_email' },
          { api_identifier: 'address.city', column: 'address.city' },
        ],
        missing_fields: ['preferred_machine'],
        sync_columns: ['_airbyte_raw_id', '_airbyte_extracted_at', '_airbyte_meta', '_airbyte_generation_id'],
        associations: [
          {
            association_id: '019b7bfa-b230-7e43-af60-2a8c9f7d5b44',
            association_label: 'Contact to Company',
            relationship_type: 'FOREIGN_KEY',
            status: 'APPROVED',
            to_object_id: '019b7bfa-9a11-7e02-b7a5-8c2d4f6e1a33',
            to_object_name: 'Company',
            carried_by: 'join_table',
            table: { database: 'warehouse', schema: 'hubspot', name: 'contacts' },
            column: null,
            from_column: 'id',
            to_column: 'companies',
            array_column: 'companies',
            why: null,
            detail: null,
          },
        ],
      },
    ],
  });
