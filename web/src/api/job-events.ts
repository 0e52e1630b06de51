import { lineIsLost } from '../app/connection.ts';
import { organizationId } from '../app/place.ts';
import { ApiError, type Schemas } from './client.ts';

type Job = Schemas['Job'];

const longestWaitMs = 10_000;

export const isOver = ({ state }: Pick<Job, 'state'>): boolean => state !== 'queued' && state !== 'running';

/**
 * Tells a job whenever it changes, until it is over. Where the stream breaks it is opened again, and the job is told as it is by then.
 * Throws ApiError where the server refuses; resolves early where `signal` says so.
 */
export async function followJob(id: string, onJob: (job: Job) => void, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      for await (const job of eventsOf(id, signal)) {
        failures = 0;
        onJob(job);
        if (isOver(job)) return;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiError && error.status < 500 && error.status !== 429) throw error;
      if (!(error instanceof ApiError)) lineIsLost();
    }
    failures += 1;
    await wait(Math.min(250 * 2 ** failures, longestWaitMs), signal);
  }
}

async function* eventsOf(id: string, signal: AbortSignal): AsyncGenerator<Job> {
  const headers = organizationId === null ? {} : { 'x-organization-id': organizationId };
  const response = await fetch(`/api/jobs/${id}/events`, { headers, signal });
  if (!response.ok || response.body === null) throw new ApiError(response.status, await response.json().catch(() => null));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data !== undefined) yield JSON.parse(data) as Job;
    }
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
