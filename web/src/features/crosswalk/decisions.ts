import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { answerOf, api, here, wordsOf } from '../../api/client.ts';
import { countOf } from '../../format.ts';
import { toast } from '../../ui/toast.tsx';
import { patchPairs, type Pair } from './queries.ts';
import { pairName } from './words.ts';

type Verdict = 'same' | 'different';

/** A decision of this visit; the batch is known when the server has answered. */
interface Made {
  readonly pairs: readonly Pair[];
  readonly verdict: Verdict;
  batchId: string | null;
}

export interface PairDecisions {
  readonly canUndo: boolean;
  decide(pairs: readonly Pair[], verdict: Verdict): void;
  /** Takes back what holds of one pair; without one, the last decision of this visit. */
  undo(pair: Pair | undefined): void;
}

/** Decisions on pairs: shown at once, sent one after the other, also after a lost connection; each can be taken back. */
export function usePairDecisions(id: string): PairDecisions {
  const client = useQueryClient();
  const made = useRef<Made[]>([]);
  const [depth, setDepth] = useState(0);
  const path = { organization_id: here(), crosswalk_id: id };

  const show = (pairs: readonly Pair[]): void => patchPairs(client, id, new Map(pairs.map((pair) => [pair.id, pair])));
  const readAgain = (pairs: readonly Pair[]): void => {
    for (const pair of pairs) void client.invalidateQueries({ queryKey: ['crosswalks', 'pair', pair.id] });
    void client.invalidateQueries({ queryKey: ['crosswalks', 'one', id] });
  };
  const forget = (one: Made): void => {
    made.current = made.current.filter((each) => each !== one);
    setDepth(made.current.length);
  };

  const sending = useMutation({
    scope: { id: 'pair decisions' },
    mutationFn: ({ pairs, verdict }: Made) =>
      answerOf(
        api.POST('/api/organization/{organization_id}/crosswalks/{crosswalk_id}/decisions', {
          params: { path },
          body: { verdict, pair_ids: pairs.map((pair) => pair.id) },
        }),
      ),
    onSuccess: (answer, one) => {
      one.batchId = answer.batch_id;
      show(answer.updated);
      readAgain(one.pairs);
      if (answer.not_found.length > 0) toast(`${countOf(answer.not_found.length, 'pair is', 'pairs are')} not there any more.`, { tone: 'bad' });
    },
    onError: (error, one) => {
      show(one.pairs);
      forget(one);
      toast(`Not decided: ${wordsOf(error)}`, { tone: 'bad' });
    },
  });

  const undoing = useMutation({
    scope: { id: 'pair decisions' },
    mutationFn: ({ batchId, pairs }: Pick<Made, 'batchId' | 'pairs'>) =>
      answerOf(
        api.POST('/api/organization/{organization_id}/crosswalks/{crosswalk_id}/decisions/undo', {
          params: { path },
          body: batchId === null ? { pair_ids: pairs.map((pair) => pair.id) } : { batch_id: batchId },
        }),
      ),
    onSuccess: (answer, { pairs }) => {
      show(answer.updated);
      readAgain(pairs);
      toast(answer.updated.length === 0 ? 'There was nothing to take back.' : `Taken back: ${wordsFor(pairs)}.`);
    },
    onError: (error) => toast(`Not taken back: ${wordsOf(error)}`, { tone: 'bad' }),
  });

  const take = (one: Made): void => {
    if (!made.current.includes(one)) return;
    forget(one);
    undoing.mutate(one);
  };

  return {
    canUndo: depth > 0,
    decide(pairs, verdict) {
      if (pairs.length === 0) return;
      const one: Made = { pairs, verdict, batchId: null };
      made.current.push(one);
      setDepth(made.current.length);
      show(pairs.map((pair) => ({ ...pair, decision: verdict, is_taken: verdict === 'same' })));
      sending.mutate(one);
      toast(`${wordsFor(pairs)}: ${verdict}`, { action: { label: 'Undo', perform: () => take(one) } });
    },
    undo(pair) {
      if (pair !== undefined && pair.decision !== null) {
        for (const one of made.current.filter(({ pairs }) => pairs.length === 1 && pairs[0]?.id === pair.id)) forget(one);
        undoing.mutate({ batchId: null, pairs: [pair] });
        return;
      }
      const last = made.current.at(-1);
      if (last !== undefined) take(last);
    },
  };
}

const wordsFor = (pairs: readonly Pair[]): string => {
  const [first] = pairs;
  return pairs.length === 1 && first !== undefined ? pairName(first) : countOf(pairs.length, 'pair');
};
