import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { answerOf, api, here, wordsOf, type Schemas } from '../../api/client.ts';
import { announce } from '../../app/announce.tsx';
import { toast } from '../../ui/toast.tsx';
import { keyOf, type Edge } from './edges.ts';
import { detailQuery } from './queries.ts';

const askAgainMs = 400;

/** Runs the SQL of an edge's evidence again on its sources, as a job, and tells when it is done. */
export function useVerification(edge: Edge | undefined): { readonly isRunning: boolean; readonly start: () => void } {
  const client = useQueryClient();
  const key = edge && keyOf(edge);
  const { data } = useQuery({
    ...detailQuery(edge ?? { kind: 'relationship', id: '' }),
    enabled: edge !== undefined,
    refetchInterval: ({ state }) => (typeof state.data?.verifying_job_id === 'string' ? askAgainMs : false),
  });
  const running = data?.verifying_job_id ?? null;
  const starting = useMutation({
    mutationFn: ({ kind, id }: Edge) =>
      answerOf(
        api.POST('/api/organization/{organization_id}/edges/{kind}/{edge_id}/verify', {
          params: { path: { organization_id: here(), kind, edge_id: id } },
        }),
      ),
    onSuccess: (_job, of) => client.invalidateQueries({ queryKey: ['edges', 'detail', keyOf(of)] }),
    onError: (error) => toast(`Not verified: ${wordsOf(error)}`, { tone: 'bad' }),
  });
  const seen = useRef<{ key: string | undefined; job: string | null }>({ key, job: null });
  useEffect(() => {
    const before = seen.current;
    seen.current = { key, job: running };
    if (before.key !== key || before.job === null || running !== null) return;
    answerOf(api.GET('/api/jobs/{job_id}', { params: { path: { job_id: before.job } } })).then(tell, (error: unknown) =>
      toast(`Not verified: ${wordsOf(error)}`, { tone: 'bad' }),
    );
  }, [key, running]);
  return {
    isRunning: running !== null || starting.isPending,
    start: () => {
      if (edge === undefined) return;
      announce('Verifying');
      starting.mutate(edge);
    },
  };
}

function tell({ state, result, error }: Schemas['Job']): void {
  if (state === 'failed') toast(`Not verified: ${error ?? 'the check failed.'}`, { tone: 'bad' });
  else if (result === null) announce('The check was cancelled.');
  else announce(result.agrees ? 'Verified: the source still says what the evidence says.' : 'Verified: the source says something else now.');
}
