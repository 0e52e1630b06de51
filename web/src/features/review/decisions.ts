import { onlineManager, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { answerOf, api, here, wordsOf } from '../../api/client.ts';
import { organizationId } from '../../app/place.ts';
import { countOf } from '../../format.ts';
import { toast } from '../../ui/toast.tsx';
import { sessionQuery } from '../sign-in/session.ts';
import { edgeName, keyOf, statusWords, type Edge, type EdgeDetail, type Status } from './edges.ts';
import { detailQuery, patchEdges } from './queries.ts';

interface Verdict {
  readonly edges: readonly Edge[];
  readonly status: Status;
  readonly note: string | null;
}

/** A decision of this visit; the batch is known when the server has answered. */
interface Made extends Verdict {
  readonly at: number;
  batchId: string | null;
}

/** Somebody was faster, or a scan: what was decided here was not written, and is kept. */
interface Conflict {
  readonly status: Status;
  readonly note: string | null;
  /** Null where no person but a scan changed the edge. */
  readonly by: { readonly name: string; readonly status: Status; readonly note: string | null; readonly at: string } | null;
}

export interface Decisions {
  /** Decided here, and not yet answered by the server. */
  readonly waiting: ReadonlySet<string>;
  readonly conflicts: ReadonlyMap<string, Conflict>;
  readonly canUndo: boolean;
  /** `onShow`: leads to an edge that somebody else changed meanwhile. */
  decide(edges: readonly Edge[], status: Status, note?: string | null): void;
  /** Takes back the last decision of this visit; edges of which it was made, or none. */
  undo(): readonly Edge[];
  /** Takes back the newest decision on one edge, whenever it was made. */
  undoOne(edge: Edge): void;
  forget(edge: Edge): void;
}

const mostExplained = 5;

/**
 * Decisions on edges: shown at once, sent one after the other, also after a lost connection. Each says which state of the edge was looked at: where it is
 * another by now nothing is written, and the page says who was faster.
 */
export function useDecisions(onShow: (edge: Edge) => void): Decisions {
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const me = session?.organizations.find(({ id }) => id === organizationId)?.user.id;
  const made = useRef<Made[]>([]);
  const [depth, setDepth] = useState(0);
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(new Set());
  const [conflicts, setConflicts] = useState<ReadonlyMap<string, Conflict>>(new Map());

  const settle = (edges: readonly Edge[]): void =>
    setWaiting((before) => new Set([...before].filter((key) => !edges.some((edge) => keyOf(edge) === key))));
  const readAgain = (edges: readonly Edge[]): void => {
    for (const edge of edges) void client.invalidateQueries({ queryKey: ['edges', 'detail', keyOf(edge)] });
    void client.invalidateQueries({ queryKey: ['edges', 'facets'] });
  };

  /** What happened to an edge meanwhile; undefined where it was this very decision, whose answer was lost. */
  async function explain(edge: Edge, { status, note, at }: Made): Promise<Conflict | undefined> {
    const detail = await client.fetchQuery({ ...detailQuery(edge), staleTime: 0 });
    patchEdges(client, new Map([[keyOf(edge), detail.edge]]));
    const last = detail.history.decisions.at(-1);
    const isRecent = last !== undefined && last.created_at > edge.updated_at;
    if (isRecent && last.actor_id === me && last.to_status === status && last.note === note && Date.parse(last.created_at) > at - 300_000)
      return undefined;
    const by = isRecent
      ? {
          name: last.actor_name ?? 'Somebody',
          status: last.undoes === null ? last.to_status : detail.edge.status,
          note: last.note,
          at: last.created_at,
        }
      : null;
    return { status, note, by };
  }

  async function tellOfChanged(verdict: Made, changed: readonly { readonly kind: Edge['kind']; readonly id: string }[]): Promise<void> {
    const edges = verdict.edges.filter((edge) => changed.some((each) => keyOf(each) === keyOf(edge)));
    for (const edge of edges.slice(0, mostExplained)) {
      const conflict = await explain(edge, verdict);
      if (conflict === undefined) continue;
      setConflicts((before) => new Map(before).set(keyOf(edge), conflict));
      const what = conflict.by === null ? 'A scan changed it meanwhile' : `${conflict.by.name} ${statusWords[conflict.by.status]} it meanwhile`;
      toast(`${edgeName(edge)}: ${what}. Yours was not written; it is kept with the edge.`, {
        tone: 'bad',
        action: { label: 'Show', perform: () => onShow(edge) },
      });
    }
    if (edges.length > mostExplained) {
      toast(`${countOf(edges.length - mostExplained, 'more edge has', 'more edges have')} changed meanwhile and were left as they are.`, {
        tone: 'bad',
      });
      void client.invalidateQueries({ queryKey: ['edges', 'queue'] });
    }
  }

  const sending = useMutation({
    scope: { id: 'decisions' },
    mutationFn: ({ edges, status, note }: Made) =>
      answerOf(
        api.POST('/api/organization/{organization_id}/edges/decisions', {
          params: { path: { organization_id: here() } },
          body: { edges: edges.map(({ kind, id, updated_at }) => ({ kind, id, updated_at })), status, note, renew: true },
        }),
      ),
    onSuccess: async (answer, verdict) => {
      verdict.batchId = answer.batch_id;
      const fresh = new Set(answer.updated.map(keyOf));
      const changes = verdict.edges.filter((edge) => fresh.has(keyOf(edge)));
      const decided = { status: verdict.status, updated_at: answer.decided_at, changed_since_decision: false };
      patchEdges(
        client,
        new Map(changes.map((edge) => [keyOf(edge), { ...decided, decided_at: verdict.status === 'SUGGESTED' ? null : answer.decided_at }])),
      );
      settle(verdict.edges);
      readAgain(changes);
      const lost = verdict.edges.filter((edge) => answer.not_found.some((each) => keyOf(each) === keyOf(edge)));
      if (lost.length > 0) toast(`${countOf(lost.length, 'edge is', 'edges are')} not there any more.`, { tone: 'bad' });
      if (answer.changed.length > 0) await tellOfChanged(verdict, answer.changed);
    },
    onError: (error, verdict) => {
      patchEdges(client, new Map(verdict.edges.map((edge) => [keyOf(edge), edge])));
      settle(verdict.edges);
      made.current = made.current.filter((each) => each !== verdict);
      setDepth(made.current.length);
      toast(`Not decided: ${wordsOf(error)}`, {
        tone: 'bad',
        action: { label: 'Try again', perform: () => decide(verdict.edges, verdict.status, verdict.note) },
      });
    },
  });

  const undoing = useMutation({
    scope: { id: 'decisions' },
    mutationFn: async ({ batchId }: Made) =>
      batchId === null
        ? null
        : answerOf(
            api.POST('/api/organization/{organization_id}/decision-batches/{batch_id}/undo', {
              params: { path: { organization_id: here(), batch_id: batchId } },
            }),
          ),
    onSuccess: (answer, verdict) => {
      settle(verdict.edges);
      if (answer === null) return;
      const undone = new Set(answer.updated.map(keyOf));
      const back = verdict.edges.filter((edge) => undone.has(keyOf(edge)));
      patchEdges(client, new Map(back.map((edge) => [keyOf(edge), { ...edge, updated_at: answer.undone_at }])));
      readAgain(verdict.edges);
      if (answer.unchanged.length > 0)
        toast(`${countOf(answer.unchanged.length, 'edge was', 'edges were')} decided again since, and stay as they are.`, { tone: 'bad' });
    },
    onError: (error, verdict) => {
      settle(verdict.edges);
      readAgain(verdict.edges);
      toast(`Not taken back: ${wordsOf(error)}`, { tone: 'bad' });
    },
  });

  const undoingOne = useMutation({
    scope: { id: 'decisions' },
    mutationFn: async (edge: Edge): Promise<EdgeDetail> => {
      await undoCall(edge);
      return client.fetchQuery({ ...detailQuery(edge), staleTime: 0 });
    },
    onSuccess: (detail, edge) => {
      patchEdges(client, new Map([[keyOf(edge), detail.edge]]));
      readAgain([edge]);
      toast(`${edgeName(edge)} is ${statusWords[detail.edge.status]} again`);
    },
    onError: (error) => toast(`Not taken back: ${wordsOf(error)}`, { tone: 'bad' }),
  });

  const decide: Decisions['decide'] = (edges, status, note = null) => {
    if (edges.length === 0) return;
    const verdict = madeNow(edges, status, note);
    made.current.push(verdict);
    setDepth(made.current.length);
    setWaiting((before) => new Set([...before, ...edges.map(keyOf)]));
    setConflicts((before) => new Map([...before].filter(([key]) => !edges.some((edge) => keyOf(edge) === key))));
    patchEdges(client, new Map(edges.map((edge) => [keyOf(edge), { status }])));
    sending.mutate(verdict);
    const [first] = edges;
    const what = edges.length === 1 && first !== undefined ? edgeName(first) : countOf(edges.length, 'edge');
    const later = onlineManager.isOnline() ? '' : ' (is sent when the connection is back)';
    toast(`${what} ${statusWords[status]}${later}`, { action: { label: 'Undo', perform: () => void take(verdict) } });
  };

  const take = (verdict: Made): readonly Edge[] => {
    if (!made.current.includes(verdict)) return [];
    made.current = made.current.filter((each) => each !== verdict);
    setDepth(made.current.length);
    setWaiting((before) => new Set([...before, ...verdict.edges.map(keyOf)]));
    patchEdges(client, new Map(verdict.edges.map((edge) => [keyOf(edge), { status: edge.status }])));
    undoing.mutate(verdict);
    return verdict.edges;
  };

  const latest = useRef({ decide, take, undoOne: undoingOne.mutate });
  useEffect(() => {
    latest.current = { decide, take, undoOne: undoingOne.mutate };
  });
  const undo = useCallback(() => {
    const last = made.current.at(-1);
    if (last === undefined) return [];
    const edges = latest.current.take(last);
    const [first] = edges;
    if (first !== undefined)
      toast(edges.length === 1 ? `${edgeName(first)} is ${statusWords[first.status]} again` : `${countOf(edges.length, 'edge')} as before`);
    return edges;
  }, []);

  return useMemo(
    () => ({
      waiting,
      conflicts,
      canUndo: depth > 0,
      decide: (edges, status, note) => latest.current.decide(edges, status, note),
      undo,
      undoOne: (edge) => latest.current.undoOne(edge),
      forget: (edge) => setConflicts((before) => new Map([...before].filter(([key]) => key !== keyOf(edge)))),
    }),
    [waiting, conflicts, depth, undo],
  );
}

const madeNow = (edges: readonly Edge[], status: Status, note: string | null): Made => ({
  edges,
  status,
  note: note === '' ? null : note,
  at: Date.now(),
  batchId: null,
});

function undoCall({ kind, id, from }: Edge): Promise<unknown> {
  if (kind === 'relationship')
    return answerOf(api.POST('/api/integration-sources/relationships/{relationship_id}/undo', { params: { path: { relationship_id: id } } }));
  if (kind === 'association') {
    const path = { source_id: from.integration_source_id, association_id: id };
    return answerOf(api.POST('/api/integration-sources/{source_id}/saas-associations/{association_id}/undo', { params: { path } }));
  }
  const path = { organization_id: here(), entity_link_id: id };
  return answerOf(api.POST('/api/organization/{organization_id}/entity-links/{entity_link_id}/undo', { params: { path } }));
}
