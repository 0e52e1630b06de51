import type { CrosswalkCreate, CrosswalkFilter, CrosswalkRunCreate } from '../contract/crosswalk.ts';
import { AUTOMATIC_THRESHOLD, type CrosswalkRunSettings, type CrosswalkState } from '../domain/crosswalk.ts';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import { countCrosswalk, type CrosswalkCounts } from '../store/crosswalk-pairs.ts';
import { findCrosswalkRun, findRunUnderWay, insertCrosswalkRun, listCrosswalkRuns, type CrosswalkRunRow } from '../store/crosswalk-runs.ts';
import * as store from '../store/crosswalks.ts';
import type { CrosswalkRow, LinkRow } from '../store/crosswalks.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import { findSource, findSources } from '../store/sources.ts';
import { notApproved } from '../workflows/crosswalk-steps.ts';
import { audit, current, found, inTenant, reading, type Context, type Services, type Trx } from './context.ts';

export type { CrosswalkCounts, CrosswalkRow, CrosswalkRunRow };

const kind = 'crosswalk';
export const what = 'Crosswalk';

export const stateOf = ({ links }: CrosswalkRow): CrosswalkState => (links.some(({ status }) => status === 'APPROVED') ? 'active' : 'ended');

/** Throws AppError 'conflict' where people approve none of its links any more. */
export function requireActive(row: CrosswalkRow): void {
  if (stateOf(row) === 'ended') throw new AppError('conflict', notApproved);
}

export async function listCrosswalks(services: Services, ctx: Context, filter: CrosswalkFilter, page: PageRequest): Promise<PageOf<CrosswalkRow>> {
  const sourceId = filter.integration_source_id ?? undefined;
  return reading(services, ctx, 'edges.read', async (db) => {
    const rows = await store.listCrosswalks(db, ctx.organizationId, { sourceId, linkId: filter.entity_link_id ?? undefined }, page);
    if (rows.rows.length === 0 && sourceId !== undefined) found(await findSource(db, ctx.organizationId, sourceId), 'Integration source');
    return rows;
  });
}

export async function getCrosswalk(
  services: Services,
  ctx: Context,
  id: string,
): Promise<{ readonly row: CrosswalkRow; readonly counts: CrosswalkCounts }> {
  return reading(services, ctx, 'edges.read', async (db) => {
    const row = found(await store.findCrosswalk(db, ctx.organizationId, id), what);
    return { row, counts: await countCrosswalk(db, { organizationId: ctx.organizationId, crosswalkId: id }) };
  });
}

/** Makes the crosswalk of the two entities that the links join, or takes the one that they have, and starts a run of it. */
export async function createCrosswalk(services: Services, ctx: Context, body: CrosswalkCreate): Promise<CrosswalkRunRow> {
  return inTenant(services, ctx, 'jobs.manage', async (trx) => {
    const links = await approvedLinks(trx, ctx, [...new Set(body.entity_link_ids)]);
    const [first] = links;
    if (first === undefined) throw new AppError('invalid', 'A crosswalk rests on at least one entity link.');
    const [source, target] = [entityOf(first, 'source'), entityOf(first, 'target')];
    const other = links.find((link) => !isBetween(link, source, target));
    if (other !== undefined)
      throw invalid('entity_link_ids', `The entity link ${other.id} joins two others: a crosswalk is of one pair of tables or objects.`);
    const known = await store.findCrosswalkBetween(trx, ctx.organizationId, source, target);
    const id = known?.id ?? (await insert(trx, ctx, first, body));
    const row = found(await store.lockCrosswalk(trx, ctx.organizationId, id), what);
    if (known !== undefined) refuseOtherKeys(row, row.left_table_id === source || row.left_saas_object_id === source, body);
    await store.addCrosswalkLinks(
      trx,
      ctx.organizationId,
      id,
      links.map((link) => link.id),
    );
    return startRun(services, trx, ctx, row, { retrain: false }, body.threshold ?? undefined);
  });
}

async function approvedLinks(trx: Trx, ctx: Context, ids: readonly string[]): Promise<LinkRow[]> {
  const links = new Map((await store.holdLinks(trx, ctx.organizationId, ids)).map((link) => [link.id, link]));
  return ids.map((id) => {
    const link = found(links.get(id), `Entity link ${id}`);
    if (link.status === 'APPROVED') return link;
    throw new AppError('conflict', `The entity link ${id} is ${link.status}: a crosswalk rests on links that people approved. Approve it first.`);
  });
}

const entityOf = (link: LinkRow, end: 'source' | 'target'): string => link[`${end}_table_id`] ?? link[`${end}_saas_object_id`] ?? '';

function isBetween(link: LinkRow, one: string, other: string): boolean {
  const [source, target] = [entityOf(link, 'source'), entityOf(link, 'target')];
  return (source === one && target === other) || (source === other && target === one);
}

async function insert(trx: Trx, ctx: Context, link: LinkRow, body: CrosswalkCreate): Promise<string> {
  const at = new Date();
  const id = newId(at.getTime());
  const isNew = await store.insertCrosswalk(trx, {
    organization_id: ctx.organizationId,
    id,
    left_source_id: link.source_integration_source_id,
    left_table_id: link.source_table_id,
    left_saas_object_id: link.source_saas_object_id,
    right_source_id: link.target_integration_source_id,
    right_table_id: link.target_table_id,
    right_saas_object_id: link.target_saas_object_id,
    left_key: body.left_key ?? null,
    right_key: body.right_key ?? null,
    threshold: body.threshold ?? AUTOMATIC_THRESHOLD,
    created_by: ctx.actor.userId,
    created_at: at,
    updated_at: at,
  });
  if (!isNew) throw new AppError('conflict', 'Somebody else has just made the crosswalk of these two: read it again.');
  audit(trx, ctx, { action: 'crosswalk.created', kind, id, at, details: { entity_link_ids: [...new Set(body.entity_link_ids)] } });
  return id;
}

/** What people decided is about records by their keys: those stay what they are. */
function refuseOtherKeys(row: CrosswalkRow, isSameWay: boolean, body: CrosswalkCreate): void {
  const [left, right] = isSameWay ? [body.left_key, body.right_key] : [body.right_key, body.left_key];
  for (const [given, known] of [
    [left, row.left_key],
    [right, row.right_key],
  ]) {
    if (given === undefined || given === null || JSON.stringify(given) === JSON.stringify(known)) continue;
    throw new AppError('conflict', `The crosswalk ${row.id} of these two has other keys. Delete it first to make it with these.`);
  }
}

/** Starts another run. */
export async function rerunCrosswalk(services: Services, ctx: Context, id: string, body: CrosswalkRunCreate): Promise<CrosswalkRunRow> {
  return inTenant(services, ctx, 'jobs.manage', async (trx) => {
    const row = found(await store.lockCrosswalk(trx, ctx.organizationId, id), what);
    requireActive(row);
    return startRun(services, trx, ctx, row, { retrain: body?.retrain ?? false }, body?.threshold ?? undefined);
  });
}

async function startRun(
  services: Services,
  trx: Trx,
  ctx: Context,
  row: CrosswalkRow,
  settings: CrosswalkRunSettings,
  threshold: number | undefined,
): Promise<CrosswalkRunRow> {
  const at = new Date();
  const { id } = row;
  const underWay = await findRunUnderWay(trx, ctx.organizationId, id);
  if (underWay !== undefined)
    throw new AppError('conflict', `The job ${underWay.job_id} runs this crosswalk already: follow it, or cancel it first.`);
  const sourceIds = [row.left_source_id, row.right_source_id];
  for (const source of await findSources(trx, ctx.organizationId, sourceIds)) {
    if (!source.is_active) throw new AppError('conflict', `The source ${source.name} is not active: set is_active before you run the crosswalk.`);
  }
  if (threshold !== undefined && threshold !== row.threshold) await store.updateCrosswalk(trx, ctx.organizationId, id, { threshold, updated_at: at });
  const job = await services.jobClient.start(trx, { kind: 'crosswalk', organizationId: ctx.organizationId, sourceIds, createdBy: ctx.actor.userId });
  const runId = newId(at.getTime());
  await insertCrosswalkRun(trx, {
    organization_id: ctx.organizationId,
    id: runId,
    crosswalk_id: id,
    job_id: job.id,
    settings: JSON.stringify(settings),
    created_at: at,
    updated_at: at,
  });
  audit(trx, ctx, { action: 'crosswalk.run_started', kind, id, at, details: { run_id: runId, job_id: job.id, ...settings } });
  return found(await findCrosswalkRun(trx, ctx.organizationId, id, runId), 'Crosswalk run');
}

/** Deletes a crosswalk with its runs, pairs and decisions, and returns it as it was. */
export async function deleteCrosswalk(services: Services, ctx: Context, id: string): Promise<CrosswalkRow> {
  return inTenant(services, ctx, 'edges.delete', async (trx) => {
    const row = current(ctx, await store.lockCrosswalk(trx, ctx.organizationId, id), what);
    const underWay = await findRunUnderWay(trx, ctx.organizationId, id);
    if (underWay !== undefined) throw new AppError('conflict', `The job ${underWay.job_id} runs this crosswalk: cancel it first.`);
    await store.deleteCrosswalk(trx, ctx.organizationId, id);
    audit(trx, ctx, { action: 'crosswalk.deleted', kind, id, at: new Date() });
    return row;
  });
}

export async function listRuns(services: Services, ctx: Context, id: string, page: PageRequest): Promise<PageOf<CrosswalkRunRow>> {
  return reading(services, ctx, 'edges.read', async (db) => {
    const rows = await listCrosswalkRuns(db, ctx.organizationId, id, page);
    if (rows.rows.length === 0) found(await store.findCrosswalk(db, ctx.organizationId, id), what);
    return rows;
  });
}

export async function getRun(services: Services, ctx: Context, id: string, runId: string): Promise<CrosswalkRunRow> {
  return reading(services, ctx, 'edges.read', async (db) => {
    const row = await findCrosswalkRun(db, ctx.organizationId, id, runId);
    if (row === undefined) found(await store.findCrosswalk(db, ctx.organizationId, id), what);
    return found(row, 'Crosswalk run');
  });
}

function invalid(name: string, msg: string): AppError {
  return new AppError('invalid', msg, { problems: [{ loc: ['body', name], msg, type: 'value_error' }] });
}
