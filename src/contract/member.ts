import { z } from 'zod';
import { membershipStates, roles } from '../domain/roles.ts';
import { dateTime, defaulted, maybe, pathUuid, uuid } from './common.ts';

const role = z.enum(roles);
const state = z.enum(membershipStates);

const ids = {
  organization_id: '0190a3c2-7d4e-7c1a-9b1f-3f0c8a5d2e11',
  user_id: '0190a3c2-8f10-7b6d-a2c4-5d6e7f809123',
};
const example = {
  ...ids,
  role: 'ANALYST',
  id: '0190a3c2-9a21-7e3f-b4d5-6e7f80912345',
  created_at: '2026-03-02T08:20:00.000Z',
  updated_at: '2026-03-02T08:20:00.000Z',
  membership_state: 'active',
};

const userExample = {
  id: ids.user_id,
  email: 'ada@northwind.example',
  given_name: 'Ada',
  family_name: 'Lovelace',
  nickname: null,
  name: 'Ada Lovelace',
  picture: null,
  auth0_sub: null,
  is_system_admin: false,
};

export const memberUser = z
  .object({
    id: uuid,
    email: z.string(),
    given_name: maybe(z.string()),
    family_name: maybe(z.string()),
    nickname: maybe(z.string()),
    name: maybe(z.string()),
    picture: maybe(z.string()),
    auth0_sub: maybe(z.string()).meta({ description: 'Who the identity provider says it is' }),
    is_system_admin: defaulted(z.boolean(), false, 'Whether the person is an active system administrator of any organization'),
  })
  .meta({ id: 'MemberUser', description: 'The person that a member is.', examples: [userExample] });

export const member = z
  .object({
    id: uuid,
    organization_id: uuid,
    user_id: uuid,
    role,
    membership_state: state,
    created_at: dateTime,
    updated_at: dateTime,
    user: memberUser,
  })
  .meta({
    id: 'OrganizationMember',
    description: 'A member of an organization, with the person.',
    examples: [{ ...example, user: userExample }],
  });

export const memberRow = z
  .object({
    organization_id: uuid,
    user_id: uuid,
    role: defaulted(role, 'ANALYST', 'What the member may do'),
    id: uuid,
    created_at: dateTime,
    updated_at: dateTime,
    membership_state: defaulted(z.string().max(32), 'active', 'active, pending or suspended'),
  })
  .meta({ id: 'OrganizationMemberRow', description: 'A member of an organization, without the person.', examples: [example] });

const same = maybe(uuid).meta({ description: 'Where it is given, the one that the path names' });

export const memberCreate = z.object({ user_id: uuid, organization_id: same, role: role.nullable().default('ANALYST') }).meta({
  id: 'OrganizationMemberCreate',
  description: 'Makes a person a member. Nobody gives a role above their own.',
  examples: [{ user_id: ids.user_id, role: 'ANALYST' }],
});
export type MemberCreate = z.output<typeof memberCreate>;

export const memberUpdate = z
  .object({
    organization_id: same,
    user_id: maybe(uuid).meta({ description: 'Where it is given, the one of the member' }),
    role: maybe(role).meta({ description: 'Stays where it is left out' }),
    membership_state: maybe(state).meta({ description: 'Suspended and pending members cannot come in' }),
  })
  .meta({
    id: 'OrganizationMemberUpdate',
    description: 'Every field may be left out.',
    examples: [{ role: 'ORGANIZATION_ADMIN' }, { membership_state: 'suspended' }],
  });
export type MemberUpdate = z.output<typeof memberUpdate>;

export const memberPath = z.object({ organization_id: pathUuid, member_id: uuid });

export const memberFilter = z.object({
  page: maybe(z.coerce.number().int().min(1)).meta({ description: 'Number of the page, where pages are asked for by number' }),
  page_size: maybe(z.coerce.number().int().min(1).max(100)).meta({ description: 'Members of a page; 100 where only the number is given' }),
  query: maybe(z.string().min(1).max(200)).meta({ description: 'Part of the e-mail address or a name, in any case' }),
});
