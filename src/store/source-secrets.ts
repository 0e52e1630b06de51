import type { Transaction } from 'kysely';
import { AppError } from '../domain/errors.ts';
import { seal, unseal, type Sealer } from './seal.ts';
import type { Tables } from './tables.ts';

/** The secret part of a source's configuration. */
export type Secrets = Readonly<Record<string, unknown>>;
type Trx = Transaction<Tables>;

/** Seals secrets with the organization's data key, bound to their source; null where there are none. */
export async function sealSecrets(trx: Trx, organizationId: string, sourceId: string, secrets: Secrets, sealer: Sealer): Promise<Buffer | null> {
  if (Object.keys(secrets).length === 0) return null;
  const dataKey = await dataKeyOf(trx, organizationId, sealer);
  return seal(dataKey, boundTo(organizationId, sourceId), Buffer.from(JSON.stringify(secrets)));
}

export async function openSecrets(
  trx: Trx,
  source: { readonly organization_id: string; readonly id: string; readonly sealed_secrets: Buffer | null },
  sealer: Sealer,
): Promise<Secrets> {
  if (source.sealed_secrets === null) return {};
  const dataKey = await dataKeyOf(trx, source.organization_id, sealer);
  const opened = unseal(dataKey, boundTo(source.organization_id, source.id), source.sealed_secrets);
  return JSON.parse(opened.toString('utf8')) as Secrets;
}

function boundTo(organizationId: string, sourceId: string): string {
  return `source-secrets:${organizationId}:${sourceId}`;
}

async function dataKeyOf(trx: Trx, organizationId: string, sealer: Sealer): Promise<Buffer> {
  const row = await trx.selectFrom('organizations').select('data_key').where('id', '=', organizationId).executeTakeFirst();
  if (row === undefined) throw new AppError('not_found', 'Organization not found');
  return sealer.unwrap(organizationId, row.data_key);
}
