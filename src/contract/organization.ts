import { z } from 'zod';
import { dateTime, defaulted, jsonObject, maybe, pathUuid, uuid } from './common.ts';

const name = z.string().min(1).max(255);
const threadSharing = z.enum(['private', 'organization']);
const storageMode = z.enum(['humm_hosted', 'customer_hosted']);

/** What an organization may set: the same in requests and answers. */
const settings = {
  description: maybe(z.string()),
  context_modules_config: maybe(jsonObject),
  customer_s3_bucket: maybe(z.string()),
  customer_s3_region: maybe(z.string()),
  customer_aws_access_key_id: maybe(z.string()),
  customer_iam_role_arn: maybe(z.string()),
  entity_definitions_config: maybe(jsonObject),
  agent_lab_config: maybe(jsonObject),
};

const summary = {
  name: z.string(),
  id: uuid,
  created_at: dateTime,
  updated_at: dateTime,
  description: settings.description,
  is_active: defaulted(z.boolean(), true, 'Whether its members may come in; where not, only system administrators do'),
};

const example = {
  name: 'Northwind',
  id: '0190a3c2-7d4e-7c1a-9b1f-3f0c8a5d2e11',
  created_at: '2026-03-02T08:15:30.000Z',
  updated_at: '2026-03-09T11:40:02.000Z',
  description: 'Trades in fine foods',
  is_active: true,
};

export const organizationSummary = z
  .object(summary)
  .meta({ id: 'OrganizationSummary', description: 'What the list of all organizations tells of each.', examples: [example] });

export const organization = z
  .object({
    ...summary,
    ...settings,
    default_thread_sharing: defaulted(threadSharing, 'private', 'Who sees a new thread'),
    business_ontology: maybe(jsonObject).meta({ description: 'The newest version of the ontology' }),
    ontology_version: maybe(z.int()),
    ontology_updated_at: maybe(dateTime),
    data_storage_mode: defaulted(storageMode, 'humm_hosted', 'Where synced data lives'),
    has_customer_aws_secret_access_key: defaulted(z.boolean(), false, 'Whether there is a secret access key; it is never answered'),
  })
  .meta({
    id: 'Organization',
    description: 'An organization: all that Cognate keeps belongs to one.',
    examples: [
      {
        ...example,
        context_modules_config: null,
        customer_s3_bucket: 'northwind-cognate',
        customer_s3_region: 'eu-central-1',
        customer_aws_access_key_id: null,
        customer_iam_role_arn: 'arn:aws:iam::123456789012:role/cognate',
        entity_definitions_config: null,
        agent_lab_config: null,
        default_thread_sharing: 'private',
        business_ontology: { metadata: { organization_name: 'Northwind' }, business_glossary: { order: 'What a customer asks for' } },
        ontology_version: 3,
        ontology_updated_at: '2026-03-09T11:40:02.000Z',
        data_storage_mode: 'customer_hosted',
        has_customer_aws_secret_access_key: false,
      },
    ],
  });

const written = {
  ...settings,
  default_thread_sharing: maybe(threadSharing),
  data_storage_mode: maybe(storageMode),
  customer_aws_secret_access_key: maybe(z.string().min(1)).meta({
    description: 'Sealed and never answered; it stays where it is left out, and goes with null',
  }),
};

export const organizationCreate = z
  .object({ name, ...written })
  .meta({ id: 'OrganizationCreate', examples: [{ name: 'Northwind', description: 'Trades in fine foods' }] });
export type OrganizationCreate = z.output<typeof organizationCreate>;

export const organizationUpdate = z
  .object({
    name: maybe(name),
    ...written,
    is_active: maybe(z.boolean()).meta({ description: 'Changed by system administrators only' }),
  })
  .meta({
    id: 'OrganizationUpdate',
    description: 'Every field may be left out. The ontology is changed by operations of its own.',
    examples: [{ data_storage_mode: 'customer_hosted', customer_s3_bucket: 'northwind-cognate', customer_s3_region: 'eu-central-1' }],
  });
export type OrganizationUpdate = z.output<typeof organizationUpdate>;

export const organizationPath = z.object({ organization_id: uuid });
/** Of operations that take the scope parameters. */
export const scopedOrganizationPath = z.object({ organization_id: pathUuid });
