import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { roles, type Role } from '../domain/roles.ts';
import { actions, may, minimumRole } from './policy.ts';

const page = readFileSync(new URL('../../docs/http-api.md', import.meta.url), 'utf8');
const written = [...page.matchAll(/^\| `([a-z]+\.[a-z]+)` \| .+ \| (yes|no) \| (yes|no) \| (yes|no) \|$/gm)];
const columns: readonly Role[] = ['ANALYST', 'ORGANIZATION_ADMIN', 'SYSTEM_ADMIN'];

test('the written table of who may do what says what the policy does', () => {
  const table = written.map(([, action = '', ...cells]) => [action, columns.filter((_role, i) => cells[i] === 'yes')]);
  const policy = actions.map((action) => [action, columns.filter((role) => may(role, action))]);
  expect(Object.fromEntries(table)).toEqual(Object.fromEntries(policy));
});

test('a greater role may all that a lesser one may', () => {
  for (const action of actions) {
    const allowed = roles.map((role) => may(role, action));
    expect(
      allowed.toSorted((a, b) => Number(b) - Number(a)),
      action,
    ).toEqual(allowed);
    expect(may(minimumRole(action), action)).toBe(true);
  }
});
