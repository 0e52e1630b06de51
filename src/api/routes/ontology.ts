import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import * as contract from '../../contract/ontology.ts';
import { scopedOrganizationPath } from '../../contract/organization.ts';
import type { Services } from '../../services/context.ts';
import * as ontology from '../../services/ontology.ts';
import { operations, type Call } from '../operation.ts';
import { presentOntology, presentOntologyVersion } from '../present/ontology.ts';

const yaml = { 'text/yaml': contract.ontologyContent };

/** The ontology of an organization, and its versions. */
export function ontologyRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'Ontology');

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/ontology',
      title: 'Get Ontology',
      action: 'ontology.read',
      params: scopedOrganizationPath,
      query: contract.ontologyFormat,
      answer: contract.ontology,
      alsoAnswers: yaml,
      description: 'The newest version. `format=yaml` answers its content as `text/yaml`, as Update Ontology takes it.',
    },
    async (call) => inFormat(call, await ontology.getOntology(services, call.ctx)),
  );

  define(
    {
      method: 'PUT',
      path: '/organization/:organization_id/ontology',
      title: 'Update Ontology',
      action: 'ontology.manage',
      params: scopedOrganizationPath,
      body: contract.ontologyUpdate,
      answer: contract.ontology,
      description: 'Replaces the ontology whole. Each call makes a version; `If-Match` takes the ETag of the newest.',
    },
    async ({ ctx, body, one }) => one(await ontology.updateOntology(services, ctx, body), presentOntology),
  );

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/ontology/versions',
      title: 'List Ontology Versions',
      action: 'ontology.read',
      params: scopedOrganizationPath,
      paged: true,
      answer: z.array(contract.ontologyVersion),
      description: 'Without their content.',
    },
    async ({ ctx, page, list }) => list(await ontology.listOntologyVersions(services, ctx, page), presentOntologyVersion),
  );

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/ontology/versions/:version',
      title: 'Get Ontology Version',
      action: 'ontology.read',
      params: contract.ontologyVersionPath,
      query: contract.ontologyFormat,
      answer: contract.ontology,
      alsoAnswers: yaml,
      description: 'As it was written then; `format=yaml` answers its content as `text/yaml`.',
    },
    async (call) => inFormat(call, await ontology.getOntologyVersion(services, call.ctx, call.params.version)),
  );

  define(
    {
      method: 'POST',
      path: '/organization/:organization_id/ontology/versions/:version/restore',
      title: 'Restore Ontology Version',
      action: 'ontology.manage',
      params: contract.ontologyVersionPath,
      body: contract.ontologyRestore,
      status: 201,
      answer: contract.ontology,
      description: 'Makes a new version with the content of this one.',
    },
    async ({ ctx, params, body, one }) => one(await ontology.restoreOntology(services, ctx, params.version, body), presentOntology),
  );
}

function inFormat(
  { query, one, text }: Pick<Call<unknown, z.output<typeof contract.ontologyFormat>, unknown>, 'query' | 'one' | 'text'>,
  row: ontology.OntologyRow,
) {
  const answer = one(row, presentOntology);
  return query.format === 'yaml' ? text('text/yaml', ontology.ontologyYaml(row)) : answer;
}
