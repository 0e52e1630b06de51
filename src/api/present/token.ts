import type { Answer } from '../../contract/common.ts';
import type { createdToken, token } from '../../contract/token.ts';
import type { CreatedToken, TokenRow } from '../../services/tokens.ts';
import { time, timeOrNull } from './time.ts';

export function presentToken(row: TokenRow): Answer<typeof token> {
  return {
    id: row.id,
    organization_id: row.organization_id,
    user_id: row.user_id,
    name: row.name,
    role: row.role,
    expires_at: timeOrNull(row.expires_at),
    last_used_at: timeOrNull(row.last_used_at),
    revoked_at: timeOrNull(row.revoked_at),
    created_by: row.created_by,
    created_at: time(row.created_at),
  };
}

export function presentCreatedToken({ row, plain }: CreatedToken): Answer<typeof createdToken> {
  return { ...presentToken(row), token: plain };
}
