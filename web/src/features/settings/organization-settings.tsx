import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, wordsOf, type Schemas } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Code } from '../../ui/code.tsx';
import { Field, TextField } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { useIsAdmin } from '../sign-in/session.ts';
import { inOrganization, organizationQuery } from './queries.ts';

/** What the organization is called, and what it means by its words. */
export function OrganizationSettings() {
  const organization = useQuery(organizationQuery);
  if (organization.isPending) return <Loading />;
  if (organization.isError) return <Problem error={organization.error} onRetry={() => void organization.refetch()} />;
  const { business_ontology: ontology, ontology_version: version } = organization.data;
  return (
    <div className="grid max-w-3xl gap-4">
      <OrganizationForm organization={organization.data} />
      <Card title={typeof version === 'number' ? `Ontology, version ${version}` : 'Ontology'}>
        {ontology === null || ontology === undefined ? (
          <p className="text-muted">
            What the organization means by its words is not written down yet. The API takes it, as JSON or YAML: see Ontology in its documentation.
          </p>
        ) : (
          <Code label="Ontology">{JSON.stringify(ontology, null, 2)}</Code>
        )}
      </Card>
    </div>
  );
}

function OrganizationForm({ organization }: { readonly organization: Schemas['Organization'] }) {
  const isAdmin = useIsAdmin();
  const queries = useQueryClient();
  const [name, setName] = useState(organization.name);
  const [description, setDescription] = useState(organization.description ?? '');
  const save = useMutation({
    mutationFn: () =>
      answerOf(
        api.PUT('/api/organization/{organization_id}', {
          params: { path: inOrganization() },
          body: { name: name.trim(), description: description.trim() === '' ? null : description.trim() },
        }),
      ),
    onSuccess: async () => {
      toast('The organization is saved.');
      await Promise.all([queries.invalidateQueries({ queryKey: organizationQuery.queryKey }), queries.invalidateQueries({ queryKey: ['session'] })]);
    },
  });
  return (
    <Card title="Organization">
      <form
        className="flex flex-col gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Field label="Name" disabled={!isAdmin} value={name} maxLength={255} onChange={({ target }) => setName(target.value)} />
        <TextField label="Description" rows={2} disabled={!isAdmin} value={description} onChange={({ target }) => setDescription(target.value)} />
        <p className="text-xs text-muted">
          Id: <code className="select-all font-mono">{organization.id}</code>
        </p>
        {save.isError && (
          <p role="alert" className="whitespace-pre-line text-bad">
            {wordsOf(save.error)}
          </p>
        )}
        {isAdmin && (
          <Button type="submit" look="primary" className="self-start" disabled={save.isPending}>
            Save
          </Button>
        )}
      </form>
    </Card>
  );
}
