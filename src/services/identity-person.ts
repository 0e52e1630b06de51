import { AppError } from '../domain/errors.ts';
import { entryRole } from '../domain/roles.ts';
import { recordAudit } from '../store/audit.ts';
import { entrancesOf, findUserBySubject, linkUser, lockUnlinkedUser, type OrganizationEntrance, type UserRow } from '../store/identities.ts';
import type { Store } from '../store/open.ts';
import type { Actor, Trx } from './context.ts';
import type { Identity } from './identity-oidc.ts';

/**
 * The person of an identity in one organization. On first use the person is found by a verified e-mail address, and known by the
 * identity from then on.
 */
export async function actorOfIdentity(store: Store, identity: Identity, organizationId: string | undefined, at: Date): Promise<Actor> {
  return store.asSystem(async (trx) => {
    const user = await userOf(trx, identity);
    const entrance = chosen(await entrancesOf(trx, user.id), organizationId);
    const role = entryRole(entrance);
    if (user.oidc_subject === null) {
      await linkUser(trx, user.id, identity, at);
      await recordAudit(store, trx, [
        {
          organizationId: entrance.organization_id,
          actorId: user.id,
          source: 'api',
          action: 'user.identity_linked',
          objectKind: 'user',
          objectId: user.id,
          details: { issuer: identity.issuer },
          at,
        },
      ]);
    }
    return { organizationId: entrance.organization_id, userId: user.id, tokenId: null, role, madeBy: null };
  });
}

async function userOf(trx: Trx, { issuer, subject, email }: Identity): Promise<UserRow> {
  const known = await findUserBySubject(trx, issuer, subject);
  if (known !== undefined) return known;
  if (email === undefined) {
    throw new AppError('forbidden', 'Nobody is known by this identity, and its provider does not say that its e-mail address is verified.');
  }
  // Another request that links the same person ends first: after its lock is gone, the subject is known.
  const user = (await lockUnlinkedUser(trx, email)) ?? (await findUserBySubject(trx, issuer, subject));
  if (user !== undefined) return user;
  throw new AppError('forbidden', 'Nobody with this e-mail address waits to come in: an administrator can add you as a member of an organization.');
}

function chosen(entrances: readonly OrganizationEntrance[], organizationId: string | undefined): OrganizationEntrance {
  if (organizationId !== undefined) {
    const asked = entrances.find((entrance) => entrance.organization_id === organizationId);
    if (asked === undefined) throw new AppError('not_found', 'Not found: X-Organization-Id.');
    return asked;
  }
  const memberships = entrances.filter((entrance) => entrance.member_role !== null);
  const open = memberships.filter((entrance) => entrance.organization_active && entrance.membership_state === 'active');
  const [only = memberships[0]] = open;
  if (open.length <= 1 && only !== undefined) return only;
  if (entrances.length === 0) throw new AppError('forbidden', 'You are not a member of any organization: an administrator can add you.');
  const choices = (open.length > 0 ? open : entrances).slice(0, 20).map(({ organization_id, name }) => `${organization_id} (${name})`);
  throw new AppError('forbidden', `Choose an organization with the header X-Organization-Id: ${choices.join(', ')}.`);
}
