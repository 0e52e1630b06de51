import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { followJob, isOver } from '../../api/job-events.ts';
import { announce } from '../../app/announce.tsx';
import { toast } from '../../ui/toast.tsx';
import { wordsOf } from '../../api/client.ts';
import type { Job } from './queries.ts';
import { jobWords, kindWords, phaseWords } from './words.ts';

/** A job as it is now, told by the server as it changes; undefined while there is none. When it ends, everything that was read before is read again. */
export function useFollowedJob(id: string | undefined): Job | undefined {
  const [job, setJob] = useState<Job>();
  const queries = useQueryClient();
  useEffect(() => {
    if (id === undefined) return undefined;
    const left = new AbortController();
    let phase = '';
    const onJob = (next: Job): void => {
      setJob(next);
      const now = isOver(next) ? next.state : (next.progress?.phase ?? '');
      if (now === phase) return;
      phase = now;
      announce(isOver(next) ? `${kindWords[next.kind]}: ${jobWords[next.state].word}.` : (phaseWords[now] ?? now));
      if (isOver(next)) void queries.invalidateQueries();
    };
    followJob(id, onJob, left.signal).catch((error: unknown) => toast(wordsOf(error), { tone: 'bad' }));
    return () => left.abort();
  }, [id, queries]);
  return job?.id === id ? job : undefined;
}
