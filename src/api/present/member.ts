import type { Answer } from '../../contract/common.ts';
import type { member, memberRow, memberUser } from '../../contract/member.ts';
import type { userIdentifier } from '../../contract/user-identifier.ts';
import type { MemberRow } from '../../services/members.ts';
import type { IdentifierRow } from '../../services/user-identifiers.ts';
import { time } from './time.ts';

/** With the person. */
export function presentMember(row: MemberRow): Answer<typeof member> {
  return { ...presentMemberRow(row), user: presentMemberUser(row.user) };
}

export function presentMemberRow(row: MemberRow): Answer<typeof memberRow> & Pick<MemberRow, 'membership_state'> {
  return {
    organization_id: row.organization_id,
    user_id: row.user_id,
    role: row.role,
    id: row.id,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
    membership_state: row.membership_state,
  };
}

function presentMemberUser(user: MemberRow['user']): Answer<typeof memberUser> {
  return {
    id: user.id,
    email: user.email,
    given_name: user.given_name,
    family_name: user.family_name,
    nickname: user.nickname,
    name: user.name,
    picture: user.picture,
    auth0_sub: user.oidc_subject,
    is_system_admin: user.is_system_admin,
  };
}

export function presentIdentifier(row: IdentifierRow): Answer<typeof userIdentifier> {
  return {
    organization_id: row.organization_id,
    user_id: row.user_id,
    integration_source_id: row.integration_source_id,
    identifier_key: row.identifier_key,
    identifier_value: row.identifier_value,
    discovery_method: row.discovery_method,
    id: row.id,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
    confidence_score: row.confidence_score,
    discovery_metadata: row.discovery_metadata,
  };
}
