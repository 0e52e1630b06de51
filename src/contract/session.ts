import { z } from 'zod';
import { roles } from '../domain/roles.ts';
import { maybe, uuid } from './common.ts';
import { person } from './me.ts';

export const session = z
  .object({
    organizations: z
      .array(
        z.object({
          id: uuid,
          name: z.string(),
          role: z.enum(roles).meta({ description: 'What the browser may do there: the lesser of the token’s role and the membership’s' }),
          user: person.meta({ description: 'Whom the token stands for' }),
        }),
      )
      .meta({ description: 'Where the browser is signed in, the newest first; that one is meant where `X-Organization-Id` is not sent' }),
  })
  .meta({
    id: 'Session',
    description: 'Where a browser is signed in, and as whom. The tokens themselves are never told.',
    examples: [
      {
        organizations: [
          {
            id: '0198c2e1-0a4f-7b21-8c55-1d2e3f4a5b6c',
            name: 'Example',
            role: 'ORGANIZATION_ADMIN',
            user: {
              id: '0198c2e1-0a51-7e09-b3a4-9c8d7e6f5a4b',
              email: 'ada@example.org',
              name: 'Ada Lovelace',
              given_name: 'Ada',
              family_name: 'Lovelace',
              nickname: null,
              picture: null,
              is_system_admin: false,
            },
          },
        ],
      },
    ],
  });

export const signIn = z.object({ token: z.string().trim().min(1).max(8192).meta({ description: 'What `Authorization: Bearer` would carry' }) }).meta({
  id: 'SignIn',
  description: 'The token that a browser shall be let in with from now on.',
  examples: [{ token: 'pat_Zk3nq0vT1yU8sXw5bR7cD2eF4gH6jK9mN-pQ_aLtVuI' }],
});

export const signOutQuery = z.object({
  organization_id: maybe(uuid).meta({ description: 'Sign out of this organization only; of all of them where it is not given' }),
});
