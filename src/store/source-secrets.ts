import { sql, type Transaction } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { Reader } from './readers.ts';
import { seal, unseal, type Sealer } from './seal.ts';
import type { Tables } from './tables.ts';

/** The secret part of a source's configuration, in the shape of the whole; in lists null stands for what has none. */
export type Secrets = Readonly<Record<string, unknown>>;
type Trx = Transaction<Tables>;

/** Seals secrets with the organization's data key, bound to their source; null where there are none. */
export async function sealSecrets(trx: Trx, organizationId: string, sourceId: string, secrets: Secrets, sealer: Sealer): Promise<Buffer | null> {
  if (Object.keys(secrets).length === 0) return null;
  const dataKey = await dataKeyOf(trx, organizationId, sealer);
  return seal(dataKey, boundTo(organizationId, sourceId), Buffer.from(JSON.stringify(secrets)));
}

export async function openSecrets(
  db: Reader,
  source: { readonly organization_id: string; readonly id: string; readonly sealed_secrets: Buffer | null },
  sealer: Sealer,
): Promise<Secrets> {
  if (source.sealed_secrets === null) return {};
  const dataKey = await dataKeyOf(db, source.organization_id, sealer);
  const opened = unseal(dataKey, boundTo(source.organization_id, source.id), source.sealed_secrets);
  return JSON.parse(opened.toString('utf8')) as Secrets;
}

/**
 * Replaces secrets of a source, at the top level of its configuration. `replace` gets those that are stored and answers with those that changed;
 * until the transaction ends it is the only one that replaces secrets of this source. A secret that a person enters meanwhile stays theirs.
 * Throws AppError 'not_found' where the source was deleted.
 */
export async function replaceSecrets(
  trx: Trx,
  source: { readonly organizationId: string; readonly sourceId: string },
  replace: (stored: Secrets) => Promise<Secrets>,
  sealer: Sealer,
): Promise<void> {
  const { organizationId, sourceId } = source;
  // Not the row itself: platforms take their time, and people may change the source meanwhile.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`cognate-secrets:${organizationId}:${sourceId}`}, 0))`.execute(trx);
  const before = await openSecrets(trx, await found(secretsOf(trx, source)), sealer);
  const changed = await replace(before);
  if (Object.keys(changed).length === 0) return;
  const now = await openSecrets(trx, await found(secretsOf(trx, source).forUpdate()), sealer);
  const ours = Object.entries(changed).filter(([name]) => JSON.stringify(now[name]) === JSON.stringify(before[name]));
  await trx
    .updateTable('integration_sources')
    .set({ sealed_secrets: await sealSecrets(trx, organizationId, sourceId, { ...now, ...Object.fromEntries(ours) }, sealer) })
    .where('organization_id', '=', organizationId)
    .where('id', '=', sourceId)
    .execute();
}

function secretsOf(trx: Trx, { organizationId, sourceId }: { readonly organizationId: string; readonly sourceId: string }) {
  return trx
    .selectFrom('integration_sources')
    .select(['organization_id', 'id', 'sealed_secrets'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', sourceId);
}

async function found(query: ReturnType<typeof secretsOf>) {
  const row = await query.executeTakeFirst();
  if (row === undefined) throw new AppError('not_found', 'The source was deleted while it was read.');
  return row;
}

/** The whole configuration of its two parts. */
export function withSecrets(configuration: Readonly<Record<string, unknown>>, secrets: Secrets): Record<string, unknown> {
  return joined(configuration, secrets) as Record<string, unknown>;
}

function joined(open: unknown, secret: unknown): unknown {
  if (secret === undefined || secret === null) return open;
  if (Array.isArray(open) && Array.isArray(secret)) return open.map((item, index) => joined(item, secret[index]));
  if (!isObject(open) || !isObject(secret)) return secret;
  const names = new Set([...Object.keys(open), ...Object.keys(secret)]);
  return Object.fromEntries([...names].map((name) => [name, joined(open[name], secret[name])]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function boundTo(organizationId: string, sourceId: string): string {
  return `source-secrets:${organizationId}:${sourceId}`;
}

async function dataKeyOf(db: Reader, organizationId: string, sealer: Sealer): Promise<Buffer> {
  const row = await db.selectFrom('organizations').select('data_key').where('id', '=', organizationId).executeTakeFirst();
  if (row === undefined) throw new AppError('not_found', 'Organization not found');
  return sealer.unwrap(organizationId, row.data_key);
}
