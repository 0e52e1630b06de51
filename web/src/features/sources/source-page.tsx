import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { answerOf, api, wordsOf } from '../../api/client.ts';
import { Page } from '../../app/page.tsx';
import { count } from '../../format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { toast } from '../../ui/toast.tsx';
import { useIsAdmin } from '../sign-in/session.ts';
import { ConnectionStages } from './connection-stages.tsx';
import { useFollowedJob } from './followed-job.ts';
import { JobProgress } from './job-progress.tsx';
import { connectorsQuery, isUnderWay, sourceQuery, sourcesKey, startScan, type Overview } from './queries.ts';
import { Said } from './said.tsx';
import { ScanHistory } from './scan-history.tsx';
import type { SourceTab } from './search.ts';
import { When } from './source-card.tsx';
import { SourceSettings } from './source-settings.tsx';
import { SyncPanel } from './sync-panel.tsx';
import { connectionWords } from './words.ts';

const route = getRouteApi('/sources/$sourceId');

/** One source: how it is, its scans, its sync, its settings. */
export function SourcePage() {
  const { sourceId } = route.useParams();
  const overview = useQuery(sourceQuery(sourceId));
  if (overview.isPending) return <Loading />;
  if (overview.isError) return <ProblemOf error={overview.error} onRetry={() => void overview.refetch()} />;
  if (overview.data === null) {
    return (
      <Empty
        title="There is no such source"
        actions={
          <Link to="/sources" className={buttonClass()}>
            All sources
          </Link>
        }
      >
        It was deleted, or it belongs to another organization.
      </Empty>
    );
  }
  return <KnownSource key={sourceId} overview={overview.data} />;
}

function ProblemOf({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  return (
    <Page title="Source">
      <Problem error={error} onRetry={onRetry} />
    </Page>
  );
}

function KnownSource({ overview }: { readonly overview: Overview }) {
  const { source, last_scan: last } = overview;
  const { tab = 'scans', job: asked } = route.useSearch();
  const navigate = route.useNavigate();
  const isAdmin = useIsAdmin();
  const queries = useQueryClient();
  const connectors = useQuery(connectorsQuery);
  const connector = connectors.data?.find(({ type }) => type === source.connector_type);
  const job = useFollowedJob(asked ?? (last !== null && isUnderWay(last.state) ? last.job_id : undefined));
  const isScanned = last !== null && isUnderWay(last.state);
  const refresh = () => queries.invalidateQueries({ queryKey: sourcesKey });

  const scan = useMutation({
    mutationFn: () => startScan(source.id),
    onSuccess: async ({ id }) => {
      await refresh();
      await navigate({ search: (before) => ({ ...before, job: id }), replace: true });
    },
    onError: (error) => toast(wordsOf(error), { tone: 'bad' }),
  });
  const test = useMutation({
    mutationFn: () => answerOf(api.POST('/api/integration-sources/{source_id}/test-connection', { params: { path: { source_id: source.id } } })),
    onSuccess: refresh,
    onError: (error) => toast(wordsOf(error), { tone: 'bad' }),
  });

  const tabs: readonly { readonly name: SourceTab; readonly label: string }[] = [
    { name: 'scans', label: 'Scans' },
    ...(source.is_sync ? [{ name: 'sync' as const, label: 'Sync' }] : []),
    { name: 'settings', label: 'Settings' },
  ];
  return (
    <Page
      title={source.name}
      lead={
        <span className="flex flex-wrap items-center gap-2">
          {connector?.title ?? source.connector_type}
          {typeof source.instance_label === 'string' && <Badge>{source.instance_label}</Badge>}
          <Said said={connectionWords[source.connection_status]} />
          {!source.is_active && <Badge>Switched off</Badge>}
        </span>
      }
      actions={
        isAdmin && (
          <>
            <Button disabled={test.isPending} onClick={() => test.mutate()}>
              {test.isPending ? 'Testing…' : 'Test the connection'}
            </Button>
            <Button look="primary" disabled={scan.isPending || isScanned || !source.is_active} onClick={() => scan.mutate()}>
              <Icon name="play" size={12} /> Scan
            </Button>
          </>
        )
      }
    >
      {typeof source.description === 'string' && source.description !== '' && (
        <p className="max-w-3xl [overflow-wrap:anywhere]">{source.description}</p>
      )}
      <ConnectionStages test={test.data} isRunning={test.isPending} />
      {job !== undefined && isUnderWay(job.state) && <JobProgress job={job} canCancel={isAdmin} />}
      <Figures overview={overview} />
      <Tabs
        label="Source"
        tabs={tabs}
        chosen={tab}
        onChoose={(name) => void navigate({ search: (before) => ({ ...before, tab: name }), replace: true })}
      />
      <div role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'scans' && <ScanHistory source={source} isAdmin={isAdmin} />}
        {tab === 'sync' && <SyncPanel source={source} isAdmin={isAdmin} />}
        {tab === 'settings' && (connectors.isPending ? <Loading /> : <SourceSettings source={source} connector={connector} isAdmin={isAdmin} />)}
      </div>
    </Page>
  );
}

function Figures({
  overview: { source, entities, attributes, edges, scanned_at: scannedAt, newest_data_at: newest },
}: {
  readonly overview: Overview;
}) {
  const isSaas = source.source_type === 'saas';
  const figures: readonly (readonly [string, React.ReactNode])[] = [
    [
      isSaas ? 'Objects' : 'Tables',
      entities === 0 ? (
        '0'
      ) : (
        <Link key="map" to="/map" search={{ source: [source.id] }} className="text-accent underline" title="Opens the map of this source">
          {count(entities)}
        </Link>
      ),
    ],
    [isSaas ? 'Fields' : 'Columns', count(attributes)],
    ['Edges approved', count(edges.approved)],
    [
      'Edges to review',
      edges.suggested === 0 ? (
        '0'
      ) : (
        <Link
          key="review"
          to="/review"
          search={{ pair: `${source.id},${source.id}` }}
          className="text-accent underline"
          title="Opens the queue with what relates within this source"
        >
          {count(edges.suggested)}
        </Link>
      ),
    ],
    ['Changed since the decision', count(edges.changed)],
    ['Scanned', scannedAt === null ? 'Never' : <When key="scanned" at={scannedAt} />],
    ['Newest data', newest === null ? 'Not known' : <When key="newest" at={newest} />],
  ];
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-3 rounded-lg border border-line bg-surface p-4">
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt className="text-xs text-muted">{label}</dt>
          <dd className="text-base font-semibold">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
