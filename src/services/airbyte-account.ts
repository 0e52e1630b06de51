import { openAirbyte } from '../airbyte/client.ts';
import type { AirbyteAccountUpdate } from '../contract/airbyte.ts';
import { AppError } from '../domain/errors.ts';
import * as store from '../store/airbyte-accounts.ts';
import type { AirbyteAccountRow } from '../store/airbyte-accounts.ts';
import { tryConnection, type ConnectionTestResult } from './connection-test.ts';
import { audit, current, found, inTenant, reading, type Context, type Services } from './context.ts';

export type { AirbyteAccountRow };

const what = 'Airbyte account';
const cloud = 'https://api.airbyte.com/v1';

export async function getAirbyteAccount(services: Services, ctx: Context): Promise<AirbyteAccountRow> {
  return reading(services, ctx, 'organization.read', async (db) => found(await store.findAirbyteAccount(db, ctx.organizationId), what));
}

/** Makes the account of the organization, or changes what is sent. Nothing is asked of Airbyte: that is for the test. */
export async function putAirbyteAccount(services: Services, ctx: Context, body: AirbyteAccountUpdate): Promise<AirbyteAccountRow> {
  return inTenant(services, ctx, 'organization.manage', async (trx) => {
    const { organizationId } = ctx;
    const row = await store.lockAirbyteAccount(trx, organizationId);
    if (row !== undefined || ctx.ifMatch !== undefined) current(ctx, row, what);
    const apiUrl = typeof body.api_url === 'string' ? apiUrlOf(services, body.api_url) : (row?.api_url ?? cloud);
    const workspaceId = body.workspace_id ?? row?.workspace_id;
    const clientId = body.client_id ?? row?.client_id;
    const clientSecret = body.client_secret ?? undefined;
    if (workspaceId === undefined) throw missing('workspace_id');
    if (clientId === undefined) throw missing('client_id');
    // A secret is for the server that it was entered for.
    const isMoved = row !== undefined && new URL(row.api_url).origin !== new URL(apiUrl).origin;
    if (clientSecret === undefined && (row === undefined || isMoved)) throw missing('client_secret');
    const at = new Date();
    const fields = Object.entries(body).flatMap(([name, value]) => (value === undefined || value === null ? [] : [name]));
    const action = row === undefined ? 'airbyte_account.created' : 'airbyte_account.updated';
    audit(trx, ctx, { action, kind: 'airbyte_account', id: organizationId, at, details: { fields: fields.toSorted() } });
    const dataKey = await services.store.dataKey(trx, organizationId);
    return store.saveAirbyteAccount(trx, organizationId, { apiUrl, workspaceId, clientId, clientSecret }, dataKey);
  });
}

/** Makes the account, or renews it, unless the organization has one of another workspace: that stays. Returns whether it is now the one given. */
export async function ensureAirbyteAccount(
  services: Services,
  ctx: Context,
  body: AirbyteAccountUpdate & { readonly workspace_id: string },
): Promise<boolean> {
  const known = await reading(services, ctx, 'organization.read', (db) => store.findAirbyteAccount(db, ctx.organizationId));
  if (known !== undefined && known.workspace_id !== body.workspace_id) return false;
  await putAirbyteAccount(services, ctx, body);
  return true;
}

/** Forgets the account, and returns it as it was. What sources say of their syncs stays, and is kept true no more. */
export async function deleteAirbyteAccount(services: Services, ctx: Context): Promise<AirbyteAccountRow> {
  return inTenant(services, ctx, 'organization.manage', async (trx) => {
    const row = current(ctx, await store.lockAirbyteAccount(trx, ctx.organizationId), what);
    await store.deleteAirbyteAccount(trx, ctx.organizationId);
    audit(trx, ctx, { action: 'airbyte_account.deleted', kind: 'airbyte_account', id: ctx.organizationId, at: new Date() });
    return row;
  });
}

/** Asks for a token, the workspace and its connections. */
export async function testAirbyteAccount(services: Services, ctx: Context): Promise<ConnectionTestResult> {
  const access = await reading(services, ctx, 'organization.manage', async (db) =>
    found(await store.airbyteAccess(db, ctx.organizationId, services.store.sealer), what),
  );
  const report = await tryConnection(async () => {
    const airbyte = openAirbyte(access, { allowsInternalAddresses: services.allowsInternalAddresses ?? false });
    return {
      async test(signal) {
        const name = await airbyte.workspaceName(signal);
        const connections = await airbyte.connections(signal);
        return { passed: ['resolve', 'connect', 'authenticate', 'list'], server: `Airbyte, workspace ${name}, ${connections.length} connections` };
      },
      close: () => airbyte.close(),
    };
  });
  return { ...report, at: new Date() };
}

/** The address of the public API, also where only the server is named. */
function apiUrlOf(services: Services, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw invalid('api_url', 'It is no address that begins with https://.');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw invalid('api_url', 'It holds more than a host and a path: credentials are client_id and client_secret.');
  }
  if (url.protocol === 'http:' && services.allowsInternalAddresses !== true) {
    throw invalid('api_url', 'It must begin with https://. HTTP without TLS takes COGNATE_INTERNAL_ADDRESSES=allow.');
  }
  const path = url.pathname.replace(/\/+$/, '');
  if (path !== '' && path !== '/api') return url.origin + path;
  return url.origin + (url.origin === new URL(cloud).origin ? '/v1' : '/api/public/v1');
}

function missing(field: string): AppError {
  return invalid(field, 'Field required', 'missing');
}

function invalid(field: string, msg: string, type = 'value_error'): AppError {
  return new AppError('invalid', msg, { problems: [{ loc: ['body', field], msg, type }] });
}
