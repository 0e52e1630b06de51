import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { bulkResult, edgeHistory } from '../../contract/edge-review.ts';
import * as contract from '../../contract/entity-link.ts';
import { sourcePath } from '../../contract/integration-source.ts';
import { job } from '../../contract/job.ts';
import type { Services } from '../../services/context.ts';
import { edgeHistory as historyOf } from '../../services/edge-review.ts';
import * as links from '../../services/entity-links.ts';
import * as discovery from '../../services/link-discovery.ts';
import { operations } from '../operation.ts';
import { presentBulk, presentHistory } from '../present/edge-review.ts';
import { presentEntityLink } from '../present/entity-link.ts';
import { presentJob } from '../present/job.ts';

/** Links between attributes of two sources, and their review. Static words come before variables. */
export function entityLinkRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'Entity links');

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/entity-links',
      title: 'List Entity Links',
      action: 'edges.read',
      params: contract.entityLinkListPath,
      query: contract.entityLinkFilter,
      paged: true,
      answer: z.array(contract.entityLink),
      description: 'The links between attributes of different sources.',
    },
    async ({ ctx, query, page, list }) => list(await links.listEntityLinks(services, ctx, query, page), presentEntityLink),
  );

  define(
    {
      method: 'POST',
      path: '/organization/:organization_id/entity-links',
      title: 'Create Entity Link',
      action: 'edges.review',
      params: contract.entityLinkListPath,
      body: contract.entityLinkCreate,
      status: 201,
      answer: contract.entityLink,
      conflicts: true,
      description: 'Links two attributes of two sources by hand: APPROVED by adding it. Two attributes have one link, whichever way round.',
    },
    async ({ ctx, body, one }) => one(await links.createEntityLink(services, ctx, body), presentEntityLink),
  );

  define(
    {
      method: 'POST',
      path: '/organization/:organization_id/entity-links/bulk-status',
      title: 'Bulk Update Entity Link Status',
      action: 'edges.review',
      params: contract.entityLinkListPath,
      body: contract.entityLinkBulkStatus,
      answer: bulkResult,
      description: 'All in one transaction.',
    },
    async ({ ctx, body }) => presentBulk(await links.bulkReviewEntityLinks(services, ctx, body)),
  );

  define(
    {
      method: 'POST',
      path: '/organization/:organization_id/entity-links/discover',
      title: 'Discover Entity Links',
      action: 'jobs.manage',
      params: contract.entityLinkListPath,
      status: 202,
      answer: job,
      conflicts: true,
      description:
        'Looks for links among what scans kept of the sources of the organization, as a job, and suggests those that are new. No source is read, unless what is kept of it was made by another version. 409 where none was scanned.',
    },
    async ({ ctx }) => presentJob(await discovery.discoverInOrganization(services, ctx)),
  );

  define(
    {
      method: 'POST',
      path: '/integration-sources/:source_id/entity-links/discover',
      title: 'Discover Entity Links of Integration Source',
      action: 'jobs.manage',
      params: sourcePath,
      status: 202,
      answer: job,
      conflicts: true,
      description: 'The same of one source with the others. 409 where it was not scanned.',
    },
    async ({ ctx, params }) => presentJob(await discovery.discoverForSource(services, ctx, params.source_id)),
  );

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/entity-links/:entity_link_id',
      title: 'Get Entity Link',
      action: 'edges.read',
      params: contract.entityLinkPath,
      answer: contract.entityLink,
      description: 'One entity link, with its score and evidence.',
    },
    async ({ ctx, params, one }) => one(await links.getEntityLink(services, ctx, params.entity_link_id), presentEntityLink),
  );

  define(
    {
      method: 'PUT',
      path: '/organization/:organization_id/entity-links/:entity_link_id',
      title: 'Update Entity Link',
      action: 'edges.review',
      params: contract.entityLinkPath,
      body: contract.entityLinkUpdate,
      answer: contract.entityLink,
      description: 'Score and evidence become a manual revision beside what the machine measured.',
    },
    async ({ ctx, params, body, one }) => one(await links.updateEntityLink(services, ctx, params.entity_link_id, body), presentEntityLink),
  );

  define(
    {
      method: 'DELETE',
      path: '/organization/:organization_id/entity-links/:entity_link_id',
      title: 'Delete Entity Link',
      action: 'edges.delete',
      params: contract.entityLinkPath,
      answer: contract.entityLink,
      description: 'A scan may find it again: reject what shall stay away.',
    },
    async ({ ctx, params }) => presentEntityLink(await links.deleteEntityLink(services, ctx, params.entity_link_id)),
  );

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/entity-links/:entity_link_id/history',
      title: 'Get Entity Link History',
      action: 'edges.read',
      params: contract.entityLinkPath,
      answer: edgeHistory,
      description: 'Every evidence revision of an entity link and every decision about it, oldest first.',
    },
    async ({ ctx, params }) => presentHistory(await historyOf(services, ctx, 'entity_link', params.entity_link_id)),
  );

  define(
    {
      method: 'POST',
      path: '/organization/:organization_id/entity-links/:entity_link_id/undo',
      title: 'Undo Entity Link Decision',
      action: 'edges.review',
      params: contract.entityLinkPath,
      answer: contract.entityLink,
      conflicts: true,
      description: 'Takes back the newest decision that stands, where it is the caller’s. An administrator takes back anybody’s.',
    },
    async ({ ctx, params, one }) => one(await links.undoEntityLink(services, ctx, params.entity_link_id), presentEntityLink),
  );
}
