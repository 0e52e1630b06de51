import type { Transaction } from 'kysely';
import type { Scope } from '../contract/common.ts';
import { AppError } from '../domain/errors.ts';
import type { Role } from '../domain/roles.ts';
import { recordAudit, type AuditEvent } from '../store/audit.ts';
import { throughDeadlocks } from '../store/deadlocks.ts';
import type { Reader, Store } from '../store/open.ts';
import { unresolvedScope } from '../store/scope.ts';
import type { Tables } from '../store/tables.ts';
import type { JobClient } from '../workflows/client.ts';
import { entityTag } from './entity-tag.ts';
import { authorize, type Action } from './policy.ts';

/** What services work with; made once by the composition root. */
export interface Services {
  readonly store: Store;
  readonly jobClient: JobClient;
  /** Whether SaaS connectors may call addresses of this machine and of private networks. Default false. */
  readonly allowsInternalAddresses?: boolean;
}

export interface Actor {
  readonly organizationId: string;
  readonly userId: string;
  /** The personal access token; null where an identity provider vouches. */
  readonly tokenId: string | null;
  readonly role: Role;
  /** Who made the token, where that was another person: it opens this organization only. */
  readonly madeBy: string | null;
}

/** Who asks, and for which organization. */
export interface Context {
  readonly organizationId: string;
  readonly actor: Actor;
  /** The scope parameters of the request; each must resolve within the organization. */
  readonly scope: Scope;
  /** The surface that the request came by. */
  readonly via: 'api' | 'cli' | 'mcp' | 'web';
  /** The entity tags of which the row to be changed must have one; undefined where any will do. */
  readonly ifMatch?: readonly string[] | undefined;
}

export type Trx = Transaction<Tables>;

/** Authorises, checks the scope parameters and reads: one statement is one round trip. For what changes nothing. */
export async function reading<Result>(services: Services, ctx: Context, action: Action, work: (db: Reader) => Promise<Result>): Promise<Result> {
  authorize(ctx.actor.role, action);
  const db = services.store.reader(ctx.organizationId);
  await checkScope(db, ctx);
  return work(db);
}

/**
 * Authorises, opens the transaction of the tenant, checks the scope parameters and does the work. The audit events of the work are written
 * last: the log is one chain, whose end everybody who writes to it waits for. Work may run again, on nothing but the state of the catalog.
 */
export async function inTenant<Result>(services: Services, ctx: Context, action: Action, work: (trx: Trx) => Promise<Result>): Promise<Result> {
  authorize(ctx.actor.role, action);
  return throughDeadlocks(() =>
    services.store.inOrganization(ctx.organizationId, async (trx) => {
      await checkScope(trx, ctx);
      const result = await work(trx);
      const events = pending.get(trx) ?? [];
      if (events.length > 0) await recordAudit(services.store, trx, events);
      return result;
    }),
  );
}

const pending = new WeakMap<Trx, AuditEvent[]>();

async function checkScope(db: Reader, ctx: Context): Promise<void> {
  const given = Object.entries(ctx.scope).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (given.length === 0) return;
  const unresolved = await unresolvedScope(db, ctx.organizationId, Object.fromEntries(given));
  if (unresolved.length > 0) throw new AppError('not_found', `Not found: ${unresolved.join(', ')}.`);
}

/** The row, or AppError 'not_found': also what another organization has does not exist here. */
export function found<Row>(row: Row | undefined, what: string): Row {
  if (row === undefined) throw new AppError('not_found', `${what} not found`);
  return row;
}

/** The row that a request is about to change, locked; AppError 'precondition_failed' where the client's If-Match names another state of it. */
export function current<Row extends object>(ctx: Context, row: Row | undefined, what: string): Row {
  const there = found(row, what);
  if (ctx.ifMatch !== undefined && !ctx.ifMatch.includes('*') && !ctx.ifMatch.includes(entityTag(there))) {
    throw new AppError('precondition_failed', `${what} has changed since it was read: read it again, then send the ETag of that answer as If-Match.`);
  }
  return there;
}

interface NotedEvent {
  readonly action: string;
  readonly kind: string;
  readonly id: string | null;
  readonly at: Date;
  /** Never a secret, never a raw value. */
  readonly details?: Record<string, unknown>;
}

/** Notes audit events, each about one object; they are written with the work of the transaction. */
export function audit(trx: Trx, ctx: Context, events: NotedEvent | readonly NotedEvent[]): void {
  const noted = pending.get(trx) ?? [];
  pending.set(trx, noted);
  for (const { action, kind, id, at, details = {} } of [events].flat()) {
    noted.push({
      organizationId: ctx.organizationId,
      actorId: ctx.actor.userId,
      source: ctx.via,
      action,
      objectKind: kind,
      objectId: id,
      details,
      at,
    });
  }
}
