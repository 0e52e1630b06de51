import { z } from 'zod';
import { roles } from '../domain/roles.ts';
import { dateTime, maybe, uuid } from './common.ts';

const name = z.string().regex(/\S/).max(255);

const exampleToken = {
  id: '0198c2f0-5b1e-7c3a-9d42-6f0e8a1b2c3d',
  organization_id: '0198c2e1-0a4f-7b21-8c55-1d2e3f4a5b6c',
  user_id: '0198c2e1-0a51-7e09-b3a4-9c8d7e6f5a4b',
  name: 'Nightly export',
  role: 'ANALYST',
  expires_at: '2099-12-31T00:00:00.000Z',
  last_used_at: null,
  revoked_at: null,
  created_by: '0198c2e1-0a51-7e09-b3a4-9c8d7e6f5a4b',
  created_at: '2026-08-20T09:30:00.000Z',
} as const;

const tokenFields = {
  id: uuid,
  organization_id: uuid.meta({ description: 'The one organization that the token is good for' }),
  user_id: uuid.meta({ description: 'Whom the token stands for' }),
  name: z.string(),
  role: z.enum(roles).meta({ description: 'What the token may do at most; never more than its owner may' }),
  expires_at: dateTime.nullable(),
  last_used_at: dateTime.nullable().meta({ description: 'Recorded once a minute at most' }),
  revoked_at: dateTime.nullable(),
  created_by: uuid.nullable().meta({ description: 'Who made it; null for those of the installation' }),
  created_at: dateTime,
};

export const token = z
  .object(tokenFields)
  .meta({ id: 'Token', description: 'A personal access token, without what proves it.', examples: [exampleToken] });

export const createdToken = z
  .object({ ...tokenFields, token: z.string().meta({ description: 'The token itself, `pat_…`: told this once and never again' }) })
  .meta({
    id: 'CreatedToken',
    description: 'A new personal access token.',
    examples: [{ ...exampleToken, token: 'pat_Zk3nq0vT1yU8sXw5bR7cD2eF4gH6jK9mN-pQ_aLtVuI' }],
  });

export const tokenCreate = z
  .object({
    name,
    role: maybe(z.enum(roles)).meta({ description: 'What the token may do at most; by default as much as the caller and its owner both may' }),
    expires_at: maybe(dateTime).meta({ description: 'In the future; never where it is left out' }),
    user_id: maybe(uuid).meta({ description: 'Whom the token stands for: the caller, or another member for those who manage tokens' }),
    organization_id: maybe(uuid).meta({ description: 'Where the token is good: the caller’s organization, or another that the caller may enter' }),
  })
  .meta({
    id: 'TokenCreate',
    description: 'What a new personal access token shall be.',
    examples: [{ name: 'Nightly export', role: 'ANALYST', expires_at: '2099-12-31T00:00:00Z' }],
  });
export type TokenCreate = z.output<typeof tokenCreate>;

export const tokenFilter = z.object({ user_id: maybe(uuid).meta({ description: 'Whom the tokens stand for' }) });
export type TokenFilter = z.output<typeof tokenFilter>;

export const tokenPath = z.object({ token_id: uuid });
