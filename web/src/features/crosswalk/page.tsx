import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { answerOf, api, here, wordsOf, type Schemas } from '../../api/client.ts';
import { Page } from '../../app/page.tsx';
import { count, percent, since } from '../../format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Bar } from '../../ui/bar.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { endName } from '../review/edges.ts';
import { approvedLinksQuery, crosswalksQuery, type Crosswalk } from './queries.ts';
import { nameOf } from './words.ts';

type Edge = Schemas['Edge'];

/** The crosswalks there are, and the approved links that one can be made of. */
export function CrosswalksPage() {
  const crosswalks = useQuery(crosswalksQuery);
  const links = useQuery(approvedLinksQuery);
  const problem = crosswalks.error ?? links.error;
  const made = new Set(crosswalks.data?.flatMap(({ entity_links: each }) => each.map(({ id }) => id)));
  const free = pairsOf(links.data ?? []).filter(([, some]) => !some.some(({ id }) => made.has(id)));
  const isReady = crosswalks.data !== undefined && links.data !== undefined;
  return (
    <Page title="Crosswalks" lead="Which record of one table is which of another, as approved entity links let it be resolved.">
      {problem !== null && <Problem error={problem} onRetry={() => void Promise.all([crosswalks.refetch(), links.refetch()])} />}
      {!isReady && problem === null && <Loading lines={6} />}
      {crosswalks.data !== undefined && crosswalks.data.length > 0 && (
        <ul aria-label="Crosswalks" className="grid gap-4 md:grid-cols-2 2xl:grid-cols-3">
          {crosswalks.data.map((crosswalk) => (
            <li key={crosswalk.id}>
              <CrosswalkCard crosswalk={crosswalk} />
            </li>
          ))}
        </ul>
      )}
      {isReady && free.length > 0 && (
        <Card title="Approved links without a crosswalk">
          <ul className="flex flex-col divide-y divide-line">
            {free.map(([key, some]) => (
              <LinkedPair key={key} links={some} />
            ))}
          </ul>
        </Card>
      )}
      {isReady && crosswalks.data.length === 0 && free.length === 0 && (
        <Empty
          title="There is nothing to make a crosswalk of yet"
          actions={
            <Link to="/review" search={{ kind: ['entity_link'] }} className={buttonClass('primary')}>
              Review entity links
            </Link>
          }
        >
          A crosswalk rests on an entity link that people approved: the same thing in two sources. A scan of several sources finds such links.
        </Empty>
      )}
    </Page>
  );
}

/** Links by the two entities that they join. */
function pairsOf(links: readonly Edge[]): [key: string, links: Edge[]][] {
  const pairs = new Map<string, Edge[]>();
  for (const link of links) {
    const key = [link.from.entity_id, link.to.entity_id].toSorted().join(' ');
    pairs.set(key, [...(pairs.get(key) ?? []), link]);
  }
  return [...pairs];
}

function CrosswalkCard({ crosswalk }: { readonly crosswalk: Crosswalk }) {
  const { figures, left, right } = crosswalk;
  return (
    <Card
      title={
        <Link to="/crosswalks/$crosswalkId" params={{ crosswalkId: crosswalk.id }} className="underline-offset-2 hover:underline">
          {nameOf(crosswalk)}
        </Link>
      }
      actions={crosswalk.status === 'ended' && <Badge tone="bad">✕ Ended</Badge>}
      className="h-full"
    >
      <p className="text-muted">
        {left.source_name} and {right.source_name}
      </p>
      {figures === null ? (
        <p className="mt-3 text-muted">No run has ended well yet.</p>
      ) : (
        <div className="mt-3 flex flex-col gap-2">
          <span className="text-2xl leading-none font-semibold">{percent(figures.match_rate)}</span>
          <Bar share={figures.match_rate} label={`match rate ${percent(figures.match_rate)}`} tone="good" />
          <p className="text-xs text-muted">
            of the smaller side have a pair: {count(figures.pairs_taken)} pairs, {count(figures.left.unmatched + figures.right.unmatched)} records
            unmatched, {count(figures.left.conflicting + figures.right.conflicting)} conflicting; {since(crosswalk.updated_at)}
          </p>
        </div>
      )}
    </Card>
  );
}

function LinkedPair({ links }: { readonly links: readonly Edge[] }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST('/api/organization/{organization_id}/crosswalks', {
          params: { path: { organization_id: here() } },
          body: { entity_link_ids: links.map(({ id }) => id) },
        }),
      ),
    onSuccess: async ({ crosswalk_id: crosswalkId }) => {
      await client.invalidateQueries({ queryKey: ['crosswalks'] });
      void navigate({ to: '/crosswalks/$crosswalkId', params: { crosswalkId } });
    },
    onError: (error) => toast(wordsOf(error), { tone: 'bad' }),
  });
  const [first] = links;
  if (first === undefined) return null;
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0">
        <p className="font-medium [overflow-wrap:anywhere]">
          {first.from.integration_source_name}: {first.from.entity_name} ~ {first.to.integration_source_name}: {first.to.entity_name}
        </p>
        <p className="text-xs text-muted [overflow-wrap:anywhere]">{links.map(({ from, to }) => `${endName(from)} = ${endName(to)}`).join(', ')}</p>
      </div>
      <Button look="primary" disabled={start.isPending} onClick={() => start.mutate()}>
        Make the crosswalk
      </Button>
    </li>
  );
}
