import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api, wordsOf, type Schemas } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Code } from '../../ui/code.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextField } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { toast } from '../../ui/toast.tsx';
import { noProblems, problemsIn, type FieldProblems } from './field-problems.ts';
import { sourcesKey, type Connector, type Source } from './queries.ts';
import { configurationOf, enteredOf, fieldsOf } from './schema-fields.ts';
import { SchemaForm } from './schema-form.tsx';
import { SyncFields, type SyncEntered } from './sync-fields.tsx';

/** What a source is called and how it is reached; its secrets stay where nothing is entered. */
export function SourceSettings({
  source,
  connector,
  isAdmin,
}: {
  readonly source: Source;
  readonly connector: Connector | undefined;
  readonly isAdmin: boolean;
}) {
  if (!isAdmin) {
    return (
      <Card title="How it is reached">
        <Code label="Configuration">{JSON.stringify(source.configuration, null, 2)}</Code>
        <p className="mt-2 text-muted">An administrator of the organization can change it.</p>
      </Card>
    );
  }
  return (
    <div className="grid max-w-3xl gap-4">
      <SettingsForm source={source} connector={connector} />
      <DeleteSource source={source} />
    </div>
  );
}

const own = ['name', 'instance_label', 'description', 'system_source_id', 'airbyte_source_id'];

/** What is sent is held against Airbyte: only what was changed. */
function changedSync(source: Source, entered: SyncEntered) {
  const names = ['system_source_id', 'airbyte_source_id'] as const;
  return Object.fromEntries(
    names.flatMap((name) =>
      entered[name].trim() === (source[name] ?? '') ? [] : [[name, entered[name].trim() === '' ? null : entered[name].trim()]],
    ),
  );
}

function SettingsForm({ source, connector }: { readonly source: Source; readonly connector: Connector | undefined }) {
  const queries = useQueryClient();
  const fields = connector === undefined ? [] : fieldsOf(connector.configuration);
  const [texts, setTexts] = useState({
    name: source.name,
    instance_label: source.instance_label ?? '',
    description: source.description ?? '',
  });
  const [sync, setSync] = useState<SyncEntered>({
    system_source_id: source.system_source_id ?? '',
    airbyte_source_id: source.airbyte_source_id ?? '',
  });
  const [isActive, setActive] = useState(source.is_active);
  const [entered, setEntered] = useState(() => enteredOf(fields, source.configuration ?? {}));
  const [problems, setProblems] = useState<FieldProblems>(noProblems);
  const save = useMutation({
    mutationFn: () =>
      answerOf(
        api.PUT('/api/integration-sources/{source_id}', {
          params: { path: { source_id: source.id } },
          body: {
            name: texts.name.trim(),
            instance_label: texts.instance_label.trim() === '' ? null : texts.instance_label.trim(),
            ...(texts.description === (source.description ?? '') ? {} : { description: texts.description === '' ? null : texts.description }),
            is_active: isActive,
            ...changedSync(source, sync),
            ...(connector === undefined ? {} : { configuration: configurationOf(fields, entered) }),
          } satisfies Schemas['IntegrationSourceUpdate'],
        }),
      ),
    onMutate: () => setProblems(noProblems),
    onError: (error) => setProblems(problemsIn(error, own)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: sourcesKey });
      setEntered((before) => ({ ...before, ...Object.fromEntries(fields.filter(({ kind }) => kind === 'secret').map(({ name }) => [name, ''])) }));
      toast('The settings are saved. Test the connection to see whether they are good.');
    },
  });
  const text = (name: keyof typeof texts) => ({
    name,
    value: texts[name],
    error: problems.fields[name],
    autoComplete: 'off',
    onChange: ({ target }: { target: { value: string } }) => setTexts({ ...texts, [name]: target.value }),
  });
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Card title="What it is called">
        <div className="flex flex-col gap-4">
          <Field label="Name (required)" {...text('name')} />
          <Field label="Label" maxLength={20} {...text('instance_label')} />
          <TextField label="Description" rows={2} {...text('description')} />
          <label className="flex items-center gap-2">
            <input type="checkbox" checked={isActive} onChange={({ target }) => setActive(target.checked)} />
            It can be scanned and synced
          </label>
        </div>
      </Card>
      {fields.length > 0 && (
        <Card title="How it is reached">
          <div className="flex flex-col gap-4">
            <SchemaForm
              fields={fields}
              entered={entered}
              problems={problems.configuration}
              keepsSecrets
              onEnter={(name, value) => setEntered({ ...entered, [name]: value })}
            />
          </div>
        </Card>
      )}
      {source.is_sync && (
        <Card title="Airbyte">
          <div className="flex flex-col gap-4">
            <SyncFields entered={sync} onEnter={setSync} problems={problems.fields} />
          </div>
        </Card>
      )}
      {problems.rest !== undefined && <Problem error={new Error(problems.rest)} />}
      <Button type="submit" look="primary" className="justify-self-start" disabled={save.isPending}>
        {save.isPending ? 'Saving…' : 'Save'}
      </Button>
    </form>
  );
}

function DeleteSource({ source }: { readonly source: Source }) {
  const [isAsked, setAsked] = useState(false);
  const [typed, setTyped] = useState('');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => answerOf(api.DELETE('/api/integration-sources/{source_id}', { params: { path: { source_id: source.id } } })),
    onSuccess: async () => {
      await navigate({ to: '/sources' });
      void queries.invalidateQueries({ queryKey: sourcesKey });
      toast(`${source.name} was deleted.`);
    },
  });
  return (
    <Card title="Delete">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-md text-muted">
          Everything that was learnt about it goes with it, edges and decisions on them included. The source itself is not touched.
        </p>
        <Button look="bad" onClick={() => setAsked(true)}>
          Delete this source…
        </Button>
      </div>
      {isAsked && (
        <Dialog
          title={`Delete ${source.name}?`}
          onClose={() => setAsked(false)}
          footer={
            <>
              <Button onClick={() => setAsked(false)}>Keep it</Button>
              <Button look="bad" disabled={typed.trim() !== source.name || remove.isPending} onClick={() => remove.mutate()}>
                Delete
              </Button>
            </>
          }
        >
          <div className="flex flex-col gap-3">
            <p className="[overflow-wrap:anywhere]">This cannot be undone. Type the name of the source to confirm: {source.name}</p>
            <Field label="Name of the source" autoComplete="off" value={typed} onChange={({ target }) => setTyped(target.value)} />
            {remove.isError && (
              <p role="alert" className="text-bad">
                {wordsOf(remove.error)}
              </p>
            )}
          </div>
        </Dialog>
      )}
    </Card>
  );
}
