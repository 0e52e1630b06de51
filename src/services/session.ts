import { z } from 'zod';
import { AppError, type ErrorCode } from '../domain/errors.ts';
import type { Role } from '../domain/roles.ts';
import type { UserRow } from '../store/identities.ts';
import type { Store } from '../store/open.ts';
import { seal, unseal } from '../store/seal.ts';
import type { Actor, Services } from './context.ts';
import { identify, type IdentitySettings } from './identity.ts';
import { getMe } from './me.ts';

/** How long a browser stays signed in with one token, unless the token ends before. */
export const sessionSeconds = 30 * 24 * 3600;
/** Browsers keep cookies of 4096 bytes, name and attributes included. */
const longest = 3800;
const boundTo = 'web session';

/** One organization that a browser is signed in to. */
const entry = z.object({ organization: z.string(), token: z.string(), since: z.number() });
const entries = z.array(entry);

/** The newest first; the tokens are for `identify` only, never to be logged or returned. */
export type Session = readonly Readonly<z.output<typeof entry>>[];

export interface SessionPlace {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly user: UserRow;
}

/** The session as a browser may keep it: only this installation can read it or make one. */
export function sealSession(store: Store, session: Session): string {
  return seal(store.sealer.keyFor(boundTo), boundTo, Buffer.from(JSON.stringify(session))).toString('base64url');
}

/** What a browser kept; an empty session where it is none of this installation's. What is too old is left out. */
export function openSession(store: Store, text: string, at: Date = new Date()): Session {
  const oldest = at.getTime() / 1000 - sessionSeconds;
  try {
    const opened = unseal(store.sealer.keyFor(boundTo), boundTo, Buffer.from(text, 'base64url'));
    return entries.parse(JSON.parse(opened.toString())).filter(({ since }) => since > oldest);
  } catch {
    return [];
  }
}

/** Who a session stands for in an organization, in its newest where none is asked for. Throws AppError as `identify` does. */
export async function actorOfSession(settings: IdentitySettings, session: Session, organizationId: string | undefined): Promise<Actor> {
  const [newest] = session;
  if (newest === undefined) throw new AppError('unauthenticated', 'The session has ended: sign in again.');
  const chosen = organizationId === undefined ? newest : session.find(({ organization }) => organization === organizationId);
  if (chosen === undefined) throw new AppError('not_found', 'Not found: X-Organization-Id. Sign in with a token of that organization.');
  return identify(settings, chosen.token, chosen.organization);
}

/** The session with one organization more, in the place of what it had for that one. Throws AppError as `identify` does. */
export async function signIn(
  settings: IdentitySettings,
  session: Session,
  { token, organizationId }: { readonly token: string; readonly organizationId: string | undefined },
): Promise<Session> {
  const at = new Date();
  const { organizationId: organization } = await identify(settings, token, organizationId, at);
  const signedIn = [{ organization, token, since: Math.floor(at.getTime() / 1000) }, ...withoutOrganization(session, organization)];
  if (sealSession(settings.store, signedIn).length > longest) {
    throw new AppError('conflict', 'The session holds no more organizations: sign out of one before you sign in to another.');
  }
  return signedIn;
}

export function withoutOrganization(session: Session, organizationId: string): Session {
  return session.filter(({ organization }) => organization !== organizationId);
}

const ended: readonly ErrorCode[] = ['unauthenticated', 'forbidden', 'not_found'];

/** The organizations of a session, and the session without those whose tokens let nobody in any more. */
export async function readSession(
  services: Services & IdentitySettings,
  session: Session,
): Promise<{ readonly session: Session; readonly places: readonly SessionPlace[] }> {
  const read = await Promise.all(
    session.map(async (each) => {
      try {
        const actor = await identify(services, each.token, each.organization);
        const { user, role, organization } = await getMe(services, { organizationId: actor.organizationId, actor, scope: {}, via: 'web' });
        return [{ entry: each, place: { ...organization, role, user } }];
      } catch (error) {
        if (error instanceof AppError && ended.includes(error.code)) return [];
        throw error;
      }
    }),
  );
  const open = read.flat();
  return { session: open.map((each) => each.entry), places: open.map(({ place }) => place) };
}
