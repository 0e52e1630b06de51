import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, SelectField } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { nameOf, roleNames, useIsAdmin, usePlace } from '../sign-in/session.ts';
import { givenBy, membersQuery, tokensKey, type Role } from './queries.ts';
import { ShownToken } from './shown-token.tsx';

const lifetimes = { '30': '30 days', '90': '90 days', '365': 'A year', never: 'Does not expire' } as const;

/** Makes a token, and shows it once. */
export function MakeToken({ onClose }: { readonly onClose: () => void }) {
  const place = usePlace();
  const isAdmin = useIsAdmin();
  const queries = useQueryClient();
  const people = useInfiniteQuery(membersQuery(undefined)).data?.pages.flatMap(({ items }) => items) ?? [];
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role | ''>('');
  const [days, setDays] = useState<keyof typeof lifetimes>('90');
  const [owner, setOwner] = useState('');
  const make = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST('/api/tokens', {
          body: {
            name: name.trim(),
            ...(role === '' ? {} : { role }),
            ...(days === 'never' ? {} : { expires_at: new Date(Date.now() + Number(days) * 86_400_000).toISOString() }),
            ...(owner === '' ? {} : { user_id: owner }),
          },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensKey }),
  });
  if (make.data !== undefined) {
    return (
      <Dialog title={`The token ${make.data.name}`} onClose={onClose} footer={<Button onClick={onClose}>Done</Button>}>
        <ShownToken token={make.data.token} />
      </Dialog>
    );
  }
  return (
    <FormDialog title="Make a token" submit="Make it" action={make} onSubmit={() => make.mutate()} onClose={onClose}>
      <Field
        label="Name"
        hint="What it is for, such as: Nightly export"
        autoComplete="off"
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      {isAdmin && (
        <SelectField label="Whose" value={owner} onChange={({ target }) => setOwner(target.value)}>
          <option value="">Mine</option>
          {people
            .filter(({ user_id: id }) => id !== place?.user.id)
            .map(({ user_id: id, user }) => (
              <option key={id} value={id}>
                {nameOf({ name: user.name ?? null, email: user.email })}
              </option>
            ))}
        </SelectField>
      )}
      <SelectField label="Role at most" value={role} onChange={({ target }) => setRole(target.value as Role | '')}>
        <option value="">That of its owner</option>
        {(place === undefined ? [] : givenBy(place.role)).map((each) => (
          <option key={each} value={each}>
            {roleNames[each]}
          </option>
        ))}
      </SelectField>
      <SelectField label="Good for" value={days} onChange={({ target }) => setDays(target.value as keyof typeof lifetimes)}>
        {Object.entries(lifetimes).map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </SelectField>
    </FormDialog>
  );
}
