import type { Answer } from '../../contract/common.ts';
import type { me, person } from '../../contract/me.ts';
import type { Me } from '../../services/me.ts';

export function presentMe({ user, role, organization, organizations }: Me): Answer<typeof me> {
  return {
    user: presentPerson(user),
    role,
    organization: { id: organization.id, name: organization.name },
    organizations: organizations.map((place) => ({ id: place.id, name: place.name, role: place.role })),
  };
}

export function presentPerson(user: Me['user']): Answer<typeof person> {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    given_name: user.given_name,
    family_name: user.family_name,
    nickname: user.nickname,
    picture: user.picture,
    is_system_admin: user.is_system_admin,
  };
}
