import type { z } from 'zod';
import type { session } from '../../contract/session.ts';
import type { SessionPlace } from '../../services/session.ts';
import { presentPerson } from './me.ts';

export function presentSession(places: readonly SessionPlace[]): z.output<typeof session> {
  return { organizations: places.map(({ id, name, role, user }) => ({ id, name, role, user: presentPerson(user) })) };
}
