import type { OrganizationCreate, OrganizationUpdate } from '../contract/organization.ts';
import { newId } from '../domain/ids.ts';
import { insertMember } from '../store/members.ts';
import * as store from '../store/organizations.ts';
import type { NewOrganization, OrganizationRow, OrganizationSummaryRow } from '../store/organizations.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import { seeingAll } from '../store/seeing-all.ts';
import { audit, current, found, inTenant, reading, type Context, type Services } from './context.ts';
import { sentFields } from './patch.ts';
import { authorize } from './policy.ts';

export type { OrganizationRow, OrganizationSummaryRow };

const what = 'Organization';

/** Those of the whole installation, by name: nobody reads more of an organization without a token of it. */
export async function listOrganizations(services: Services, ctx: Context, page: PageRequest): Promise<PageOf<OrganizationSummaryRow>> {
  return reading(services, ctx, 'organizations.manage', () => store.listOrganizations(services.store.systemReader, page));
}

/** The caller's own. */
export async function getOrganization(services: Services, ctx: Context): Promise<OrganizationRow> {
  return reading(services, ctx, 'organization.read', async (db) => found(await store.findOrganization(db, ctx.organizationId), what));
}

/** Makes an organization with a data key of its own, and the caller its first member: a system administrator. */
export async function createOrganization(services: Services, ctx: Context, body: OrganizationCreate): Promise<OrganizationRow> {
  return inTenant(services, ctx, 'organizations.manage', async (trx) => {
    const at = new Date();
    const id = newId(at.getTime());
    const times = { created_at: at, updated_at: at };
    const { dataKey, wrapped } = services.store.sealer.newDataKey(id);
    const row = await seeingAll(trx, async () => {
      const made = await store.insertOrganization(trx, { ...settingsOf(body, id, dataKey), id, name: body.name, data_key: wrapped, ...times });
      await insertMember(trx, { organization_id: id, id: newId(at.getTime()), user_id: ctx.actor.userId, role: 'SYSTEM_ADMIN', ...times });
      return made;
    });
    audit(trx, ctx, { action: 'organization.created', kind: 'organization', id, at, details: { name: row.name } });
    return row;
  });
}

/** Changes the caller's own. Only who manages organizations opens and closes one. */
export async function updateOrganization(services: Services, ctx: Context, body: OrganizationUpdate): Promise<OrganizationRow> {
  return inTenant(services, ctx, 'organization.manage', async (trx) => {
    const id = ctx.organizationId;
    const row = current(ctx, await store.lockOrganization(trx, id), what);
    const sent = sentFields(body, { required: ['name', 'is_active'] });
    if (sent.is_active !== undefined && sent.is_active !== row.is_active) authorize(ctx.actor.role, 'organizations.manage');
    const patch = { ...sent, ...settingsOf(body, id, await services.store.dataKey(trx, id)) } as Partial<NewOrganization>;
    const fields = Object.keys(patch);
    if (fields.length === 0) return row;
    const at = new Date();
    audit(trx, ctx, { action: 'organization.updated', kind: 'organization', id, at, details: { fields: fields.toSorted() } });
    return store.updateOrganization(trx, id, { ...patch, updated_at: at });
  });
}

/** The settings that a body has, as columns. */
function settingsOf(body: OrganizationCreate | OrganizationUpdate, id: string, dataKey: Uint8Array): Partial<NewOrganization> {
  const sent = sentFields(body, {
    required: ['default_thread_sharing', 'data_storage_mode'],
    nullable: ['description', 'customer_s3_bucket', 'customer_s3_region', 'customer_aws_access_key_id', 'customer_iam_role_arn'],
  });
  const objects = sentFields(body, { nullable: ['context_modules_config', 'entity_definitions_config', 'agent_lab_config'] });
  const secret = body.customer_aws_secret_access_key;
  return {
    ...sent,
    ...Object.fromEntries(Object.entries(objects).map(([name, value]) => [name, value === null ? null : JSON.stringify(value)])),
    ...(secret === undefined ? {} : { sealed_aws_secret_access_key: secret === null ? null : store.sealAwsSecret(dataKey, id, secret) }),
  } as Partial<NewOrganization>;
}
