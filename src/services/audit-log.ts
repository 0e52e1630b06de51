import type { AuditFilterQuery } from '../contract/audit-event.ts';
import { chainKey, hashOf, isSealed } from '../store/audit-chain.ts';
import * as log from '../store/audit-log.ts';
import type { AuditEventRow, Link, LogState } from '../store/audit-log.ts';
import type { Store } from '../store/open.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import { found, reading, type Context, type Services } from './context.ts';

export type { AuditEventRow };

export async function listAuditEvents(services: Services, ctx: Context, filter: AuditFilterQuery, page: PageRequest): Promise<PageOf<AuditEventRow>> {
  const { actor_id: actorId, action, object_kind: objectKind, object_id: objectId, since, until } = filter;
  return reading(services, ctx, 'audit.read', (db) =>
    log.listAuditEvents(
      db,
      ctx.organizationId,
      {
        actorId: actorId ?? undefined,
        action: action ?? undefined,
        objectKind: objectKind ?? undefined,
        objectId: objectId ?? undefined,
        since: since ?? undefined,
        until: until ?? undefined,
      },
      { ...page, isNewestFirst: filter.order === 'newest_first' },
    ),
  );
}

/** Where a log is not what was written. */
interface LogProblem {
  /** Null where it is about the head alone. */
  readonly position: number | null;
  readonly eventId: string | null;
  readonly what: string;
}

/** What the check of one organization's log found. */
export interface LogReport {
  readonly organizationId: string;
  readonly name: string;
  readonly events: number;
  /** So many of them are from before there were hashes: only their order is known. */
  readonly unhashed: number;
  /** The end of the chain; who notes it elsewhere can tell later whether the log was cut off and begun anew. */
  readonly head: { readonly position: number; readonly hash: string | null } | null;
  /** The first problem in the order of the log; undefined where it is intact. */
  readonly problem: LogProblem | undefined;
}

/** Checks the audit log of one organization, or of all, one after the other. Events that come meanwhile are left for the next time. */
export async function* verifyAuditLog(store: Store, organizationId?: string): AsyncGenerator<LogReport> {
  const states = await store.asSystem((trx) => log.logStates(trx, organizationId));
  if (organizationId !== undefined) found(states[0], 'Organization');
  for (const state of states) {
    yield {
      organizationId: state.organizationId,
      name: state.name,
      events: state.events,
      unhashed: state.head?.unhashed ?? 0,
      head: state.head === null ? null : { position: state.head.position, hash: state.head.hash?.toString('hex') ?? null },
      problem: await firstProblem(store, state),
    };
  }
}

/** The same for who may read the log of the caller's organization. */
export async function checkAuditLog(services: Services, ctx: Context): Promise<LogReport> {
  await reading(services, ctx, 'audit.read', async () => undefined);
  const { value } = await verifyAuditLog(services.store, ctx.organizationId).next();
  return found<LogReport>(value ?? undefined, 'Organization');
}

const pageSize = 2000;

async function firstProblem(store: Store, state: LogState): Promise<LogProblem | undefined> {
  const { head, seal, events, organizationId } = state;
  if (head === null) return events === 0 ? undefined : ofHead('The log has no head.');
  const key = chainKey(store.sealer.unwrap(organizationId, state.dataKey));
  let position = 0;
  let previous: Buffer | null = null;
  for (;;) {
    const links: Link[] = await store.asSystem((trx) => log.readLinks(trx, organizationId, position, pageSize));
    for (const link of links.filter((each) => each.position <= head.position)) {
      if (link.position > position + 1) return { position: position + 1, eventId: null, what: 'The event is missing.' };
      const what = problemOf(key, link, previous, link.position <= head.unhashed);
      if (what !== undefined) return { position: link.position, eventId: link.id, what };
      position = link.position;
      previous = link.hash;
    }
    if (links.length < pageSize || position >= head.position) break;
  }
  if (position < head.position)
    return { position: position + 1, eventId: null, what: `The log ends here, and its head says that it goes on to ${head.position}.` };
  if (!isSealed(key, head, seal)) return ofHead('The head is not as it was written.');
  if (!isSame(head.hash, previous)) return ofHead('The head has another hash than the newest event.');
  if (events > head.position) return ofHead(`There are ${events - head.position} events more than the head knows of.`);
  return undefined;
}

const ofHead = (what: string): LogProblem => ({ position: null, eventId: null, what });

function problemOf(key: Buffer, { hash, previousHash, ...event }: Link, previous: Buffer | null, isOld: boolean): string | undefined {
  if (isOld)
    return hash === null && previousHash === null ? undefined : 'The event has a hash, and the head says that it is from before there were hashes.';
  if (hash === null) return 'The event has no hash.';
  if (!isSame(previousHash, previous)) return 'The event does not continue the one before it.';
  return isSame(hash, hashOf(key, previousHash, event)) ? undefined : 'The event is not as it was written.';
}

const isSame = (a: Buffer | null, b: Buffer | null): boolean => (a === null || b === null ? a === b : a.equals(b));
