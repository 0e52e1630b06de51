import type { UserIdentifierUpsert } from '../contract/user-identifier.ts';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import { holdMembership, isMember } from '../store/members.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import * as store from '../store/user-identifiers.ts';
import type { IdentifierRow, Person } from '../store/user-identifiers.ts';
import { agree } from './agree.ts';
import { audit, current, found, inTenant, reading, type Context, type Services } from './context.ts';
import type { Action } from './policy.ts';

export type { IdentifierRow };

const what = 'User identifier';
const noMember = (): AppError => new AppError('not_found', 'User not found');

const personOf = (ctx: Context, userId: string): Person => ({ organizationId: ctx.organizationId, userId });
const changing = (ctx: Context, userId: string): Action => (userId === ctx.actor.userId ? 'identifiers.own' : 'identifiers.manage');

export async function listIdentifiers(
  services: Services,
  ctx: Context,
  userId: string,
  sourceId: string | undefined,
  page: PageRequest,
): Promise<PageOf<IdentifierRow>> {
  return reading(services, ctx, 'identifiers.read', async (db) => {
    if (!(await isMember(db, ctx.organizationId, userId))) throw noMember();
    return store.listIdentifiers(db, personOf(ctx, userId), sourceId, page);
  });
}

export async function getIdentifier(services: Services, ctx: Context, userId: string, id: string): Promise<IdentifierRow> {
  return reading(services, ctx, 'identifiers.read', async (db) => found(await store.findIdentifier(db, personOf(ctx, userId), id), what));
}

/** Makes an identifier, or writes over the one that the person has in this source under this key. The audit log does not get the value. */
export async function upsertIdentifier(services: Services, ctx: Context, userId: string, body: UserIdentifierUpsert): Promise<IdentifierRow> {
  return inTenant(services, ctx, changing(ctx, userId), async (trx) => {
    if (!(await holdMembership(trx, ctx.organizationId, userId))) throw noMember();
    agree('organization_id', body.organization_id, ctx.organizationId);
    agree('user_id', body.user_id, userId);
    if (!(await store.holdSource(trx, ctx.organizationId, body.integration_source_id)))
      throw new AppError('not_found', 'Integration source not found');
    const at = new Date();
    const { confidence_score, discovery_metadata, ...identifier } = body;
    const { row, isNew } = await store.upsertIdentifier(trx, {
      ...identifier,
      id: newId(at.getTime()),
      confidence_score: confidence_score ?? null,
      discovery_metadata: discovery_metadata === undefined || discovery_metadata === null ? null : JSON.stringify(discovery_metadata),
      created_at: at,
      updated_at: at,
    });
    const action = isNew ? 'user_identifier.created' : 'user_identifier.updated';
    audit(trx, ctx, { action, kind: 'user_identifier', id: row.id, at, details: detailsOf(row) });
    return row;
  });
}

export async function deleteIdentifier(services: Services, ctx: Context, userId: string, id: string): Promise<IdentifierRow> {
  return inTenant(services, ctx, changing(ctx, userId), async (trx) => {
    const row = current(ctx, await store.lockIdentifier(trx, personOf(ctx, userId), id), what);
    await store.deleteIdentifier(trx, ctx.organizationId, id);
    audit(trx, ctx, { action: 'user_identifier.deleted', kind: 'user_identifier', id, at: new Date(), details: detailsOf(row) });
    return row;
  });
}

const detailsOf = (row: IdentifierRow) => ({
  user_id: row.user_id,
  integration_source_id: row.integration_source_id,
  identifier_key: row.identifier_key,
});
