import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, wordsOf } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, SelectField } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { roleNames, usePlace } from '../sign-in/session.ts';
import { givenBy, inOrganization, membersKey, tokensKey, type Role } from './queries.ts';
import { ShownToken } from './shown-token.tsx';

/** Makes a person a member, with a token to come in with. */
export function AddMember({ onClose }: { readonly onClose: () => void }) {
  const place = usePlace();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('ANALYST');
  const add = useMutation({
    mutationFn: async () => {
      const path = inOrganization();
      const person = await answerOf(
        api.POST('/api/organization/{organization_id}/user', {
          params: { path },
          body: { email: email.trim(), ...(name.trim() === '' ? {} : { name: name.trim() }) },
        }),
      );
      await answerOf(api.POST('/api/organization/{organization_id}/member', { params: { path }, body: { user_id: person.id, role } }));
      return person;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: membersKey }),
  });
  const issue = useMutation({
    mutationFn: (userId: string) => answerOf(api.POST('/api/tokens', { body: { name: 'First token', user_id: userId } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensKey }),
  });
  const person = add.data;
  if (person !== undefined) {
    return (
      <Dialog title={`${person.email} is a member`} onClose={onClose} footer={<Button onClick={onClose}>Done</Button>}>
        {issue.data === undefined ? (
          <div className="flex flex-col gap-3">
            <p>
              A member comes in with a token, or through the identity provider where there is one. Make the first token here and hand it over in
              private.
            </p>
            {issue.isError && (
              <p role="alert" className="text-bad">
                {wordsOf(issue.error)}
              </p>
            )}
            <Button look="primary" className="self-start" disabled={issue.isPending} onClick={() => issue.mutate(person.id)}>
              Make a token for them
            </Button>
          </div>
        ) : (
          <ShownToken token={issue.data.token} />
        )}
      </Dialog>
    );
  }
  return (
    <FormDialog title="Add a member" submit="Add" action={add} onSubmit={() => add.mutate()} onClose={onClose}>
      <Field label="E-mail address" type="email" autoComplete="off" value={email} onChange={({ target }) => setEmail(target.value)} />
      <Field label="Name" autoComplete="off" value={name} onChange={({ target }) => setName(target.value)} />
      <SelectField
        label="Role"
        value={role}
        hint="Analysts look and decide on edges. Administrators also manage sources, scans, members and tokens."
        onChange={({ target }) => setRole(target.value as Role)}
      >
        {(place === undefined ? [] : givenBy(place.role)).map((each) => (
          <option key={each} value={each}>
            {roleNames[each]}
          </option>
        ))}
      </SelectField>
    </FormDialog>
  );
}
