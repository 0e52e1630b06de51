import { z } from 'zod';
import { maybe, uuid } from './common.ts';

const given = maybe(z.string().max(255));

export const userCreate = z
  .object({
    email: z
      .string()
      .max(320)
      .regex(/^[!-?A-\uffff]+@[!-?A-\uffff]+$/, 'Input should be an e-mail address')
      .toLowerCase()
      .meta({ format: 'email' }),
    given_name: given,
    family_name: given,
    nickname: given,
    name: given,
    picture: maybe(z.string().max(2048)).meta({ description: 'Address of a picture' }),
  })
  .meta({
    id: 'UserCreate',
    description:
      'Makes a person who can then be made a member. Where the e-mail address is known already, in any case, the other fields are ignored.',
    examples: [{ email: 'ada@northwind.example', given_name: 'Ada', family_name: 'Lovelace', name: 'Ada Lovelace' }],
  });
export type UserCreate = z.output<typeof userCreate>;

export const knownUser = z.object({ id: uuid, email: z.string() }).meta({
  id: 'KnownUser',
  description: 'A person by e-mail address; more of them is told to organizations that they are members of.',
  examples: [{ id: '0190a3c2-8f10-7b6d-a2c4-5d6e7f809123', email: 'ada@northwind.example' }],
});
