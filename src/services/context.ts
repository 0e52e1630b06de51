import type { Transaction } from 'kysely';
import type { Scope } from '../contract/common.ts';
import { AppError } from '../domain/errors.ts';
import type { Role } from '../domain/roles.ts';
import { recordAudit } from '../store/audit.ts';
import type { Store } from '../store/open.ts';
import { unresolvedScope } from '../store/scope.ts';
import type { Tables } from '../store/tables.ts';
import type { JobClient } from '../workflows/client.ts';
import { authorize, type Action } from './policy.ts';

/** What services work with; made once by the composition root. */
export interface Services {
  readonly store: Store;
  readonly jobClient: JobClient;
}

export interface Actor {
  readonly organizationId: string;
  readonly userId: string;
  readonly tokenId: string;
  readonly role: Role;
}

/** Who asks, and for which organization. */
export interface Context {
  readonly organizationId: string;
  readonly actor: Actor;
  /** The scope parameters of the request; each must resolve within the organization. */
  readonly scope: Scope;
}

export type Trx = Transaction<Tables>;

/** Authorises, opens the transaction of the tenant, checks the scope parameters and does the work. */
export async function inTenant<Result>(services: Services, ctx: Context, action: Action, work: (trx: Trx) => Promise<Result>): Promise<Result> {
  authorize(ctx.actor.role, action);
  return services.store.inOrganization(ctx.organizationId, async (trx) => {
    await checkScope(trx, ctx);
    return work(trx);
  });
}

async function checkScope(trx: Trx, ctx: Context): Promise<void> {
  const given = Object.entries(ctx.scope).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (given.length === 0) return;
  const unresolved = await unresolvedScope(trx, ctx.organizationId, Object.fromEntries(given));
  if (unresolved.length > 0) throw new AppError('not_found', `Not found: ${unresolved.join(', ')}.`);
}

/** The row, or AppError 'not_found': also what another organization has does not exist here. */
export function found<Row>(row: Row | undefined, what: string): Row {
  if (row === undefined) throw new AppError('not_found', `${what} not found`);
  return row;
}

/** Writes an audit event about one object. */
export async function audit(
  trx: Trx,
  ctx: Context,
  event: { readonly action: string; readonly kind: string; readonly id: string; readonly at: Date; readonly details?: Record<string, unknown> },
): Promise<void> {
  await recordAudit(trx, [
    {
      organizationId: ctx.organizationId,
      actorId: ctx.actor.userId,
      action: event.action,
      objectKind: event.kind,
      objectId: event.id,
      details: event.details ?? {},
      at: event.at,
    },
  ]);
}
