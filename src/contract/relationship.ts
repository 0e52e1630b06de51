import { z } from 'zod';
import { edgeStatuses, edgeTypes } from '../domain/edge.ts';
import { dateTime, defaulted, jsonObject, maybe, pathUuid, queryBoolean, share, uuid } from './common.ts';

const type = z.enum(edgeTypes);
const status = z.enum(edgeStatuses);

export const relationship = z
  .object({
    integration_source_id: uuid.meta({ description: 'Integration source this relationship belongs to' }),
    from_column_id: uuid.meta({ description: 'Column acting as the foreign key / link origin' }),
    to_table_id: uuid.meta({ description: 'Target table this relationship points to' }),
    to_column_name: z.string().max(255).meta({ description: 'Target column name in the destination table' }),
    id: uuid,
    created_at: dateTime,
    updated_at: dateTime,
    type: defaulted(type, 'INFERRED', 'Relationship type (FORMAL FK, inferred heuristic, manual, etc.)'),
    status: defaulted(status, 'SUGGESTED', 'Review status of the relationship'),
    score: maybe(z.number()).meta({ description: 'Confidence score assigned by the inference pipeline (0.0-1.0)' }),
    evidence: maybe(jsonObject).meta({ description: 'Supporting evidence and calculations used to infer the relationship' }),
  })
  .meta({ id: 'IntegrationSourceRelationship', description: 'Response model for integration source relationships.' });

export const relationshipCreate = z
  .object({
    from_column_id: uuid,
    to_table_id: uuid,
    to_column_name: z.string().min(1).max(255),
    type: maybe(z.literal('MANUAL')).meta({ description: 'What people add is MANUAL; the other types come from scans' }),
    score: maybe(share),
    evidence: maybe(jsonObject),
  })
  .meta({ id: 'IntegrationSourceRelationshipCreate', description: 'Adds a MANUAL relationship, which is APPROVED on creation.' });
export type RelationshipCreate = z.output<typeof relationshipCreate>;

export const relationshipUpdate = z
  .object({ status: maybe(status), score: maybe(share), evidence: maybe(jsonObject) })
  .meta({ id: 'IntegrationSourceRelationshipUpdate', description: 'Model for updating an existing integration source relationship.' });
export type RelationshipUpdate = z.output<typeof relationshipUpdate>;

export const relationshipBulkStatus = z
  .object({ relationship_ids: z.array(uuid).min(1), status, score: maybe(share), evidence: maybe(jsonObject) })
  .meta({ id: 'IntegrationSourceRelationshipBulkStatus' });
export type RelationshipBulkStatus = z.output<typeof relationshipBulkStatus>;

export const relationshipPath = z.object({ relationship_id: uuid });
export const relationshipListPath = z.object({ integration_source_id: pathUuid });
export const relationshipFilter = z.object({
  status: maybe(status),
  type: maybe(type),
  changed_since_decision: queryBoolean.nullable().optional(),
});
export type RelationshipFilter = z.output<typeof relationshipFilter>;
