import { z } from 'zod';
import { dateTime, jsonObject, maybe, pathUuid, uuid } from './common.ts';

/** Characters of an ontology, as YAML and as JSON. */
export const ontologySize = 1024 * 1024;

const list = maybe(z.array(z.unknown()));
const map = maybe(jsonObject);

const example = {
  metadata: { organization_name: 'Northwind' },
  business_entities: [{ name: 'Customer', type: 'Thing', description: 'Who buys from us' }],
  relationships: [{ from: 'Customer', to: 'Order', name: 'places' }],
  data_entity_mappings: { Customer: 'crm.companies' },
  key_metrics: [{ name: 'Churn', description: 'Share of customers lost in a quarter', involved_entities: ['Customer'] }],
  business_glossary: { ARR: 'Annual recurring revenue' },
  business_rules: ['A customer without an order in a year has churned'],
};

export const ontologyContent = z
  .looseObject({
    metadata: map.meta({ description: 'organization_name, and whatever else describes the document' }),
    business_entities: list.meta({ description: 'Each with name, type and description' }),
    relationships: list,
    data_entity_mappings: map,
    key_metrics: list.meta({ description: 'Each with name, description and involved_entities' }),
    business_glossary: map.meta({ description: 'From a term to what it means' }),
    business_rules: list,
  })
  .meta({ id: 'OntologyContent', description: 'What an organization means by its words. Other keys are kept.', examples: [example] });

const version = {
  organization_id: uuid,
  version: z.int().min(0).meta({ description: '0 before anybody wrote one' }),
  change_log: z.string().nullable(),
  created_at: dateTime,
  created_by: uuid.nullable().meta({ description: 'The user who wrote this version' }),
};
const versionExample = {
  organization_id: '0190a3c2-7d4e-7c1a-9b1f-3f0c8a5d2e11',
  version: 3,
  change_log: 'Churn is counted by quarter',
  created_at: '2026-03-09T11:40:02.000Z',
  created_by: '0190a3c2-8f10-7b6d-a2c4-5d6e7f809123',
};

export const ontologyVersion = z
  .object(version)
  .meta({ id: 'OntologyVersion', description: 'A version of an ontology, without its content.', examples: [versionExample] });

export const ontology = z
  .object({ ...version, ontology: ontologyContent })
  .meta({ id: 'Ontology', description: 'A version of an ontology.', examples: [{ ...versionExample, ontology: example }] });

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

const changeLog = maybe(z.string().max(1000)).meta({ description: 'What changed, in short' });

export const ontologyUpdate = z
  .object({
    change_log: changeLog,
    ontology: maybe(ontologyContent),
    yaml: maybe(z.string().max(ontologySize)).meta({ description: 'YAML 1.2, one document, a map at the top', format: 'yaml' }),
  })
  .refine(({ ontology, yaml }) => isGiven(ontology) !== isGiven(yaml), 'Input should have either ontology or yaml')
  .meta({
    id: 'OntologyUpdate',
    description: 'The content comes either as `ontology` or as `yaml`.',
    oneOf: [
      { required: ['ontology'], properties: { ontology: { type: 'object' } } },
      { required: ['yaml'], properties: { yaml: { type: 'string' } } },
    ],
    examples: [
      { change_log: 'Churn is counted by quarter', ontology: example },
      { change_log: 'A glossary', yaml: 'business_glossary:\n  ARR: Annual recurring revenue\n' },
    ],
  });
export type OntologyUpdate = z.output<typeof ontologyUpdate>;

export const ontologyRestore = z
  .object({ change_log: changeLog })
  .nullable()
  .optional()
  .meta({ id: 'OntologyRestore', description: 'Everything may be left out.', examples: [{ change_log: 'Back to what we agreed on' }] });
export type OntologyRestore = z.output<typeof ontologyRestore>;

export const ontologyFormat = z.object({
  format: maybe(z.enum(['json', 'yaml'])).meta({ description: '`yaml` answers the content alone, as `text/yaml`' }),
});
export const ontologyVersionPath = z.object({
  organization_id: pathUuid,
  version: z.coerce.number().int().min(1).max(2_147_483_647).meta({ description: 'Number of the version' }),
});
