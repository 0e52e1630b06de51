import { z } from 'zod';
import { edgeStatuses, edgeTypes } from '../domain/edge.ts';
import { dateTime, defaulted, jsonObject, maybe, pathUuid, share, uuid } from './common.ts';

const type = z.enum(edgeTypes);
const status = z.enum(edgeStatuses);

const example = {
  integration_source_id: '019b7bfa-8f00-7c6e-9d3b-5f1f0a9c2e11',
  from_object_id: '019b7bfa-9a10-7b21-8c4d-0e6a7d5b3f22',
  to_object_id: '019b7bfa-9a11-7e02-b7a5-8c2d4f6e1a33',
  association_type_id: '279',
  association_label: 'Contact to Company',
  id: '019b7bfa-b230-7e43-af60-2a8c9f7d5b44',
  created_at: '2026-01-02T03:04:05.678Z',
  updated_at: '2026-01-02T03:04:05.678Z',
  association_category: 'PLATFORM_DEFINED',
  metadata_: { cardinality: 'many to one' },
  relationship_type: 'FOREIGN_KEY',
  status: 'APPROVED',
  score: 1,
  evidence: { sentence: 'Defined by the platform.' },
  is_active: true,
} as const;

export const saasAssociation = z
  .object({
    integration_source_id: uuid.meta({ description: 'The integration source this association belongs to' }),
    from_object_id: uuid.meta({ description: 'The source SaaS object' }),
    to_object_id: uuid.meta({ description: 'The target SaaS object' }),
    association_type_id: z.string().meta({ description: "Platform-specific type identifier (e.g., HubSpot's numeric ID or Salesforce's API name)" }),
    association_label: z.string().meta({ description: "Human-readable label (e.g., 'Contact to Company')" }),
    id: uuid,
    created_at: dateTime,
    updated_at: dateTime,
    association_category: defaulted(z.string(), 'PLATFORM_DEFINED', "Category of association (e.g., 'PLATFORM_DEFINED', 'USER_DEFINED', 'CUSTOM')"),
    metadata_: maybe(jsonObject),
    relationship_type: defaulted(type, 'FOREIGN_KEY', 'Relationship type (platform vendor, inferred heuristic, manual override)'),
    status: defaulted(status, 'SUGGESTED', 'Review status for the relationship'),
    score: maybe(z.number()).meta({ description: 'Confidence score assigned by inference pipeline (0.0-1.0)' }),
    evidence: maybe(jsonObject).meta({ description: 'Supporting evidence for inferred relationships' }),
    is_active: defaulted(z.boolean(), true, 'Whether this association is active/usable in the catalog'),
  })
  .meta({ id: 'SaasAssociation', description: 'Response model for SaaS associations.', examples: [example] });

export const saasAssociationCreate = z
  .object({
    from_object_id: uuid,
    to_object_id: uuid,
    association_type_id: z.string().min(1),
    association_label: z.string().min(1),
    association_category: z.string().nullable().default('PLATFORM_DEFINED'),
    metadata_: maybe(jsonObject),
    relationship_type: maybe(z.literal('MANUAL')).meta({ description: 'What people add is MANUAL; the other types come from scans' }),
    score: maybe(share),
    evidence: maybe(jsonObject),
  })
  .meta({
    id: 'SaasAssociationCreate',
    description: 'Adds a MANUAL association, which is APPROVED on creation.',
    examples: [
      {
        from_object_id: example.from_object_id,
        to_object_id: example.to_object_id,
        association_type_id: 'referred_by',
        association_label: 'Contact referred by Company',
        association_category: 'CUSTOM',
      },
    ],
  });
export type SaasAssociationCreate = z.output<typeof saasAssociationCreate>;

export const saasAssociationUpdate = z
  .object({
    association_type_id: maybe(z.string()),
    association_label: maybe(z.string()),
    association_category: maybe(z.string()),
    metadata_: maybe(jsonObject),
    relationship_type: maybe(type),
    status: maybe(status),
    score: maybe(share),
    evidence: maybe(jsonObject),
  })
  .meta({
    id: 'SaasAssociationUpdate',
    description: 'Model for updating a SaaS association.',
    examples: [{ association_label: 'Contact works for Company', status: 'APPROVED' }],
  });
export type SaasAssociationUpdate = z.output<typeof saasAssociationUpdate>;

export const saasAssociationBulkStatus = z
  .object({
    association_ids: z.array(uuid).min(1),
    status,
    score: maybe(share).meta({ description: 'Applied to each' }),
    evidence: maybe(jsonObject).meta({ description: 'Applied to each' }),
  })
  .meta({
    id: 'SaasAssociationBulkStatus',
    description: 'One review of many associations.',
    examples: [{ association_ids: [example.id], status: 'APPROVED' }],
  });
export type SaasAssociationBulkStatus = z.output<typeof saasAssociationBulkStatus>;

export const saasAssociationPath = z.object({ source_id: pathUuid, association_id: uuid });
export const saasAssociationFilter = z.object({
  from_object_id: maybe(uuid).meta({ description: 'Filter by source object ID' }),
  to_object_id: maybe(uuid).meta({ description: 'Filter by target object ID' }),
  status: maybe(status).meta({ description: 'Filter associations by status' }),
  type: maybe(type).meta({ description: 'Filter associations by relationship type' }),
});
export type SaasAssociationFilter = z.output<typeof saasAssociationFilter>;
