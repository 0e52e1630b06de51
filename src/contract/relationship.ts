import { z } from 'zod';
import { edgeStatuses, edgeTypes } from '../domain/edge.ts';
import { dateTime, defaulted, jsonObject, maybe, pathUuid, queryBoolean, share, uuid } from './common.ts';

const type = z.enum(edgeTypes);
const status = z.enum(edgeStatuses);

const example = {
  integration_source_id: '0198c49e-5a10-7c6e-9d3b-5f1f0a9c2e11',
  from_column_id: '0198c49e-6b20-7b21-8c4d-0e6a7d5b3f22',
  to_table_id: '0198c49e-6b21-7e02-b7a5-8c2d4f6e1a33',
  to_column_name: 'id',
  id: '0198c4a1-7d3e-7b52-9c0e-5f6a1b2c3d4e',
  created_at: '2026-01-02T03:04:05.678Z',
  updated_at: '2026-01-02T03:04:05.678Z',
  type: 'INFERRED',
  status: 'SUGGESTED',
  score: 0.97,
  evidence: { sentence: 'All 412 values of orders.customer_id are found in customers.id.' },
} as const;
const said = { score: 0.5, evidence: { seen: 'The shop team says that this column is no longer written.' } };

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
  .meta({ id: 'IntegrationSourceRelationship', description: 'Response model for integration source relationships.', examples: [example] });

export const relationshipCreate = z
  .object({
    from_column_id: uuid,
    to_table_id: uuid,
    to_column_name: z.string().min(1).max(255),
    type: maybe(z.literal('MANUAL')).meta({ description: 'What people add is MANUAL; the other types come from scans' }),
    score: maybe(share),
    evidence: maybe(jsonObject),
  })
  .meta({
    id: 'IntegrationSourceRelationshipCreate',
    description: 'Adds a MANUAL relationship, which is APPROVED on creation.',
    examples: [{ from_column_id: example.from_column_id, to_table_id: example.to_table_id, to_column_name: 'id', evidence: said.evidence }],
  });
export type RelationshipCreate = z.output<typeof relationshipCreate>;

export const relationshipUpdate = z.object({ status: maybe(status), score: maybe(share), evidence: maybe(jsonObject) }).meta({
  id: 'IntegrationSourceRelationshipUpdate',
  description: 'Model for updating an existing integration source relationship.',
  examples: [{ status: 'REJECTED', ...said }],
});
export type RelationshipUpdate = z.output<typeof relationshipUpdate>;

export const relationshipBulkStatus = z
  .object({ relationship_ids: z.array(uuid).min(1), status, score: maybe(share), evidence: maybe(jsonObject) })
  .meta({
    id: 'IntegrationSourceRelationshipBulkStatus',
    description: 'The same review of several relationships.',
    examples: [{ relationship_ids: [example.id], status: 'APPROVED' }],
  });
export type RelationshipBulkStatus = z.output<typeof relationshipBulkStatus>;

export const relationshipPath = z.object({ relationship_id: uuid });
export const relationshipListPath = z.object({ integration_source_id: pathUuid });
export const relationshipFilter = z.object({
  status: maybe(status).meta({ description: 'Only those of this status' }),
  type: maybe(type).meta({ description: 'Only those of this type' }),
  changed_since_decision: maybe(queryBoolean).meta({ description: 'Whether newer evidence differs from what was decided on' }),
});
export type RelationshipFilter = z.output<typeof relationshipFilter>;
