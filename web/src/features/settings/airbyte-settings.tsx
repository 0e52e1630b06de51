import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, wordsOf, type Schemas } from '../../api/client.ts';
import { moment } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { airbyteQuery, inOrganization } from './queries.ts';

type Account = Schemas['AirbyteAccount'];

/** The account by which Airbyte is asked how the syncs of sources fare. */
export function AirbyteSettings() {
  const account = useQuery(airbyteQuery);
  if (account.isPending) return <Loading />;
  if (account.isError) return <Problem error={account.error} onRetry={() => void account.refetch()} />;
  return <AirbyteForm key={account.data === null ? 'none' : account.data.updated_at} account={account.data} />;
}

function AirbyteForm({ account }: { readonly account: Account | null }) {
  const queries = useQueryClient();
  const [entered, setEntered] = useState({
    api_url: account?.api_url ?? '',
    workspace_id: account?.workspace_id ?? '',
    client_id: account?.client_id ?? '',
    client_secret: '',
  });
  const refresh = () => queries.invalidateQueries({ queryKey: airbyteQuery.queryKey });
  const save = useMutation({
    mutationFn: () =>
      answerOf(
        api.PUT('/api/organization/{organization_id}/airbyte', {
          params: { path: inOrganization() },
          body: Object.fromEntries(Object.entries(entered).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]]))),
        }),
      ),
    onSuccess: () => {
      toast('The Airbyte account is saved.');
      return refresh();
    },
  });
  const test = useMutation({
    mutationFn: () => answerOf(api.POST('/api/organization/{organization_id}/airbyte/test', { params: { path: inOrganization() } })),
  });
  const forget = useMutation({
    mutationFn: () => answerOf(api.DELETE('/api/organization/{organization_id}/airbyte', { params: { path: inOrganization() } })),
    onSuccess: refresh,
    onError: (error) => toast(wordsOf(error), { tone: 'bad' }),
  });
  const field = (name: keyof typeof entered) => ({
    value: entered[name],
    autoComplete: 'off',
    onChange: ({ target }: { target: { value: string } }) => setEntered({ ...entered, [name]: target.value }),
  });
  return (
    <Card title="Airbyte" className="max-w-3xl">
      <form
        className="flex flex-col gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <p className="text-muted">
          An application of your Airbyte workspace. With it, the connections and syncs of sources are known and kept true, and can be started from
          here.
        </p>
        <Field label="Address of the API" placeholder="https://api.airbyte.com/v1" {...field('api_url')} />
        <Field label="Workspace id" {...field('workspace_id')} />
        <Field label="Client id" {...field('client_id')} />
        <Field
          label="Client secret"
          type="password"
          hint={account?.has_client_secret === true ? 'Leave it empty to keep what is stored.' : undefined}
          {...field('client_secret')}
          autoComplete="new-password"
        />
        {save.isError && (
          <p role="alert" className="whitespace-pre-line text-bad">
            {wordsOf(save.error)}
          </p>
        )}
        {test.isError && (
          <p role="alert" className="whitespace-pre-line text-bad">
            {wordsOf(test.error)}
          </p>
        )}
        {test.data !== undefined && (
          <p role="status" className={test.data.connection_status === 'connected' ? 'text-good' : 'text-bad'}>
            {test.data.connection_status === 'connected' ? '✓ Airbyte answers.' : `✕ ${test.data.detail ?? 'Airbyte does not answer.'}`}
          </p>
        )}
        {account !== null && (
          <p className="text-xs text-muted">
            {account.problem ??
              (account.last_checked_at === null ? 'Airbyte was not asked yet.' : `Airbyte was last asked ${moment(account.last_checked_at)}.`)}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" disabled={save.isPending}>
            Save
          </Button>
          {account !== null && (
            <>
              <Button disabled={test.isPending} onClick={() => test.mutate()}>
                {test.isPending ? 'Testing…' : 'Test'}
              </Button>
              <Button look="bad" disabled={forget.isPending} onClick={() => forget.mutate()}>
                Forget the account
              </Button>
            </>
          )}
        </div>
      </form>
    </Card>
  );
}
