import { z } from 'zod';
import { roles } from '../domain/roles.ts';
import { uuid } from './common.ts';

const place = { id: uuid, name: z.string() };

export const person = z.object({
  id: uuid,
  email: z.string(),
  name: z.string().nullable(),
  given_name: z.string().nullable(),
  family_name: z.string().nullable(),
  nickname: z.string().nullable(),
  picture: z.string().nullable(),
  is_system_admin: z.boolean(),
});

export const me = z
  .object({
    user: person,
    role: z.enum(roles).meta({ description: 'What the caller may do here: the lesser of the token’s role and the membership’s' }),
    organization: z.object(place).meta({ description: 'The organization that the caller is in' }),
    organizations: z
      .array(z.object({ ...place, role: z.enum(roles).meta({ description: 'The role of the person there' }) }))
      .meta({ description: 'The organizations that the person may enter, with a token of each' }),
  })
  .meta({
    id: 'CurrentUser',
    description: 'Who asks, and where that person may go.',
    examples: [
      {
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
        role: 'ANALYST',
        organization: { id: '0198c2e1-0a4f-7b21-8c55-1d2e3f4a5b6c', name: 'Example' },
        organizations: [{ id: '0198c2e1-0a4f-7b21-8c55-1d2e3f4a5b6c', name: 'Example', role: 'ORGANIZATION_ADMIN' }],
      },
    ],
  });
