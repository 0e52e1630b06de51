import { personRole, roleShare, selfRole } from '../names/roles.ts';
import type { Signal } from './signal.ts';

/** Role words: persons who did something, links back into the own table. */
export const roles: Signal = {
  name: 'roles',
  features: ['role.person', 'role.self', 'role.selfElsewhere', 'role.share'],
  measure({ child, key }, { schema }) {
    const first = child[0];
    const table = schema.names.tables[key.table];
    if (first === undefined || table === undefined || child.length > 1) return [0, 0, 0, 0];
    const back = selfRole(first.name);
    const own = first.table === key.table;
    return [personRole(first.name, table), own ? back : 0, own ? 0 : back, roleShare(first.name)];
  },
};
