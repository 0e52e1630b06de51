import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { wordsOf } from '../../api/client.ts';
import { enter, organizationId } from '../../app/place.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { toast } from '../../ui/toast.tsx';
import { nameOf, roleNames, sessionQuery, signOut } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';

/** The organization of the page, the way into another one, and the way out. */
export function OrganizationSwitcher() {
  const { data } = useQuery(sessionQuery);
  const [isAdding, setAdding] = useState(false);
  const places = data?.organizations ?? [];
  const here = places.find(({ id }) => id === organizationId);
  if (here === undefined) return null;
  const leave = (organization?: string): void => {
    signOut(organization).then(
      ({ organizations: [next] }) => (next === undefined ? location.assign('/') : enter(next.id)),
      (error: unknown) => toast(wordsOf(error), { tone: 'bad' }),
    );
  };
  const items: readonly MenuItem[] = [
    ...places.map(({ id, name, role, user }) => ({
      id,
      isChosen: id === organizationId,
      label: (
        <span>
          {name}
          <span className="block text-xs text-muted">
            {nameOf(user)} · {roleNames[role]}
          </span>
        </span>
      ),
      perform: () => (id === organizationId ? undefined : enter(id)),
    })),
    { id: 'add', label: 'Sign in to another organization…', perform: () => setAdding(true) },
    ...(places.length > 1 ? [{ id: 'leave', label: `Sign out of ${here.name}`, perform: () => leave(here.id) }] : []),
    { id: 'out', label: places.length > 1 ? 'Sign out of all organizations' : 'Sign out', perform: () => leave() },
  ];
  return (
    <>
      <Menu label={`Organization: ${here.name}`} items={items}>
        <span className="max-w-40 truncate sm:max-w-64">{here.name}</span>
        <span className="rotate-90">
          <Icon name="chevron" size={12} />
        </span>
      </Menu>
      {isAdding && (
        <Dialog title="Sign in to another organization" onClose={() => setAdding(false)}>
          <p className="mb-4 text-muted">With a token of that organization. You stay signed in to {here.name}.</p>
          <SignInForm onEntered={({ id }) => enter(id)} />
        </Dialog>
      )}
    </>
  );
}
