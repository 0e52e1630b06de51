import { z } from 'zod';
import { edgeStatuses, linkTypes } from '../domain/edge.ts';
import { dateTime, defaulted, jsonObject, maybe, pathUuid, share, uuid } from './common.ts';

const status = z.enum(edgeStatuses);
const linkType = z.enum(linkTypes);

const example = {
  organization_id: '019b7bfa-7000-7a00-8000-1a2b3c4d5e6f',
  source_integration_source_id: '019b7bfa-8e00-7b6d-8c2a-4e0e9f8b1d00',
  target_integration_source_id: '019b7bfa-8f00-7c6e-9d3b-5f1f0a9c2e11',
  id: '019b7bfa-d640-7065-8182-4cae1bf97d66',
  created_at: '2026-01-02T03:04:05.678Z',
  updated_at: '2026-01-02T03:04:05.678Z',
  source_table_id: '019b7bfa-c248-7a10-8d1c-5d0fae9f8d66',
  source_saas_object_id: null,
  source_column_id: '019b7bfa-c530-7f54-b071-3b9dac8e6c55',
  source_field_id: null,
  target_table_id: null,
  target_saas_object_id: '019b7bfa-9a10-7b21-8c4d-0e6a7d5b3f22',
  target_column_id: null,
  target_field_id: '019b7bfa-a120-7d32-9e5f-1f7b8e6c4a33',
  link_type: 'DETERMINISTIC',
  status: 'SUGGESTED',
  confidence_score: 0.97,
  evidence: { sentence: '96 % of the e-mail addresses of users are found in Contact, after lower-casing.' },
} as const;

export const entityLink = z
  .object({
    organization_id: uuid.meta({ description: 'Organization that owns this entity link' }),
    source_integration_source_id: uuid.meta({ description: 'Integration source containing the source entity' }),
    target_integration_source_id: uuid.meta({ description: 'Integration source containing the target entity' }),
    id: uuid,
    created_at: dateTime,
    updated_at: dateTime,
    source_table_id: maybe(uuid).meta({ description: 'Source table ID (for DB sources)' }),
    source_saas_object_id: maybe(uuid).meta({ description: 'Source SaaS object ID (for SaaS sources)' }),
    source_column_id: maybe(uuid).meta({ description: 'Source column ID (for DB sources)' }),
    source_field_id: maybe(uuid).meta({ description: 'Source field ID (for SaaS sources)' }),
    target_table_id: maybe(uuid).meta({ description: 'Target table ID (for DB sources)' }),
    target_saas_object_id: maybe(uuid).meta({ description: 'Target SaaS object ID (for SaaS sources)' }),
    target_column_id: maybe(uuid).meta({ description: 'Target column ID (for DB sources)' }),
    target_field_id: maybe(uuid).meta({ description: 'Target field ID (for SaaS sources)' }),
    link_type: defaulted(linkType, 'PROBABILISTIC', 'Type of link (deterministic exact match vs probabilistic)'),
    status: defaulted(status, 'SUGGESTED', 'Review status of the entity link'),
    confidence_score: maybe(z.number()).meta({ description: 'Confidence score assigned by the linking pipeline (0.0-1.0)' }),
    evidence: maybe(jsonObject).meta({ description: 'Supporting evidence and calculations used to create the link' }),
  })
  .meta({ id: 'EntityLink', description: 'A link between an attribute of one source and an attribute of another.', examples: [example] });

export const entityLinkCreate = z
  .object({
    source_integration_source_id: maybe(uuid).meta({ description: 'Where it is left out, that of the source column or field' }),
    target_integration_source_id: maybe(uuid).meta({ description: 'Where it is left out, that of the target column or field' }),
    source_table_id: maybe(uuid),
    source_saas_object_id: maybe(uuid),
    source_column_id: maybe(uuid),
    source_field_id: maybe(uuid),
    target_table_id: maybe(uuid),
    target_saas_object_id: maybe(uuid),
    target_column_id: maybe(uuid),
    target_field_id: maybe(uuid),
    link_type: linkType.nullable().default('PROBABILISTIC'),
    confidence_score: maybe(share),
    evidence: maybe(jsonObject),
  })
  .meta({
    id: 'EntityLinkCreate',
    description:
      'Links two attributes of two sources; each end is one column or one field. Table, object and source follow from it and need not be sent. The link is APPROVED on creation.',
    examples: [{ source_column_id: example.source_column_id, target_field_id: example.target_field_id, link_type: 'DETERMINISTIC' }],
  });
export type EntityLinkCreate = z.output<typeof entityLinkCreate>;

export const entityLinkUpdate = z
  .object({ status: maybe(status), confidence_score: maybe(share), evidence: maybe(jsonObject), link_type: maybe(linkType) })
  .meta({ id: 'EntityLinkUpdate', description: 'Model for updating an entity link.', examples: [{ status: 'APPROVED', confidence_score: 0.99 }] });
export type EntityLinkUpdate = z.output<typeof entityLinkUpdate>;

export const entityLinkBulkStatus = z
  .object({
    entity_link_ids: z.array(uuid).min(1),
    status,
    confidence_score: maybe(share).meta({ description: 'Applied to each' }),
    evidence: maybe(jsonObject).meta({ description: 'Applied to each' }),
  })
  .meta({
    id: 'EntityLinkBulkStatus',
    description: 'One review of many entity links.',
    examples: [{ entity_link_ids: [example.id], status: 'REJECTED' }],
  });
export type EntityLinkBulkStatus = z.output<typeof entityLinkBulkStatus>;

export const entityLinkListPath = z.object({ organization_id: pathUuid });
export const entityLinkPath = entityLinkListPath.extend({ entity_link_id: uuid });
export const entityLinkFilter = z.object({
  source_integration_source_id: maybe(uuid).meta({ description: 'Filter by source integration source' }),
  target_integration_source_id: maybe(uuid).meta({ description: 'Filter by target integration source' }),
  status: maybe(status).meta({ description: 'Filter by status' }),
  link_type: maybe(linkType).meta({ description: 'Filter by link type Type of entity link based on matching confidence.' }),
});
export type EntityLinkFilter = z.output<typeof entityLinkFilter>;
