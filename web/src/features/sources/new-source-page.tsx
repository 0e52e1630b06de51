import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api, wordsOf } from '../../api/client.ts';
import { announce } from '../../app/announce.tsx';
import { Page } from '../../app/page.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { ConnectionStages } from './connection-stages.tsx';
import { ConnectorChoice } from './connector-choice.tsx';
import { noProblems, problemsIn, type FieldProblems } from './field-problems.ts';
import { connectorsQuery, sourcesKey, startScan, type Connector, type ConnectionTest } from './queries.ts';
import { configurationOf, fieldsOf, type Entered } from './schema-fields.ts';
import { SchemaForm } from './schema-form.tsx';
import { SyncFields, type SyncEntered } from './sync-fields.tsx';

const route = getRouteApi('/sources/new');

/** Adds a source: first the kind of system, then what its connector asks for. */
export function NewSourcePage() {
  const { connector: type } = route.useSearch();
  const connectors = useQuery(connectorsQuery);
  const connector = connectors.data?.find((each) => each.type === type);
  return (
    <Page
      title={connector === undefined ? 'Add a source' : `Add ${connector.title}`}
      lead={connector === undefined ? 'What shall be scanned?' : 'Cognate only reads. Nothing in the source is changed.'}
    >
      {connectors.isPending && <Loading />}
      {connectors.isError && <Problem error={connectors.error} onRetry={() => void connectors.refetch()} />}
      {connectors.isSuccess && connector === undefined && <ConnectorChoice connectors={connectors.data} />}
      {connector !== undefined && <NewSourceForm key={connector.type} connector={connector} />}
    </Page>
  );
}

function NewSourceForm({ connector }: { readonly connector: Connector }) {
  const fields = fieldsOf(connector.configuration);
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [label, setLabel] = useState('');
  const [entered, setEntered] = useState<Entered>({});
  const [isSync, setSync] = useState(false);
  const [sync, setSyncEntered] = useState<SyncEntered>({ system_source_id: '', airbyte_source_id: '' });
  const [problems, setProblems] = useState<FieldProblems>(noProblems);
  const onError = (error: unknown): void => {
    setProblems(problemsIn(error, ['name', 'instance_label', 'system_source_id', 'airbyte_source_id']));
    announce('Some of it cannot be taken. The fields say why.');
  };
  const configuration = () => configurationOf(fields, entered);

  const test = useMutation({
    mutationFn: (): Promise<ConnectionTest> =>
      answerOf(api.POST('/api/integration-sources/test-connection', { body: { connector_type: connector.type, configuration: configuration() } })),
    onMutate: () => setProblems(noProblems),
    onError,
  });
  const add = useMutation({
    mutationFn: async (isScanned: boolean) => {
      const source = await answerOf(
        api.POST('/api/integration-sources', {
          body: {
            name: name.trim(),
            source_type: connector.source_type,
            connector_type: connector.type,
            configuration: configuration(),
            ...(label.trim() === '' ? {} : { instance_label: label.trim() }),
            ...(isSync ? { is_sync: true, ...given(sync) } : {}),
          },
        }),
      );
      const job = isScanned ? await begin(source.id) : undefined;
      return { source, job };
    },
    onMutate: () => setProblems(noProblems),
    onError,
    onSuccess: async ({ source, job }) => {
      await queries.invalidateQueries({ queryKey: sourcesKey });
      toast(`${source.name} was added.`);
      await navigate({ to: '/sources/$sourceId', params: { sourceId: source.id }, search: job === undefined ? {} : { job: job.id } });
    },
  });
  const isBusy = test.isPending || add.isPending;
  return (
    <form
      noValidate
      className="grid max-w-3xl gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(true);
      }}
    >
      <Card title="What it is called">
        <div className="flex flex-col gap-4">
          <Field
            label="Name (required)"
            name="name"
            autoComplete="off"
            value={name}
            error={problems.fields['name']}
            onChange={({ target }) => setName(target.value)}
          />
          <Field
            label="Label"
            name="instance_label"
            autoComplete="off"
            maxLength={20}
            value={label}
            hint="Short, such as EU. Needed where the organization has several sources of this connector."
            error={problems.fields['instance_label']}
            onChange={({ target }) => setLabel(target.value)}
          />
        </div>
      </Card>
      <Card title="How it is reached">
        <div className="flex flex-col gap-4">
          <SchemaForm
            fields={fields}
            entered={entered}
            problems={problems.configuration}
            onEnter={(field, value) => {
              setEntered({ ...entered, [field]: value });
              test.reset();
            }}
          />
          <ConnectionStages test={test.data} isRunning={test.isPending} />
        </div>
      </Card>
      {connector.source_type === 'saas' && (
        <Card title="Airbyte">
          <div className="flex flex-col gap-4">
            <label className="flex min-h-6 items-center gap-2 font-medium">
              <input type="checkbox" checked={isSync} onChange={({ target }) => setSync(target.checked)} />
              Airbyte syncs this application
            </label>
            {isSync && (
              <>
                <p className="text-muted">
                  What has landed is read then. Credentials of the application itself are not needed: with them, its own description is read too.
                </p>
                <SyncFields entered={sync} onEnter={setSyncEntered} problems={problems.fields} />
              </>
            )}
          </div>
        </Card>
      )}
      {problems.rest !== undefined && <Problem error={new Error(problems.rest)} />}
      <div className="flex flex-wrap gap-2">
        <Button disabled={isBusy || (isSync && Object.keys(configuration()).length === 0)} onClick={() => test.mutate()}>
          {test.isPending ? 'Testing…' : 'Test the connection'}
        </Button>
        <Button type="submit" look="primary" disabled={isBusy}>
          {add.isPending ? 'Adding…' : 'Add and scan'}
        </Button>
        <Button disabled={isBusy} onClick={() => add.mutate(false)}>
          Add without a scan
        </Button>
        <Link to="/sources/new" search={{}} className={buttonClass('quiet')}>
          Another kind
        </Link>
      </div>
    </form>
  );
}

const given = (entered: SyncEntered) =>
  Object.fromEntries(Object.entries(entered).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]])));

/** The source is there by now: where its scan does not begin, that is told, and the source stays. */
async function begin(sourceId: string) {
  try {
    return await startScan(sourceId);
  } catch (error) {
    toast(`The scan did not begin: ${wordsOf(error)}`, { tone: 'bad' });
    return undefined;
  }
}
