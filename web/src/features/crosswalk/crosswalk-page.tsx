import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api, here, wordsOf } from '../../api/client.ts';
import { Page } from '../../app/page.tsx';
import { since } from '../../format.ts';
import { Empty } from '../../ui/empty.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { downloadCrosswalk } from './download.ts';
import { Pairs } from './pairs.tsx';
import { crosswalkQuery, runsQuery, type CrosswalkDetail } from './queries.ts';
import { crosswalkRoute } from './route.ts';
import { Running } from './running.tsx';
import type { CrosswalkSearch } from './search.ts';
import { SqlDialog } from './sql-dialog.tsx';
import { Summary } from './summary.tsx';
import { nameOf } from './words.ts';

/** One crosswalk: how it stands, its pairs with their reasons, and what people say of them. */
export function CrosswalkPage() {
  const { crosswalkId: id } = crosswalkRoute.useParams();
  const { data: crosswalk, error, refetch } = useQuery(crosswalkQuery(id));
  if (error !== null && crosswalk === undefined)
    return (
      <Page title="Crosswalk">
        <Problem error={error} onRetry={() => void refetch()} />
      </Page>
    );
  if (crosswalk === undefined)
    return (
      <Page title="Crosswalk">
        <Loading lines={8} />
      </Page>
    );
  return <Opened crosswalk={crosswalk} />;
}

function Opened({ crosswalk }: { readonly crosswalk: CrosswalkDetail }) {
  const { id } = crosswalk;
  const search = crosswalkRoute.useSearch();
  const navigate = useNavigate({ from: '/crosswalks/$crosswalkId' });
  const change = (next: Partial<CrosswalkSearch>): void => void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const client = useQueryClient();
  const { data: runs } = useQuery(runsQuery(id));
  const underWay = runs?.find(({ state }) => state === 'queued' || state === 'running');
  const lastRun = runs?.at(-1);
  const [isReadingSql, setReadingSql] = useState(false);
  const isActive = crosswalk.status === 'active';

  const run = useMutation({
    mutationFn: (retrain: boolean) =>
      answerOf(
        api.POST('/api/organization/{organization_id}/crosswalks/{crosswalk_id}/runs', {
          params: { path: { organization_id: here(), crosswalk_id: id } },
          body: { retrain },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['crosswalks', 'runs', id] }),
    onError: (error) => toast(wordsOf(error), { tone: 'bad' }),
  });
  const download = (format: 'csv' | 'parquet', withUnmatched = false): void => {
    downloadCrosswalk(id, { format, withUnmatched, ...(search.threshold === undefined ? {} : { minProbability: search.threshold }) }).then(
      () => toast('The file was downloaded.'),
      (error: unknown) => toast(wordsOf(error), { tone: 'bad' }),
    );
  };

  return (
    <Page
      title={nameOf(crosswalk)}
      lead={`${crosswalk.left.source_name} and ${crosswalk.right.source_name}${crosswalk.figures === null ? '' : `, ${since(crosswalk.updated_at)}`}`}
      isFilling
      actions={
        <>
          {isActive && crosswalk.run_id !== null && (
            <Menu
              label="Download"
              items={[
                { id: 'csv', label: 'CSV', perform: () => download('csv') },
                { id: 'unmatched', label: 'CSV with unmatched records', perform: () => download('csv', true) },
                { id: 'parquet', label: 'Parquet', perform: () => download('parquet') },
                { id: 'sql', label: 'SQL of the deterministic part', perform: () => setReadingSql(true) },
              ]}
            >
              <Icon name="download" />
              Download
            </Menu>
          )}
          {isActive && (
            <Menu
              label="Run again"
              items={[
                { id: 'again', label: 'Compare again: only what changed', perform: () => run.mutate(false) },
                { id: 'retrain', label: 'Learn anew and compare all', perform: () => run.mutate(true) },
              ]}
            >
              <Icon name="refresh" />
              Run again
            </Menu>
          )}
        </>
      }
    >
      {!isActive && (
        <p className="border-b border-bad bg-bad-soft px-4 py-2 text-bad">
          This crosswalk has ended: none of its entity links is approved any more. Approve one to use it again.
        </p>
      )}
      {underWay !== undefined && <Running run={underWay} />}
      {underWay === undefined && lastRun?.state === 'failed' && (
        <p className="border-b border-bad bg-bad-soft px-4 py-2 text-bad">The last run failed. {lastRun.error}</p>
      )}
      {crosswalk.run_id === null ? (
        underWay === undefined && <Empty title="No run has ended well yet">Run it again once what stopped it is mended.</Empty>
      ) : (
        <>
          <Summary crosswalk={crosswalk} isAside={search.open === true} />
          <Pairs crosswalk={crosswalk} search={search} isBusy={underWay !== undefined} onChange={change} />
        </>
      )}
      {isReadingSql && <SqlDialog id={id} onClose={() => setReadingSql(false)} />}
    </Page>
  );
}
