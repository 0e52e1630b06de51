import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, wordsOf } from '../../api/client.ts';
import { count, countOf } from '../../format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { useFollowedJob } from './followed-job.ts';
import { JobProgress } from './job-progress.tsx';
import { isUnderWay, reconciliationQuery, sourcesKey, syncQuery, type Source } from './queries.ts';
import { Said } from './said.tsx';
import { When } from './source-card.tsx';
import { syncWords } from './words.ts';

/** The connections that bring a source, how they fare, and what they do not bring. */
export function SyncPanel({ source, isAdmin }: { readonly source: Source; readonly isAdmin: boolean }) {
  const sync = useQuery(syncQuery(source.id));
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: () => answerOf(api.POST('/api/integration-sources/{source_id}/sync', { params: { path: { source_id: source.id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: sourcesKey }),
    onError: (error) => toast(wordsOf(error), { tone: 'bad' }),
  });
  const job = useFollowedJob(start.data?.id);
  if (sync.isPending) return <Loading />;
  if (sync.isError) return <Problem error={sync.error} onRetry={() => void sync.refetch()} />;
  const { connections, problem, checked_at: checkedAt } = sync.data;
  return (
    <div className="flex flex-col gap-4">
      {job !== undefined && isUnderWay(job.state) && <JobProgress job={job} canCancel={isAdmin} />}
      <Card
        title="Connections"
        actions={
          isAdmin && (
            <Button size="small" disabled={start.isPending || connections.length === 0} onClick={() => start.mutate()}>
              <Icon name="refresh" size={12} /> Sync now
            </Button>
          )
        }
      >
        {problem !== null && <p className="mb-3 text-bad">Airbyte could not be asked: {problem}</p>}
        {connections.length === 0 ? (
          <p className="text-muted">
            {checkedAt === null
              ? 'Airbyte was not asked yet. Where the organization has an Airbyte account, that happens every minute; an administrator sets it up under Settings.'
              : 'Airbyte knows no connection of this source: check the ids in its settings.'}
          </p>
        ) : (
          <ul className="flex flex-col divide-y divide-line">
            {connections.map((connection) => (
              <li key={connection.connection_id} className="flex flex-col gap-1 py-2">
                <div className="flex flex-wrap items-center gap-2">
                  <span className="font-medium [overflow-wrap:anywhere]">{connection.name}</span>
                  {connection.sync_status === null ? <Badge>{connection.state}</Badge> : <Said said={syncWords(connection.sync_status)} />}
                  {connection.last_success_at !== null && (
                    <span className="text-muted">
                      last success <When at={connection.last_success_at} />
                    </span>
                  )}
                  {typeof connection.last_job?.rows === 'number' && <span className="text-muted">{countOf(connection.last_job.rows, 'record')}</span>}
                </div>
                {connection.reason !== null && <p className="[overflow-wrap:anywhere]">{connection.reason}</p>}
                {connection.hint !== null && <p className="text-muted [overflow-wrap:anywhere]">{connection.hint}</p>}
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Card title="Streams">
        <p className="[overflow-wrap:anywhere]">
          {source.selected_streams === null || source.selected_streams === undefined
            ? 'All streams are synced.'
            : `${countOf(source.selected_streams.length, 'stream')}: ${source.selected_streams.join(', ')}`}
        </p>
      </Card>
      <Reconciliation sourceId={source.id} />
    </div>
  );
}

/** What the sync brings of each object, and what it lacks. */
function Reconciliation({ sourceId }: { readonly sourceId: string }) {
  const objects = useInfiniteQuery(reconciliationQuery(sourceId));
  if (objects.isPending) return <Loading />;
  if (objects.isError) return <Problem error={objects.error} onRetry={() => void objects.refetch()} />;
  const rows = objects.data.pages.flatMap(({ items }) => items);
  return (
    <Card title="What the sync brings">
      {rows.length === 0 ? (
        <p className="text-muted">Not known yet: scan the source. It must name the system source that the sync fills.</p>
      ) : (
        <ul className="flex flex-col divide-y divide-line">
          {rows.map((object) => {
            const missing = object.associations.filter(({ carried_by: by }) => by === 'nothing');
            return (
              <li key={object.object_id} className="flex flex-col gap-1 py-2">
                <div className="flex flex-wrap items-center gap-2">
                  <span className="font-medium [overflow-wrap:anywhere]">{object.object_name}</span>
                  <Badge tone={object.is_synced ? 'good' : 'warn'}>{object.is_synced ? '✓ Synced' : '✕ Not synced'}</Badge>
                  {object.landed_table !== null && (
                    <span className="text-muted [overflow-wrap:anywhere]">
                      into {object.landed_table.schema}.{object.landed_table.name}
                    </span>
                  )}
                  <span className="text-muted">
                    {count(object.landed_fields.length)} of {countOf(object.field_count, 'field')}
                  </span>
                </div>
                {object.is_synced && object.missing_fields.length > 0 && (
                  <p className="text-muted [overflow-wrap:anywhere]">Missing: {object.missing_fields.slice(0, 20).join(', ')}</p>
                )}
                {missing.map((association) => (
                  <p key={association.association_id} className="[overflow-wrap:anywhere]">
                    <span className="font-medium">
                      {association.association_label} → {association.to_object_name}
                    </span>
                    : {association.detail}
                  </p>
                ))}
              </li>
            );
          })}
        </ul>
      )}
      {objects.hasNextPage && <Button onClick={() => void objects.fetchNextPage()}>Show more objects</Button>}
    </Card>
  );
}
