import { chainKey, hashOf, isReadingSealed, isSealed, type Reading } from '../store/audit-chain.ts';
import { logStates, readLinks, type Link, type LogState } from '../store/audit-log.ts';
import { forgetReading, keepReading } from '../store/audit-readings.ts';
import type { Store } from '../store/open.ts';
import { found, reading, type Context, type Services } from './context.ts';

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
  /** From this event on the log was read; 1 where it was read whole. */
  readonly readFrom: number;
  /** The events before it were read then, and some of them later; null where all were read now. */
  readonly earlierReadSince: Date | null;
  /** The first problem in the order of what was read; undefined where it is intact. */
  readonly problem: LogProblem | undefined;
}

/** Reads the whole audit log of one organization, or of all, one after the other. Events that come meanwhile are left for the next time. */
export async function* verifyAuditLog(store: Store, organizationId?: string): AsyncGenerator<LogReport> {
  const states = await store.asSystem((trx) => logStates(trx, 'all', organizationId));
  if (organizationId !== undefined) found(states[0], 'Organization');
  for (const state of states) yield verified(store, state, undefined);
}

/** For who may read the log of the caller's organization: goes on where the log was last read and found intact, or reads the whole log. */
export async function checkAuditLog(services: Services, ctx: Context, isWhole: boolean): Promise<LogReport> {
  const { store } = services;
  return reading(services, ctx, 'audit.read', async (db) => {
    const [known] = isWhole ? [] : await logStates(db, 'new', ctx.organizationId);
    const last = known && lastReading(known, keyOf(store, known));
    if (known !== undefined && last !== undefined && known.events === known.head?.position) return verified(store, known, last);
    const [state] = await logStates(db, 'all', ctx.organizationId);
    return verified(store, found(state, 'Organization'), undefined);
  });
}

const keyOf = (store: Store, { organizationId, dataKey }: LogState): Buffer => chainKey(store.sealer.unwrap(organizationId, dataKey));

/**
 * Reads on from there, or the whole log. What was found intact is kept for the next reading. Where an event is not as it was written, the next one begins
 * at the first event again.
 */
async function verified(store: Store, state: LogState, from: Reading | undefined): Promise<LogReport> {
  const { organizationId, name, events, head } = state;
  const key = keyOf(store, state);
  const last = lastReading(state, key);
  const now = new Date();
  const problem = await firstProblem(store, state, key, { from, last });
  // One statement each, without a transaction around it: whoever checks the log does not wait for more round trips than it takes.
  const db = store.reader(organizationId);
  if (problem === undefined && head !== null && head.position !== from?.position)
    await keepReading(db, key, { organizationId, position: head.position, hash: head.hash, since: from?.since ?? now });
  if (problem !== undefined && problem.position !== null) await forgetReading(db, organizationId);
  return {
    organizationId,
    name,
    events,
    unhashed: head?.unhashed ?? 0,
    head: head === null ? null : { position: head.position, hash: head.hash?.toString('hex') ?? null },
    readFrom: (from?.position ?? 0) + 1,
    earlierReadSince: from?.since ?? null,
    problem,
  };
}

/** Undefined where it is not known, or not as we wrote it. */
function lastReading({ reading: known }: LogState, key: Buffer): Reading | undefined {
  if (known === null) return undefined;
  const { seal, ...last } = known;
  return isReadingSealed(key, last, seal) ? last : undefined;
}

/** Checked at a time: others wait no longer for it. */
const pageSize = 200;

async function firstProblem(
  store: Store,
  { head, seal, events, organizationId }: LogState,
  key: Buffer,
  { from, last }: { readonly from: Reading | undefined; readonly last: Reading | undefined },
): Promise<LogProblem | undefined> {
  if (head === null) return events === 0 ? undefined : ofHead('The log has no head.');
  if (last !== undefined && last.position > head.position)
    return ofHead(`The log was once read to event ${last.position}, and its head says that it ends at ${head.position}.`);
  let position = from?.position ?? 0;
  let previous: Buffer | null = from?.hash ?? null;
  for (;;) {
    const links: Link[] = await readLinks(store.reader(organizationId), organizationId, position, pageSize);
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
