import type { FakeJob } from './airbyte-account.ts';
import { type PlatformRequest, reply } from './server.ts';

/** The jobs that a query asks for, in its order. */
export function jobsAsked(jobs: readonly FakeJob[], query: URLSearchParams): readonly FakeJob[] {
  const is = (name: string, value: string) => query.get(name) === null || query.get(name) === value;
  const within = (name: string, at: number) => {
    const [start, end] = [query.get(`${name}Start`), query.get(`${name}End`)];
    return (start === null || at >= Date.parse(start)) && (end === null || at <= Date.parse(end));
  };
  const [field = 'createdAt', direction = 'ASC'] = (query.get('orderBy') ?? 'updatedAt|DESC').split('|');
  const key = field === 'updatedAt' ? 'updatedAt' : 'createdAt';
  const sign = direction === 'DESC' ? -1 : 1;
  return jobs
    .filter((job) => is('connectionId', job.connectionId) && is('jobType', job.jobType) && is('status', job.status))
    .filter((job) => within('createdAt', job.createdAt) && within('updatedAt', job.updatedAt))
    .toSorted((a, b) => sign * (a[key] - b[key] || a.jobId - b.jobId));
}

/** A page by limit and offset. Its links name a host that only the server knows, as those of self-managed servers do. */
export function pageOf(items: readonly unknown[], { path, query }: PlatformRequest): unknown {
  const limit = Number(query.get('limit') ?? 20);
  const offset = Number(query.get('offset') ?? 0);
  if (!(limit >= 1 && limit <= 100) || !(offset >= 0)) return reply(400, { title: 'bad-request', status: 400 });
  const link = (to: number) => `http://airbyte-server.internal:8001${path}?limit=${limit}&offset=${to}`;
  return {
    data: items.slice(offset, offset + limit),
    previous: offset === 0 ? '' : link(Math.max(0, offset - limit)),
    next: offset + limit < items.length ? link(offset + limit) : '',
  };
}
