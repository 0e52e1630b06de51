import { z } from 'zod';
import { dateTime, jsonObject, maybe, share, uuid } from './common.ts';

const discoveryMethod = z.enum(['mcp_tool', 'llm_discovery', 'manual']);

const example = {
  organization_id: '0190a3c2-7d4e-7c1a-9b1f-3f0c8a5d2e11',
  user_id: '0190a3c2-8f10-7b6d-a2c4-5d6e7f809123',
  integration_source_id: '0190a3c2-aa32-7d4e-8c6f-7f8091234567',
  identifier_key: 'owner_id',
  identifier_value: '48213907',
  discovery_method: 'manual',
  confidence_score: null,
  discovery_metadata: null,
};

export const userIdentifier = z
  .object({
    organization_id: uuid,
    user_id: uuid,
    integration_source_id: uuid,
    identifier_key: z.string().meta({ description: 'What it identifies by: owner_id, user_email, employee_id, …' }),
    identifier_value: z.string(),
    discovery_method: discoveryMethod,
    id: uuid,
    created_at: dateTime,
    updated_at: dateTime,
    confidence_score: maybe(z.number()).meta({ description: 'For those that a language model found, 0.0-1.0' }),
    discovery_metadata: maybe(jsonObject),
  })
  .meta({
    id: 'UserIdentifier',
    description: 'The id of a person inside a connected system.',
    examples: [
      { ...example, id: '0190a3c2-bb43-7e5f-9d70-809123456789', created_at: '2026-03-02T09:00:00.000Z', updated_at: '2026-03-02T09:00:00.000Z' },
    ],
  });

export const userIdentifierUpsert = z
  .object({
    organization_id: uuid.meta({ description: 'The one that the path names' }),
    user_id: uuid.meta({ description: 'The one that the path names' }),
    integration_source_id: uuid,
    identifier_key: z.string().min(1).max(255),
    identifier_value: z.string().min(1).max(1024),
    discovery_method: discoveryMethod,
    confidence_score: maybe(share),
    discovery_metadata: maybe(jsonObject),
  })
  .meta({
    id: 'UserIdentifierUpsert',
    description: 'A person has one value per source and key: it is made, or takes the place of the one that is there, whole.',
    examples: [example],
  });
export type UserIdentifierUpsert = z.output<typeof userIdentifierUpsert>;

export const userPath = z.object({ organization_id: uuid, user_id: uuid });
export const userIdentifierPath = userPath.extend({ identifier_id: uuid });
export const userIdentifierFilter = z.object({
  integration_source_id: maybe(uuid).meta({ description: 'Only those inside this integration source' }),
});
