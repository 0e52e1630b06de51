import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import * as contract from '../../contract/crosswalk.ts';
import type { Services } from '../../services/context.ts';
import * as decisions from '../../services/crosswalk-decisions.ts';
import * as pairs from '../../services/crosswalk-pairs.ts';
import { crosswalkSql } from '../../services/crosswalk-sql.ts';
import * as crosswalks from '../../services/crosswalks.ts';
import { operations } from '../operation.ts';
import { linkNextSorted, sortedPageOf } from '../pages.ts';
import * as present from '../present/crosswalk.ts';

const list = '/organization/:organization_id/crosswalks';
const one = `${list}/:crosswalk_id`;

/** Crosswalks: their runs, what these found, and what people say of it. */
export function crosswalkRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'Crosswalks');

  define(
    {
      method: 'POST',
      path: list,
      title: 'Create Crosswalk',
      action: 'jobs.manage',
      params: contract.crosswalkListPath,
      body: contract.crosswalkCreate,
      status: 202,
      answer: contract.crosswalkRun,
      conflicts: true,
      description:
        'Makes the crosswalk of the two entities that approved links join, or adds the links to the one that they have, and starts a run of it as a job of the kind `crosswalk`. 409 where a link is not approved.',
    },
    async ({ ctx, body }) => present.presentRun(await crosswalks.createCrosswalk(services, ctx, body)),
  );

  define(
    {
      method: 'GET',
      path: list,
      title: 'List Crosswalks',
      action: 'edges.read',
      params: contract.crosswalkListPath,
      query: contract.crosswalkFilter,
      paged: true,
      answer: z.array(contract.crosswalk),
      description: 'The crosswalks of the organization, each with the figures of its last run.',
    },
    async ({ ctx, query, page, list: listed }) => listed(await crosswalks.listCrosswalks(services, ctx, query, page), present.presentCrosswalk),
  );

  define(
    {
      method: 'GET',
      path: one,
      title: 'Get Crosswalk',
      action: 'edges.read',
      params: contract.crosswalkPath,
      answer: contract.crosswalkDetail,
      description: 'One crosswalk, with how it stands now.',
    },
    async ({ ctx, params, one: tagged }) => {
      const { row, counts } = await crosswalks.getCrosswalk(services, ctx, params.crosswalk_id);
      return tagged(row, () => present.presentCountedCrosswalk(row, counts));
    },
  );

  define(
    {
      method: 'DELETE',
      path: one,
      title: 'Delete Crosswalk',
      action: 'edges.delete',
      params: contract.crosswalkPath,
      answer: contract.crosswalk,
      conflicts: true,
      description: 'With its runs, pairs and decisions; the audit log keeps that there were some.',
    },
    async ({ ctx, params }) => present.presentCrosswalk(await crosswalks.deleteCrosswalk(services, ctx, params.crosswalk_id)),
  );

  define(
    {
      method: 'GET',
      path: `${one}/runs`,
      title: 'List Crosswalk Runs',
      action: 'edges.read',
      params: contract.crosswalkPath,
      paged: true,
      answer: z.array(contract.crosswalkRun),
      description: 'The runs of a crosswalk, done and under way.',
    },
    async ({ ctx, params, page, list: listed }) => listed(await crosswalks.listRuns(services, ctx, params.crosswalk_id, page), present.presentRun),
  );

  define(
    {
      method: 'POST',
      path: `${one}/runs`,
      title: 'Run Crosswalk',
      action: 'jobs.manage',
      params: contract.crosswalkPath,
      body: contract.crosswalkRunCreate,
      status: 202,
      answer: contract.crosswalkRun,
      conflicts: true,
      description:
        'Compares again. What has nothing to do with a record that changed stays as it is, unless what agreement says is learned anew. Decisions of people hold. 409 where no link of the crosswalk is approved any more.',
    },
    async ({ ctx, params, body }) => present.presentRun(await crosswalks.rerunCrosswalk(services, ctx, params.crosswalk_id, body)),
  );

  define(
    {
      method: 'GET',
      path: `${one}/runs/:run_id`,
      title: 'Get Crosswalk Run',
      action: 'edges.read',
      params: contract.crosswalkRunPath,
      answer: contract.crosswalkRunDetail,
      description: 'One run, with what it compared, the pattern table, and the precision and recall to expect at each threshold.',
    },
    async ({ ctx, params, one: tagged }) =>
      tagged(await crosswalks.getRun(services, ctx, params.crosswalk_id, params.run_id), present.presentRunDetail),
  );

  define(
    {
      method: 'GET',
      path: `${one}/pairs`,
      title: 'List Crosswalk Pairs',
      action: 'edges.read',
      params: contract.crosswalkPath,
      query: contract.pairList,
      answer: z.array(contract.crosswalkPair),
      description: 'Pairs of records by probability: those that may be one, the likeliest of each record, and those that people decided on.',
    },
    async ({ ctx, params, query, request, reply }) => {
      const { order, limit, cursor, ...filter } = query;
      const page = { order: order ?? 'desc', ...sortedPageOf({ limit, cursor }) };
      const { rows, next } = await pairs.listPairs(services, ctx, params.crosswalk_id, filter, page);
      linkNextSorted(request, reply, next);
      return rows.map(present.presentPair);
    },
  );

  define(
    {
      method: 'GET',
      path: `${one}/pairs/:pair_id`,
      title: 'Get Crosswalk Pair',
      action: 'edges.read',
      params: contract.crosswalkPairPath,
      answer: contract.crosswalkPairDetail,
      description:
        'Two records side by side: what each compared field adds to the weight, and the values as the sources have them now, masked where they are personal or secret. A source that cannot be asked is told in `values_note`.',
    },
    async ({ ctx, params, one: tagged }) => {
      const view = await pairs.getPair(services, ctx, params.crosswalk_id, params.pair_id);
      return tagged(view.row, () => present.presentPairView(view));
    },
  );

  define(
    {
      method: 'GET',
      path: `${one}/records`,
      title: 'List Crosswalk Records',
      action: 'edges.read',
      params: contract.crosswalkPath,
      query: contract.recordFilter,
      paged: true,
      answer: z.array(contract.crosswalkRecord),
      description: 'The records of both sides, by their keys: matched, unmatched or conflicting.',
    },
    async ({ ctx, params, query, page, list: listed }) =>
      listed(await pairs.listRecords(services, ctx, params.crosswalk_id, query, page), present.presentRecord),
  );

  define(
    {
      method: 'GET',
      path: `${one}/clusters/:cluster_id`,
      title: 'Get Crosswalk Cluster',
      action: 'edges.read',
      params: contract.crosswalkClusterPath,
      answer: contract.crosswalkCluster,
      description: 'The records that are one, and the pairs between them.',
    },
    async ({ ctx, params }) => present.presentCluster(await pairs.getCluster(services, ctx, params.crosswalk_id, params.cluster_id)),
  );

  define(
    {
      method: 'POST',
      path: `${one}/clusters/:cluster_id/unmerge`,
      title: 'Unmerge Crosswalk Records',
      action: 'edges.review',
      params: contract.crosswalkClusterPath,
      body: contract.unmerge,
      answer: contract.pairsDecided,
      conflicts: true,
      description:
        'Says of records that they are none of the others of their cluster: `different` on each pair between them, which can be undone as one.',
    },
    async ({ ctx, params, body }) =>
      present.presentPairsDecided(await decisions.unmergeRecords(services, ctx, params.crosswalk_id, params.cluster_id, body)),
  );

  define(
    {
      method: 'GET',
      path: `${one}/decisions`,
      title: 'List Crosswalk Decisions',
      action: 'edges.read',
      params: contract.crosswalkPath,
      paged: true,
      answer: z.array(contract.crosswalkDecision),
      description: 'What people said of pairs, also what they took back.',
    },
    async ({ ctx, params, page, list: listed }) =>
      listed(await decisions.listPairDecisions(services, ctx, params.crosswalk_id, page), present.presentPairDecision),
  );

  define(
    {
      method: 'POST',
      path: `${one}/decisions`,
      title: 'Decide Crosswalk Pairs',
      action: 'edges.review',
      params: contract.crosswalkPath,
      body: contract.pairDecisions,
      answer: contract.pairsDecided,
      conflicts: true,
      description: 'Says of pairs that their records are the same, or different. It shows at once, and holds in every later run, until it is undone.',
    },
    async ({ ctx, params, body }) => present.presentPairsDecided(await decisions.decidePairs(services, ctx, params.crosswalk_id, body)),
  );

  define(
    {
      method: 'POST',
      path: `${one}/decisions/undo`,
      title: 'Undo Crosswalk Decisions',
      action: 'edges.review',
      params: contract.crosswalkPath,
      body: contract.pairUndo,
      answer: contract.pairsDecided,
      conflicts: true,
      description: 'Takes back a batch of decisions, or the last one on each pair. Those of others take an administrator.',
    },
    async ({ ctx, params, body }) => present.presentPairsDecided(await decisions.undoPairs(services, ctx, params.crosswalk_id, body)),
  );

  define(
    {
      method: 'GET',
      path: `${one}/sql`,
      title: 'Get Crosswalk SQL',
      action: 'edges.read',
      params: contract.crosswalkPath,
      answer: contract.crosswalkSql,
      conflicts: true,
      description:
        'The deterministic part as SQL in the dialects of the sources: linked attributes that are equal in their normal form, where a value stands in one record of each side.',
    },
    async ({ ctx, params }) => present.presentStatements(await crosswalkSql(services, ctx, params.crosswalk_id)),
  );
}
